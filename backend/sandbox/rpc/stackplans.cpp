// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The frequency plans that The Things Stack comes with.
#include "backend/sandbox/rpc/stackbands.h"

#include <algorithm>
#include <array>

namespace Backend {

namespace {

constexpr int kHz = 1'000;

std::vector<StackChannel> at(const std::vector<int> &frequencies)
{
    std::vector<StackChannel> out;
    for (const int frequency : frequencies)
        out.push_back({quint64(frequency) * kHz});
    return out;
}

/// Eight channels of 125 kHz that follow each other.
std::vector<StackChannel> eight(int first)
{
    constexpr int step = 200;
    std::vector<StackChannel> out;
    for (int i = 0; i < 8; ++i)
        out.push_back({quint64(first + i * step) * kHz});
    return out;
}

/// A part of the 64 channels of America or Australia, and the wide one that goes with it.
std::vector<StackChannel> part(const StackBand &band, int number)
{
    constexpr int size = 8;
    constexpr int narrow = 64;
    const auto first = band.uplinks.begin() + std::ptrdiff_t(size) * (number - 1);
    std::vector<StackChannel> out(first, first + size);
    out.push_back(band.uplinks[std::size_t(narrow + number - 1)]);
    return out;
}

class Plans
{
public:
    std::vector<StackPlan> all;

