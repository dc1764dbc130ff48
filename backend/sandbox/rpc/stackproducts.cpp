// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/sandbox/rpc/stackproducts.h"

#include <map>

namespace Backend {

namespace v3 = ttn::lorawan::v3;

namespace {

constexpr char climateDecoder[] = R"(function decodeUplink(input) {
  return {
    data: {
      temperature: ((input.bytes[0] << 24 >> 16) | input.bytes[1]) / 100,
      humidity: input.bytes[2] / 2,
      battery: 2 + input.bytes[3] / 100
    }
  };
}
)";

constexpr char levelDecoder[] = R"(function decodeUplink(input) {
  var litres = 0;
  for (var i = 0; i < 4; i++) litres = litres * 256 + input.bytes[i];
  return { data: { litres: litres, leak: (input.bytes[4] & 1) === 1 } };
}
)";

constexpr char switchDecoder[] = R"(function decodeUplink(input) {
  return { data: { open: input.bytes[0] === 1, count: (input.bytes[1] << 8) | input.bytes[2] } };
}
)";

constexpr char switchEncoder[] = R"(function encodeDownlink(input) {
  return { bytes: [input.data.open ? 1 : 0], fPort: 15 };
}

function decodeDownlink(input) {
  return { data: { open: input.bytes[0] === 1 } };
}
)";

google::protobuf::Value number(double value)
{
    google::protobuf::Value out;
    out.set_number_value(value);
    return out;
}

google::protobuf::Value truth(bool value)
{
    google::protobuf::Value out;
    out.set_bool_value(value);
    return out;
}

/// What an uplink on FPort 1 becomes.
v3::MessagePayloadDecoder::Example exampleOf(const std::string &bytes,
                                             const std::map<std::string, google::protobuf::Value> &fields)
{
    v3::MessagePayloadDecoder::Example out;
    out.set_description("as the device sends it");
    out.mutable_input()->set_f_port(1);
    out.mutable_input()->set_frm_payload(bytes);
    out.mutable_output()->mutable_data()->mutable_fields()->insert(fields.begin(), fields.end());
    return out;
}

/// A firmware with the regions that it can be used in: one profile for each, and the codec for all.
struct Firmware
{
    const char *version;
    quint32 number;
    std::vector<const char *> hardware;
    std::vector<std::pair<const char *, const char *>> profiles; ///< band and profile
    const char *codec;
};

struct Model
{
    const char *id;
    const char *name;
    const char *description;
    std::vector<std::pair<const char *, const char *>> hardware; ///< version and part number
    std::vector<Firmware> firmware;
    std::vector<const char *> sensors;
};

v3::EndDeviceModel modelOf(const std::string &brand, const Model &model)
{
    v3::EndDeviceModel out;
    out.set_brand_id(brand);
    out.set_model_id(model.id);
    out.set_name(model.name);
    out.set_description(model.description);
    quint32 numeric = 0;
    for (const auto &[version, part] : model.hardware) {
        v3::EndDeviceModel::HardwareVersion &one = *out.add_hardware_versions();
        one.set_version(version);
        one.set_numeric(++numeric);
        one.set_part_number(part);
    }
    for (const Firmware &firmware : model.firmware) {
        v3::EndDeviceModel::FirmwareVersion &one = *out.add_firmware_versions();
        one.set_version(firmware.version);
        one.set_numeric(firmware.number);
        for (const char *hardware : firmware.hardware)
            one.add_supported_hardware_versions(hardware);
        for (const auto &[band, profile] : firmware.profiles) {
            v3::EndDeviceModel::FirmwareVersion::Profile &where = (*one.mutable_profiles())[band];
            where.set_profile_id(profile);
            where.set_lorawan_certified(true);
            where.set_codec_id(firmware.codec);
        }
    }
    for (const char *sensor : model.sensors)
        out.add_sensors(sensor);
    out.add_key_provisioning(v3::KEY_PROVISIONING_CUSTOM);
    out.set_key_security(v3::KEY_SECURITY_NONE);
    out.mutable_battery()->mutable_replaceable()->set_value(true);
    out.mutable_battery()->set_type("AA");
    out.mutable_photos()->set_main("https://devices.sandbox.example/vendor/" + brand + '/' + model.id + ".png");
    out.set_product_url("https://" + brand + ".example/" + model.id);
    out.set_datasheet_url("https://" + brand + ".example/" + model.id + ".pdf");
    return out;
}

StackBrand brandOf(const char *id, const char *name, quint32 vendor, const std::vector<Model> &models)
{
    StackBrand out;
    out.brand.set_brand_id(id);
    out.brand.set_name(name);
    out.brand.set_lora_alliance_vendor_id(vendor);
    out.brand.set_website("https://" + std::string(id) + ".example");
    out.brand.set_logo("https://devices.sandbox.example/vendor/" + std::string(id) + "/logo.svg");
    for (const Model &model : models)
        out.models.push_back(modelOf(id, model));
    return out;
}

