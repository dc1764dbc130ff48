// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/screenshots/picturenetwork.h"

#include <QTimer>

namespace Gui {

using Domain::Capability;
using Domain::Done;
using Domain::Problem;
using Domain::Result;
using Code = Problem::Code;

namespace {

template <typename Value>
Domain::Call<Result<Value>> answered(const Result<Value> &result)
{
    const Domain::CallSource<Result<Value>> source;
    source.deliver(result);
    return source.call();
}

template <typename Value>
Domain::Call<Result<Value>> answer(const Value &value)
{
    return answered(Result<Value>(value));
}

/// Tells once what is to be in the picture.
class PictureEvents : public Domain::NetworkEvents
{
public:
    explicit PictureEvents(const QList<Domain::NetworkEvent> &events)
    {
        QTimer::singleShot(0, this, [this, events] { Q_EMIT arrived(events); });
    }
    [[nodiscard]] State state() const override { return State::Live; }
    [[nodiscard]] Problem problem() const override { return {}; }
};

} // namespace

Domain::Capabilities PictureNetwork::stack()
{
    return Capability::ReadAccess | Capability::Devices | Capability::Catalog | Capability::Events
        | Capability::DeviceNames | Capability::SearchDevices | Capability::ResetDevices;
}

Domain::Capabilities PictureNetwork::handler()
{
    return Capability::ReadAccess | Capability::Devices | Capability::EditableEuis | Capability::ActivationConstraints;
}

Domain::CatalogApi *PictureNetwork::catalog()
{
    return all.testFlag(Capability::Catalog) ? this : nullptr;
}

std::unique_ptr<Domain::NetworkEvents> PictureNetwork::events(const QString &, const QStringList &, int)
{
    return std::make_unique<PictureEvents>(told);
}

PictureNetwork::Answer<Domain::Access> PictureNetwork::access()
{
    return answer(Domain::Access());
}

PictureNetwork::Answer<Domain::Rights> PictureNetwork::rights(const QString &)
{
    return answer(may);
}

PictureNetwork::Answer<Domain::ApplicationPage> PictureNetwork::applications(const Domain::ApplicationQuery &)
{
    return answer(Domain::ApplicationPage());
}

PictureNetwork::Answer<Domain::Application> PictureNetwork::application(const QString &)
{
    return answer(Domain::Application());
}

PictureNetwork::Answer<Done> PictureNetwork::createApplication(const Domain::Application &, const Domain::Account &)
{
    return answered(Result<Done>(writeProblem));
}

PictureNetwork::Answer<Done> PictureNetwork::changeApplication(const QString &, const Domain::ApplicationChange &)
{
    return answered(Result<Done>(writeProblem));
}

PictureNetwork::Answer<Done> PictureNetwork::deleteApplication(const QString &)
{
    return answered(Result<Done>(writeProblem));
}

PictureNetwork::Answer<Domain::DevicePage> PictureNetwork::devices(const QString &, const Domain::DeviceQuery &)
{
    if (isSlow)
        return m_never.call();
    if (readProblem)
        return answered(Result<Domain::DevicePage>(readProblem));
    return answer(isEmpty ? Domain::DevicePage() : Domain::DevicePage{{stored}, 1});
}

PictureNetwork::Answer<Domain::Device> PictureNetwork::device(const QString &, const QString &, Domain::DeviceKeys keys)
{
    if (readProblem)
        return answered(Result<Domain::Device>(readProblem));
    Domain::Device part = stored;
    if (keys == Domain::DeviceKeys::Leave)
        part.appKey = part.nwkKey = part.nwkSKey = part.sNwkSIntKey = part.nwkSEncKey = part.appSKey = std::nullopt;
    return answer(part);
}

PictureNetwork::Answer<Done> PictureNetwork::createDevice(const Domain::Device &)
{
    return answered(Result<Done>(writeProblem));
}

PictureNetwork::Answer<Done> PictureNetwork::changeDevice(const QString &, const QString &,
                                                          const Domain::DeviceChange &)
{
    return answered(Result<Done>(writeProblem));
}

PictureNetwork::Answer<Done> PictureNetwork::deleteDevice(const QString &, const QString &)
{
    return answered(Result<Done>(writeProblem));
}

PictureNetwork::Answer<QList<Domain::FrequencyPlan>> PictureNetwork::frequencyPlans()
{
    return answer(QList<Domain::FrequencyPlan>{
        {QStringLiteral("EU_863_870_TTN"), QStringLiteral("Europe 863-870 MHz (SF9 for RX2)"),
         QStringLiteral("EU_863_870"), 868},
        {QStringLiteral("US_902_928_FSB_2"), QStringLiteral("United States 902-928 MHz, FSB 2"),
         QStringLiteral("US_902_928"), 915}});
}

PictureNetwork::Answer<QStringList> PictureNetwork::phyVersions(const QString &)
{
    return answer(QStringList());
}

PictureNetwork::Answer<Domain::MacSettings> PictureNetwork::macDefaults(const QString &, const QString &)
{
    Domain::MacSettings standard;
    standard.rx1Delay = 5;
    standard.rx1DataRateOffset = 0;
    standard.rx2DataRate = 3;
    standard.rx2Frequency = 869'525'000;
    standard.statusEverySeconds = 86'400;
    standard.statusEveryUplinks = 200;
    standard.adrMargin = 15;
    return answer(standard);
}

PictureNetwork::Answer<Domain::ListPage<Domain::Brand>> PictureNetwork::brands(const QString &, int, int)
{
    return answer(Domain::ListPage<Domain::Brand>());
}

PictureNetwork::Answer<Domain::ListPage<Domain::DeviceModel>> PictureNetwork::models(const QString &, const QString &,
                                                                                     int, int)
{
    return answer(Domain::ListPage<Domain::DeviceModel>());
}

PictureNetwork::Answer<Domain::DeviceTemplate> PictureNetwork::deviceTemplate(const Domain::VersionIds &)
{
    return answer(Domain::DeviceTemplate());
}

PictureNetwork::Answer<Domain::DeviceTemplate> PictureNetwork::deviceTemplate(const Domain::ProfileIds &)
{
    return answer(Domain::DeviceTemplate());
}

PictureNetwork::Answer<QList<Domain::JoinEuiPrefix>> PictureNetwork::joinEuiPrefixes()
{
    return answer(QList<Domain::JoinEuiPrefix>());
}

PictureNetwork::Answer<Domain::Eui> PictureNetwork::defaultJoinEui()
{
    return answer(Domain::Eui());
}

PictureNetwork::Answer<Domain::DevAddr> PictureNetwork::newDevAddr()
{
    return answer(Domain::DevAddr());
}

PictureNetwork::Answer<Domain::Eui> PictureNetwork::issueDevEui(const QString &)
{
    return answer(Domain::Eui());
}

PictureNetwork::Answer<bool> PictureNetwork::supportsClaiming(Domain::Eui)
{
    return answer(false);
}

} // namespace Gui