    Plans()
    {
        addEurope();
        addAmerica();
        addAustralia();
        addChina();
        addAsia();
        addGroups();
        addOthers();
    }

private:
    StackPlan &add(const std::string &id, const std::string &name, int baseMHz, const std::string &band,
                   std::vector<StackChannel> uplinks);
    /// A plan that changes the one with the ID `base`.
    StackPlan &change(const std::string &base, const std::string &id, const std::string &name);
    void addEurope();
    void addAmerica();
    void addAustralia();
    void addChina();
    void addAsia();
    void addGroups();
    void addOthers();
};

StackPlan &Plans::add(const std::string &id, const std::string &name, int baseMHz, const std::string &band,
                      std::vector<StackChannel> uplinks)
{
    StackPlan plan;
    plan.id = id;
    plan.name = name;
    plan.baseMHz = baseMHz;
    plan.band = StackBands::band(band);
    plan.uplinks = std::move(uplinks);
    return all.emplace_back(std::move(plan));
}

StackPlan &Plans::change(const std::string &base, const std::string &id, const std::string &name)
{
    StackPlan plan = *std::find_if(all.begin(), all.end(), [&base](const StackPlan &one) { return one.id == base; });
    plan.id = id;
    plan.base = base;
    plan.name = name;
    return all.emplace_back(std::move(plan));
}

void setDwellTimes(StackPlan &plan, bool areLimited)
{
    plan.uplinkDwellTime = plan.downlinkDwellTime = areLimited;
}

void Plans::addEurope()
{
    const std::string band = "EU_863_870";
    add(band, "Europe 863-870 MHz (SF12 for RX2)", 868, band,
        at({868'100, 868'300, 868'500, 867'100, 867'300, 867'500, 867'700, 867'900}));
    StackPlan &recommended = change(band, "EU_863_870_TTN", "Europe 863-870 MHz (SF9 for RX2 - recommended)");
    recommended.rx2Rate = 3;
    recommended.isForGateways = false;
    StackPlan &roaming = change(band, "EU_863_870_ROAMING_DRAFT", "Europe 863-870 MHz, 6 channels for roaming (Draft)");
    roaming.uplinks = at({868'100, 868'300, 868'500, 867'100, 867'300, 867'900});
    roaming.isForGateways = false;
    change(band, "EU_868_1", "Europe 868.1 MHz").uplinks = at({868'100});
    add("EU_433", "Europe 433 MHz (ITU region 1)", 433, "EU_433", eight(433'175));
}

void Plans::addAmerica()
{
    const StackBand &band = *StackBands::band("US_902_928");
    for (int number = 1; number <= 8; ++number) {
        StackPlan &plan
            = add(band.id + "_FSB_" + std::to_string(number),
                  "United States 902-928 MHz, FSB " + std::to_string(number) + (number == 2 ? " (used by TTN)" : ""),
                  915, band.id, part(band, number));
        plan.uplinkDwellTime = true;
        plan.downlinkDwellTime = false;
    }
    static constexpr std::array wide = {"903_0", "904_6", "906_2", "907_8", "909_4", "911_0", "912_6", "914_2"};
    for (int number = 1; number <= 8; ++number) {
        const std::string where = wide[std::size_t(number - 1)];
        std::string shown = where;
        shown[3] = '.';
        StackPlan &plan
            = change(band.id + "_FSB_" + std::to_string(number), "US_" + where, "United States " + shown + " MHz");
        plan.uplinks = {plan.uplinks.back()};
        plan.maxEirp = 24.15F;
        plan.isForGateways = false;
    }
}

void Plans::addAustralia()
{
    const StackBand &band = *StackBands::band("AU_915_928");
    for (int number = 1; number <= 8; ++number) {
        add(band.id + "_FSB_" + std::to_string(number),
            "Australia 915-928 MHz, FSB " + std::to_string(number) + (number == 2 ? " (used by TTN)" : ""), 915,
            band.id, part(band, number))
            .downlinkDwellTime
            = false;
    }
    for (int number = 1; number <= 8; ++number) {
        setDwellTimes(add(band.id + "_FSB_" + std::to_string(number) + "_BR",
                          "Brazil 915-928 MHz, FSB " + std::to_string(number) + " (dwell time disabled)", 915, band.id,
                          part(band, number)),
                      false);
    }
}

void Plans::addChina()
{
    add("CN_470_510_FSB_1", "China 470-510 MHz, FSB 1", 470, "CN_470_510", eight(470'300));
    add("CN_470_510_FSB_11", "China 470-510 MHz, FSB 11 (used by TTN)", 470, "CN_470_510", eight(486'300));
}

void Plans::addAsia()
{
    const std::string japan = "Japan 920-923 MHz with LBT (channels ";
    add("AS_920_923", "Asia 920-923 MHz", 915, "AS_923",
        at({923'200, 923'400, 922'200, 922'400, 922'600, 922'800, 923'000, 922'000}));
    change("AS_920_923", "AS_920_923_LBT", "Asia 920-923 MHz with LBT");
    add("AS_920_923_TTN_JP_1", japan + "31-38)", 915, "AS_923",
        at({923'200, 923'400, 922'800, 923'000, 922'600, 922'000, 922'200, 922'400}));
    change("AS_920_923_TTN_JP_1", "AS_920_923_TTN_JP_1_LAND_MOBILE", japan + "31-38), Max EIRP 27 dBm");
    add("AS_920_923_TTN_JP_2", japan + "24-27 and 35-38)", 915, "AS_923",
        at({923'200, 923'400, 922'800, 923'000, 920'600, 920'800, 921'000, 921'200}));
    add("AS_920_923_TTN_JP_3", japan + "24-31)", 915, "AS_923", eight(920'600));
    change("AS_920_923_TTN_JP_3", "AS_920_923_TTN_JP_3_LAND_MOBILE", japan + "24-31), Max EIRP 27 dBm");
}

/// The four groups of the band around 923 MHz with only its own channels.
void Plans::addGroups()
{
    struct Group
    {
        const char *id;
        const char *range;
        const char *changedRange;
        const char *name;
    };
    static constexpr std::array groups
        = {Group{"AS_923", "915-928", "915-928", "1"}, Group{"AS_923_2", "920-923", "920-923", "2"},
           Group{"AS_923_3", "915-921", "920-923", "3"}, Group{"AS_923_4", "917-920", "920-923", "4"}};
    const auto title = [](const char *range, const Group &group) {
        return std::string("Asia ") + range + " MHz (AS923 Group " + group.name + ") with only default channels";
    };
    for (const Group &group : groups)
        add(group.id, title(group.range, group), 915, group.id, StackBands::band(group.id)->uplinks);
    for (const Group &group : groups) {
        const std::string name = title(group.changedRange, group) + " and dwell time ";
        setDwellTimes(change(group.id, std::string(group.id) + "_NDT", name + "disabled"), false);
        setDwellTimes(change(group.id, std::string(group.id) + "_DT", name + "enabled"), true);
    }
    add("AS_923_925", "Asia 923-925 MHz", 915, "AS_923", eight(923'200));
    change("AS_923_925", "AS_923_925_LBT", "Asia 923-925 MHz with LBT");
    setDwellTimes(change("AS_920_923", "AS_920_923_TTN_AU", "Asia 920-923 MHz (used by TTN Australia)"), false);
    StackPlan &second
        = change("AS_923_925", "AS_923_925_TTN_AU", "Asia 923-925 MHz (used by TTN Australia - secondary channels)");
    setDwellTimes(second, false);
    second.isForGateways = false;
}

void Plans::addOthers()
{
    add("KR_920_923_TTN", "South Korea 920-923 MHz", 915, "KR_920_923",
        at({922'100, 922'300, 922'500, 922'700, 922'900, 923'100, 923'300}));
    add("MA_869_870_DRAFT", "Morocco 869-870 MHz", 868, "MA_869_870_DRAFT", at({869'100, 869'300, 869'700, 869'900}));
    StackPlan &india
        = add("IN_865_867", "India 865-867 MHz", 868, "IN_865_867", StackBands::band("IN_865_867")->uplinks);
    for (const quint64 frequency : {865'232'500ULL, 866'185'000ULL, 866'385'000ULL, 866'585'000ULL, 866'785'000ULL})
        india.uplinks.push_back({frequency});
    add("RU_864_870_TTN", "Russia 864-870 MHz", 868, "RU_864_870",
        at({868'900, 869'100, 864'100, 864'300, 864'500, 864'700, 864'900}));
    add("ISM_2400_3CH_DRAFT2", "LoRa 2.4 GHz with 3 channels (Draft 2)", 2450, "ISM_2400",
        StackBands::band("ISM_2400")->uplinks);
    setDwellTimes(add("IL_917_920_TTN", "Israel 917-920 MHz (channels 1-4 and 11-14)", 915, "AS_923_4",
                      at({917'300, 917'500, 917'700, 917'900, 919'300, 919'500, 919'700, 919'900})),
                  false);
    setDwellTimes(add("IL_917_920_TTN_2", "Israel 917-920 MHz (channels 1-7 and 9)", 915, "AS_923_4",
                      at({917'300, 917'500, 917'700, 917'900, 918'100, 918'300, 918'500, 918'900})),
                  false);
    setDwellTimes(change("AS_920_923", "SG_920_923_TTN", "Singapore 920-923 MHz"), false);
    StackPlan &uzbekistan = add("UZ_923_1", "Uzbekistan 915-928 MHz with only default channels", 915, "AS_923",
                                at({926'400, 926'600, 926'800}));
    uzbekistan.rx2Rate = 2;
    uzbekistan.rx2Frequency = 926'200'000;
}

} // namespace

const std::vector<StackPlan> &StackBands::plans()
{
    static const std::vector<StackPlan> all = Plans().all;
    return all;
}

const StackPlan *StackBands::plan(const std::string &id)
{
    const auto found
        = std::find_if(plans().begin(), plans().end(), [&id](const StackPlan &plan) { return plan.id == id; });
    return found == plans().end() ? nullptr : &*found;
}

} // namespace Backend
