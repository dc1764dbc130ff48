// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/sandbox/rpc/stackpaths.h"

namespace Backend {

namespace {

bool isBelow(const std::string &path, const std::set<std::string> &roots)
{
    for (std::size_t dot = path.find('.'); dot != std::string::npos; dot = path.find('.', dot + 1)) {
        if (roots.contains(path.substr(0, dot)))
            return true;
    }
    return roots.contains(path);
}

/// The Network Server's, but for what only one of reading and writing has.
StackPaths network()
{
    StackPaths out{{"battery_percentage", "downlink_margin", "frequency_plan_id", "ids", "last_dev_status_received_at",
                    "lorawan_phy_version", "lorawan_version", "mac_settings", "mac_state", "max_frequency",
                    "min_frequency", "multicast", "pending_mac_state", "pending_session", "session", "supports_class_b",
                    "supports_class_c", "supports_join", "version_ids"},
                   {"mac_state.pending_application_downlink.confirmed_retry",
                    "mac_state.pending_application_downlink.decoded_payload",
                    "mac_state.pending_application_downlink.decoded_payload_warnings", "mac_state.pending_join_request",
                    "mac_state.queued_join_accept", "pending_mac_state.pending_application_downlink",
                    "pending_mac_state.pending_relay_downlink", "pending_mac_state.pending_requests",
                    "pending_mac_state.queued_responses", "pending_session.last_conf_f_cnt_down",
                    "pending_session.last_f_cnt_up", "pending_session.last_n_f_cnt_down",
                    "pending_session.started_at"}};
    for (const char *state : {"mac_state", "pending_mac_state"}) {
        for (const char *parameters : {".current_parameters", ".desired_parameters"}) {
            for (const char *old : {".adr_ack_delay", ".adr_ack_limit", ".ping_slot_data_rate_index"})
                out.left.insert(std::string(state) + parameters + old);
        }
    }
    for (const char *session : {"session", "pending_session"}) {
        for (const char *foreign : {".keys.app_s_key", ".last_a_f_cnt_down", ".queued_application_downlinks"})
            out.left.insert(std::string(session) + foreign);
    }
    for (const char *keys : {"session.keys", "pending_session.keys", "pending_mac_state.queued_join_accept.keys"}) {
        for (const char *key : {".f_nwk_s_int_key", ".nwk_s_enc_key", ".s_nwk_s_int_key"}) {
            for (const char *wrapped : {".encrypted_key", ".kek_label"})
                out.left.insert(std::string(keys) + key + wrapped);
        }
    }
    return out;
}

} // namespace

bool StackPaths::owns(const std::string &path) const
{
    return isBelow(path, roots) && !isBelow(path, left);
}

StackPaths StackPaths::with(std::set<std::string> more) const
{
    StackPaths out = *this;
    out.roots.merge(more);
    return out;
}

const StackPaths &StackPaths::identityWrite()
{
    static const StackPaths paths{{"activated_at", "application_server_address", "attributes",
                                   "claim_authentication_code", "description", "join_server_address", "last_seen_at",
                                   "locations", "lora_alliance_profile_ids", "name", "network_server_address",
                                   "picture", "serial_number", "service_profile_id", "version_ids"},
                                  {"picture.embedded", "picture.sizes"}};
    return paths;
}

const StackPaths &StackPaths::identityRead()
{
    static const StackPaths paths = [] {
        StackPaths out = identityWrite().with({"ids", "created_at", "updated_at"});
        out.left.insert("ids.dev_addr");
        return out;
    }();
    return paths;
}

const StackPaths &StackPaths::networkRead()
{
    static const StackPaths paths = network().with({"created_at", "updated_at", "power_state"});
    return paths;
}

const StackPaths &StackPaths::networkWrite()
{
    static const StackPaths paths = [] {
        StackPaths out = network().with({"serial_number", "lora_alliance_profile_ids"});
        out.left.insert("ids.dev_addr");
        return out;
    }();
    return paths;
}

const StackPaths &StackPaths::applicationRead()
{
    static const StackPaths paths = [] {
        StackPaths out{{"formatters", "ids", "lora_alliance_profile_ids", "pending_session", "serial_number", "session",
                        "skip_payload_crypto", "skip_payload_crypto_override", "version_ids"}};
        for (const std::string session : {"session", "pending_session"}) {
            for (const char *foreign :
                 {".keys.app_s_key.encrypted_key", ".keys.app_s_key.kek_label", ".keys.f_nwk_s_int_key",
                  ".keys.nwk_s_enc_key", ".keys.s_nwk_s_int_key", ".last_conf_f_cnt_down", ".last_f_cnt_up",
                  ".last_n_f_cnt_down", ".queued_application_downlinks", ".started_at"})
                out.left.insert(session + foreign);
        }
        return out;
    }();
    return paths;
}

const StackPaths &StackPaths::applicationWrite()
{
    static const StackPaths paths{
        {"formatters", "ids", "lora_alliance_profile_ids", "serial_number", "session.dev_addr",
         "session.keys.app_s_key", "session.keys.session_key_id", "session.last_a_f_cnt_down", "skip_payload_crypto",
         "skip_payload_crypto_override", "version_ids"},
        {"ids.dev_addr", "session.keys.app_s_key.encrypted_key", "session.keys.app_s_key.kek_label"}};
    return paths;
}

const StackPaths &StackPaths::joinRead()
{
    static const StackPaths paths{{"application_server_address", "application_server_id",
                                   "application_server_kek_label", "claim_authentication_code", "ids", "last_dev_nonce",
                                   "last_join_nonce", "last_rj_count_0", "last_rj_count_1", "net_id",
                                   "network_server_address", "network_server_kek_label", "provisioner_id",
                                   "provisioning_data", "resets_join_nonces", "root_keys", "used_dev_nonces"},
                                  {"root_keys.app_key.encrypted_key", "root_keys.app_key.kek_label",
                                   "root_keys.nwk_key.encrypted_key", "root_keys.nwk_key.kek_label"}};
    return paths;
}

const StackPaths &StackPaths::joinWrite()
{
    static const StackPaths paths = [] {
        StackPaths out = joinRead();
        out.left.insert("ids.dev_addr");
        return out;
    }();
    return paths;
}

} // namespace Backend
