// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/registration/productstep.h"

#include "backend/domain/lorawanversions.h"
#include "backend/domain/problemtext.h"
#include "ui/common/theme.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSignalBlocker>

#include <algorithm>
#include <chrono>

namespace Gui {

namespace {

constexpr auto SearchPause = std::chrono::milliseconds(150);
constexpr int MostBrands = 1'000;
constexpr int MostModels = 300; ///< one types more letters instead of scrolling further
constexpr int FieldWidth = 220;

/// Keeps what was chosen, if it is still among the values.
void fill(QComboBox *box, const QStringList &values)
{
    const QSignalBlocker blocker(box);
    const QString before = box->currentText();
    box->clear();
    box->addItems(values);
    box->setCurrentIndex(std::max(0, box->findText(before)));
    if (values.isEmpty())
        box->setCurrentIndex(-1);
}

QLineEdit *newSearch(const char *name, const QString &accessible, const QString &words, QWidget *parent)
{
    auto *field = new QLineEdit(parent);
    field->setObjectName(QLatin1String(name));
    field->setAccessibleName(accessible);
    field->setPlaceholderText(words);
    field->setClearButtonEnabled(true);
    field->setMaxLength(50); // longer searches are refused
    return field;
}

} // namespace

ProductStep::ProductStep(RegistrationWork *work, QWidget *parent)
    : RegistrationStep(work, parent)
    , m_about(newPlainLabel(QStringLiteral("productAbout"), {}, this))
    , m_note(newPlainLabel(QStringLiteral("productNote"), {}, this))
    , m_retry(new QPushButton(tr("Try again"), this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(buildLists(), 1);
    m_about->setAccessibleName(tr("About the model"));
    m_note->setAccessibleName(tr("What the repository says"));
    m_versions = buildVersions();
    layout->addWidget(m_about);
    layout->addWidget(m_versions);
    layout->addWidget(m_note);
    m_retry->setObjectName(QStringLiteral("productRetry"));
    m_retry->setAutoDefault(false);
    m_retry->hide();
    layout->addWidget(m_retry, 0, Qt::AlignLeft);
    setTabOrder(m_band, m_retry);
    connect(m_retry, &QPushButton::clicked, this, &ProductStep::enter);
    connect(theme(), &Theme::changed, this, &ProductStep::updateLook);
    updateLook();
}

QWidget *ProductStep::buildLists()
{
    auto *box = new QWidget(this);
    m_brandSearch = newSearch("brandSearch", tr("Search brands"), tr("Search brands"), box);
    m_modelSearch = newSearch("modelSearch", tr("Search models"), tr("Search models"), box);
    m_brands = new QListWidget(box);
    m_brands->setObjectName(QStringLiteral("brandList"));
    m_brands->setAccessibleName(tr("Brands"));
    m_models = new QListWidget(box);
    m_models->setObjectName(QStringLiteral("modelList"));
    m_models->setAccessibleName(tr("Models"));
    auto *left = new QVBoxLayout;
    left->addWidget(m_brandSearch);
    left->addWidget(m_brands, 1);
    auto *right = new QVBoxLayout;
    right->addWidget(m_modelSearch);
    right->addWidget(m_models, 1);
    auto *layout = new QHBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(left, 2);
    layout->addLayout(right, 3);
    setTabOrder(m_brandSearch, m_modelSearch);
    setTabOrder(m_modelSearch, m_brands);
    setTabOrder(m_brands, m_models);

    for (QTimer *pause : {&m_brandPause, &m_modelPause}) {
        pause->setSingleShot(true);
        pause->setInterval(SearchPause);
    }
    connect(&m_brandPause, &QTimer::timeout, this, &ProductStep::searchBrands);
    connect(&m_modelPause, &QTimer::timeout, this, &ProductStep::searchModels);
    connect(m_brandSearch, &QLineEdit::textChanged, this, [this] { m_brandPause.start(); });
    connect(m_modelSearch, &QLineEdit::textChanged, this, [this] { m_modelPause.start(); });
    connect(m_modelSearch, &QLineEdit::returnPressed, this, [this] {
        if (m_models->currentRow() < 0)
            m_models->setCurrentRow(0);
    });
    connect(m_brands, &QListWidget::currentRowChanged, this, &ProductStep::searchModels);
    connect(m_models, &QListWidget::currentRowChanged, this, &ProductStep::chooseModel);
    return box;
}

QWidget *ProductStep::buildVersions()
{
    auto *box = new QWidget(this);
    auto *layout = new QFormLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    const auto add = [&](const char *name, const QString &title) {
        auto *field = new QComboBox(box);
        field->setObjectName(QLatin1String(name));
        field->setAccessibleName(title);
        field->setMinimumWidth(FieldWidth);
        layout->addRow(title, field);
        return field;
    };
    m_hardware = add("hardwareBox", tr("Hardware version"));
    m_firmware = add("firmwareBox", tr("Firmware version"));
    m_band = add("bandBox", tr("Band"));
    connect(m_hardware, &QComboBox::currentIndexChanged, this, &ProductStep::updateFirmware);
    connect(m_firmware, &QComboBox::currentIndexChanged, this, &ProductStep::updateBands);
    connect(m_band, &QComboBox::currentIndexChanged, this, &ProductStep::askTemplate);
    box->hide();
    return box;
}

void ProductStep::enter()
{
    m_retry->hide();
    if (m_brands->count() == 0)
        searchBrands();
    if (m_found.isEmpty())
        searchModels();
}

void ProductStep::takeFocus()
{
    if (m_models->currentRow() >= 0)
        m_models->setFocus();
    else
        m_modelSearch->setFocus();
}

void ProductStep::say(const QString &text, Models::Meaning meaning)
{
    m_noteMeaning = meaning;
    m_note->setText(text);
    m_note->setVisible(!text.isEmpty());
    updateLook();
}

void ProductStep::searchBrands()
{
    if (!work().catalog().api())
        return;
    m_brandCall = work().catalog().api()->brands(m_brandSearch->text().trimmed(), 1, MostBrands);
    m_brandCall.then(this, [this](const Domain::Result<Domain::ListPage<Domain::Brand>> &answer) {
        if (!answer) {
            say(Domain::problemLine(answer.problem), Models::Meaning::Bad);
            m_retry->show();
            return;
        }
        const QString before
            = m_brands->currentItem() ? m_brands->currentItem()->data(Qt::UserRole).toString() : QString();
        const QSignalBlocker blocker(m_brands);
        m_brands->clear();
        new QListWidgetItem(tr("All brands"), m_brands);
        int current = 0;
        for (const Domain::Brand &brand : answer.value.rows) {
            auto *item = new QListWidgetItem(brand.name.isEmpty() ? brand.id : brand.name, m_brands);
            item->setData(Qt::UserRole, brand.id);
            if (brand.id == before)
                current = m_brands->count() - 1;
        }
        m_brands->setCurrentRow(current);
        searchModels();
    });
}

void ProductStep::searchModels()
{
    if (!work().catalog().api())
        return;
    const QString brand = m_brands->currentItem() ? m_brands->currentItem()->data(Qt::UserRole).toString() : QString();
    m_modelCall = work().catalog().api()->models(brand, m_modelSearch->text().trimmed(), 1, MostModels);
    m_modelCall.then(this, [this](const Domain::Result<Domain::ListPage<Domain::DeviceModel>> &answer) {
        if (!answer) {
            say(Domain::problemLine(answer.problem), Models::Meaning::Bad);
            m_retry->show();
            return;
        }
        const QSignalBlocker blocker(m_models);
        m_found = answer.value.rows;
        m_models->clear();
        int current = -1;
        for (const Domain::DeviceModel &found : std::as_const(m_found)) {
            const QString name = found.name.isEmpty() ? found.id : found.name;
            new QListWidgetItem(name + u" · " + brandName(found.brand), m_models);
            if (found.brand == m_applied.brand && found.id == m_applied.model)
                current = m_models->count() - 1;
        }
        if (current >= 0) {
            m_models->setCurrentRow(current);
            return;
        }
        m_versions->hide();
        m_about->clear();
        if (m_found.isEmpty())
            say(tr("No model is called like this. You can go back and register the device by hand."));
        else if (answer.value.total > m_found.size())
            say(tr("%1 of %2 models: type more letters to see fewer.").arg(m_found.size()).arg(answer.value.total));
        else
            say(tr("Choose a model."));
    });
}

/// As the list beside it calls it, where it is in there.
QString ProductStep::brandName(const QString &id) const
{
    for (int row = 0; row < m_brands->count(); ++row) {
        if (m_brands->item(row)->data(Qt::UserRole).toString() == id)
            return m_brands->item(row)->text();
    }
    return id;
}

const Domain::DeviceModel *ProductStep::model() const
{
    const int row = m_models->currentRow();
    return row >= 0 && row < m_found.size() ? &m_found.at(row) : nullptr;
}

void ProductStep::chooseModel(int)
{
    const Domain::DeviceModel *chosen = model();
    m_versions->setVisible(chosen != nullptr);
    if (!chosen)
        return;
    QStringList about{chosen->description};
    if (!chosen->sensors.isEmpty())
        about += tr("Measures %1.").arg(chosen->sensors.join(QStringLiteral(", ")));
    about.removeAll(QString());
    m_about->setText(about.join(QStringLiteral(" · ")));
    fill(m_hardware, chosen->hardware);
    m_hardware->setEnabled(chosen->hardware.size() > 1);
    updateFirmware();
}

void ProductStep::updateFirmware()
{
    const Domain::DeviceModel *chosen = model();
    if (!chosen)
        return;
    QStringList versions;
    for (const Domain::FirmwareVersion &firmware : chosen->firmware) {
        if (firmware.hardware.isEmpty() || m_hardware->currentText().isEmpty()
            || firmware.hardware.contains(m_hardware->currentText()))
            versions += firmware.version;
    }
    fill(m_firmware, versions);
    m_firmware->setEnabled(versions.size() > 1);
    updateBands();
}

void ProductStep::updateBands()
{
    const Domain::DeviceModel *chosen = model();
    if (!chosen)
        return;
    QStringList bands;
    for (const Domain::FirmwareVersion &firmware : chosen->firmware) {
        if (firmware.version == m_firmware->currentText())
            bands += firmware.bands;
    }
    // Where one has registered devices before, it is the same band again.
    const QString usual = work().catalog().bandOf(draft().plan);
    fill(m_band, bands);
    if (bands.contains(usual)) {
        const QSignalBlocker blocker(m_band);
        m_band->setCurrentText(usual);
    }
    m_band->setEnabled(bands.size() > 1);
    askTemplate();
}

void ProductStep::askTemplate()
{
    const Domain::DeviceModel *chosen = model();
    if (!chosen)
        return;
    const Domain::VersionIds wanted{chosen->brand, chosen->id, m_hardware->currentText(), m_firmware->currentText(),
                                    m_band->currentText()};
    if (wanted == m_applied && draft().base.versionIds == wanted)
        return;
    m_applied = {};
    if (wanted.firmware.isEmpty() || wanted.band.isEmpty()) {
        say(tr("The repository has no profile for this version."), Models::Meaning::Bad);
        return;
    }
    say(tr("Reading what the repository says…"));
    m_retry->hide();
    m_templateCall = work().catalog().api()->deviceTemplate(wanted);
    m_templateCall.then(this, [this, wanted](const Domain::Result<Domain::DeviceTemplate> &answer) {
        if (!answer) {
            say(Domain::problemLine(answer.problem), Models::Meaning::Bad);
            return;
        }
        m_applied = wanted;
        showTemplate(answer.value);
        Q_EMIT changed();
    });
    Q_EMIT changed();
}

void ProductStep::showTemplate(const Domain::DeviceTemplate &found)
{
    draft().take(found);
    draft().base.versionIds = m_applied; // complete, whatever the template repeats
    const Domain::DeviceModel *chosen = model();
    work().product = chosen ? QString(brandName(chosen->brand) + u' ' + chosen->name) : m_applied.model;
    if (work().catalog().bandOf(draft().plan) != m_applied.band) {
        const QList<Domain::FrequencyPlan> plans = work().catalog().plans(m_applied.band);
        draft().plan = plans.size() == 1 ? plans.first().id : QString();
    }
    work().touch();
    const bool formats = found.device.formatters.has_value();
    QStringList facts{Domain::LorawanVersions::macTitle(draft().macVersion),
                      Domain::LorawanVersions::phyTitle(draft().phyVersion),
                      draft().joins ? tr("over the air") : tr("by personalization"),
                      draft().supportsClassC       ? tr("class C")
                          : draft().supportsClassB ? tr("class B")
                                                   : tr("class A")};
    if (formats)
        facts += tr("payload formatter of the repository");
    say(tr("Taken: %1.").arg(facts.join(QStringLiteral(", "))), Models::Meaning::Good);
}

bool ProductStep::finish()
{
    if (m_applied != Domain::VersionIds{} && draft().base.versionIds == m_applied)
        return true;
    if (!m_templateCall.isPending())
        say(model() ? tr("There is no template to go on with. Choose another version, or register the device by hand.")
                    : tr("Choose a model."),
            Models::Meaning::Bad);
    (model() ? static_cast<QWidget *>(m_firmware) : m_models)->setFocus();
    return false;
}

void ProductStep::updateLook()
{
    colorLabel(m_about, theme()->color(Models::Meaning::Quiet));
    colorLabel(m_note, theme()->color(m_noteMeaning));
}

} // namespace Gui