StackBrand acre()
{
    StackBrand out = brandOf(
        "acre-labs", "Acre Labs", 901,
        {{"climate-mini",
          "Climate Mini",
          "Temperature and humidity for greenhouses and barns",
          {{"1.0", "ACM-10"}, {"2.0", "ACM-20"}},
          {{"1.0", 1, {"1.0"}, {{"EU_863_870", "climate-103"}, {"US_902_928", "climate-103-us"}}, "climate-codec"},
           {"2.1",
            2,
            {"1.0", "2.0"},
            {{"EU_863_870", "climate-104"},
             {"US_902_928", "climate-104-us"},
             {"AU_915_928", "climate-104-au"},
             {"AS_923", "climate-104-as"}},
            "climate-codec"}},
          {"temperature", "humidity", "battery"}},
         {"soil-probe",
          "Soil Probe",
          "Moisture at three depths",
          {{"1.0", "ASP-10"}},
          {{"1.2", 1, {"1.0"}, {{"EU_863_870", "climate-103"}}, ""}},
          {"moisture"}}});
    out.profiles = {{"climate-103", 1, v3::MAC_V1_0_3, v3::PHY_V1_0_3_REV_A},
                    {"climate-103-us", 2, v3::MAC_V1_0_3, v3::PHY_V1_0_3_REV_A},
                    {"climate-104", 3, v3::MAC_V1_0_4, v3::RP002_V1_0_3},
                    {"climate-104-us", 4, v3::MAC_V1_0_4, v3::RP002_V1_0_3},
                    {"climate-104-au", 5, v3::MAC_V1_0_4, v3::RP002_V1_0_3},
                    {"climate-104-as", 6, v3::MAC_V1_0_4, v3::RP002_V1_0_3}};
    out.codecs = {{"climate-codec",
                   climateDecoder,
                   "",
                   "",
                   {exampleOf(std::string("\x08\x98\x70\x64", 4),
                              {{"temperature", number(22)}, {"humidity", number(56)}, {"battery", number(3)}})}}};
    return out;
}

StackBrand brook()
{
    StackBrand out = brandOf("brook-instruments", "Brook Instruments", 902,
                             {{"level-sense",
                               "Level Sense",
                               "Tank level and leak detection",
                               {{"1.0-rev-A", "BLS-1A"}},
                               {{"1.0",
                                 1,
                                 {"1.0-rev-A"},
                                 {{"EU_863_870", "level"}, {"IN_865_867", "level-in"}, {"EU_433", "level-433"}},
                                 "level-codec"}},
                               {"level", "leak"}}});
    out.profiles = {{"level", 1, v3::MAC_V1_0_2, v3::PHY_V1_0_2_REV_B},
                    {"level-in", 2, v3::MAC_V1_0_2, v3::PHY_V1_0_2_REV_B},
                    {"level-433", 3, v3::MAC_V1_0_2, v3::PHY_V1_0_2_REV_B}};
    out.codecs = {
        {"level-codec",
         levelDecoder,
         "",
         "",
         {exampleOf(std::string("\x00\x01\x86\xA0\x00", 5), {{"litres", number(100'000)}, {"leak", truth(false)}})}}};
    return out;
}

StackBrand cairn()
{
    StackBrand out
        = brandOf("cairn-controls", "Cairn Controls", 903,
                  {{"door-watch",
                    "Door Watch",
                    "Contact for doors and gates",
                    {{"1.0", "CDW-10"}},
                    {{"3.0",
                      3,
                      {"1.0"},
                      {{"EU_863_870", "door"}, {"KR_920_923", "door-kr"}, {"RU_864_870", "door-ru"}},
                      "switch-codec"}},
                    {"contact"}},
                   {"valve-drive",
                    "Valve Drive",
                    "Opens and closes a valve, always listening",
                    {{"1.0", "CVD-10"}},
                    {{"1.4", 1, {"1.0"}, {{"EU_863_870", "valve"}, {"US_902_928", "valve-us"}}, "switch-codec"}},
                    {"contact"}}});
    out.profiles = {{"door", 1, v3::MAC_V1_1, v3::PHY_V1_1_REV_B},
                    {"door-kr", 2, v3::MAC_V1_1, v3::PHY_V1_1_REV_B},
                    {"door-ru", 3, v3::MAC_V1_1, v3::PHY_V1_1_REV_B},
                    {"valve", 4, v3::MAC_V1_0_3, v3::PHY_V1_0_3_REV_A, false, true},
                    {"valve-us", 5, v3::MAC_V1_0_3, v3::PHY_V1_0_3_REV_A, true, true}};
    out.codecs = {{"switch-codec",
                   switchDecoder,
                   switchEncoder,
                   switchEncoder,
                   {exampleOf(std::string("\x01\x00\x2A", 3), {{"open", truth(true)}, {"count", number(42)}})}}};
    return out;
}

} // namespace

const StackProducts &stackProducts()
{
    static const StackProducts all = {acre(), brook(), cairn()};
    return all;
}

} // namespace Backend
