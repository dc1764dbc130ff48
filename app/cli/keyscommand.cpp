// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/keyscommand.h"

#include "app/cli/managementlines.h"

#include <utility>

namespace App {

using namespace Domain;

namespace {

constexpr int PageSize = 1'000; ///< what the servers give at most

} // namespace

KeysCommand::KeysCommand(ManagementOptions options)
    : ManagementCommand(std::move(options))
    , m_api(network().accessLists())
{
}

void KeysCommand::start()
{
    if (!m_api) {
        fail({Problem::Code::NotOfThisNetwork, {}, {}, {}, false});
        return;
    }
    using Order = ManagementOptions::Order;
    switch (options().order) {
    case Order::ListKeys:
        list();
        break;
    case Order::CreateKey:
        create();
        break;
    case Order::UpdateKey:
        update();
        break;
    case Order::DeleteKey:
        remove();
        break;
    default:
        show();
        break;
    }
}

void KeysCommand::list()
{
    m_keys = m_api->apiKeys(options().application, m_page, PageSize);
    m_keys.then(this, [this](const Result<ListPage<ApiKey>> &answer) {
        if (!answer) {
            fail(answer.problem);
            return;
        }
        for (const ApiKey &key : answer.value.rows) {
            if (!print(keyLine(key, {})))
                return;
        }
        m_seen += answer.value.rows.size();
        if (answer.value.rows.isEmpty() || m_seen >= answer.value.total) {
            end(Done);
            return;
        }
        ++m_page;
        list();
    });
}

void KeysCommand::printKey(const Result<ApiKey> &answer)
{
    if (!answer)
        fail(answer.problem);
    else if (print(keyLine(answer.value, {})))
        end(Done);
}

void KeysCommand::show()
{
    m_key = m_api->apiKey(options().application, options().item);
    m_key.then(this, [this](const Result<ApiKey> &answer) { printKey(answer); });
}

void KeysCommand::create()
{
    if (options().dryRun) {
        ApiKey key;
        key.name = options().name.value_or(QString());
        key.rights = *options().rights;
        key.expires = options().expires.value_or(QDateTime());
        printKey(key);
        return;
    }
    m_new = m_api->createApiKey(options().application, options().name.value_or(QString()), *options().rights,
                                options().expires.value_or(QDateTime()));
    m_new.then(this, [this](const Result<NewApiKey> &answer) {
        if (!answer)
            fail(answer.problem);
        else if (print(keyLine(answer.value.key, answer.value.secret)))
            end(Done);
    });
}

void KeysCommand::update()
{
    if (!options().dryRun) {
        m_key = m_api->changeApiKey(options().application, options().item,
                                    {options().name, options().rights, options().expires});
        m_key.then(this, [this](const Result<ApiKey> &answer) { printKey(answer); });
        return;
    }
    m_key = m_api->apiKey(options().application, options().item);
    m_key.then(this, [this](Result<ApiKey> answer) {
        answer.value.name = options().name.value_or(answer.value.name);
        answer.value.rights = options().rights.value_or(answer.value.rights);
        answer.value.expires = options().expires.value_or(answer.value.expires);
        printKey(answer);
    });
}

void KeysCommand::remove()
{
    const auto deleted = [this](bool dryRun) {
        if (print(deletedLine("key_id", options().item, {}, dryRun)))
            end(Done);
    };
    if (!options().dryRun) {
        m_done = m_api->deleteApiKey(options().application, options().item);
        m_done.then(this, [this, deleted](const Result<Domain::Done> &answer) {
            answer ? deleted(false) : fail(answer.problem);
        });
        return;
    }
    m_key = m_api->apiKey(options().application, options().item);
    m_key.then(this, [this, deleted](const Result<ApiKey> &answer) { answer ? deleted(true) : fail(answer.problem); });
}

} // namespace App
