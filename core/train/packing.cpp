// SPDX-License-Identifier: Apache-2.0
#include "core/train/packing.h"

#include <algorithm>

namespace luthier {

bool canShareBeginnings(const DecoderConfig& config) {
    const bool causal = std::all_of(config.plans.begin(), config.plans.end(), [](const LayerPlan& plan) { return plan.attention.causal; });
    const bool fixed = std::all_of(config.ropes.begin(), config.ropes.end(), [](const RopeSettings& rope) {
        return rope.kind != RopeSettings::Kind::Dynamic && rope.kind != RopeSettings::Kind::LongRope;
    });
    return causal && fixed && config.task.classes == 0;
}

PackFiller::Owner* PackFiller::ownerOf(uint32_t group) {
    auto owner = std::find_if(owners_.begin(), owners_.end(), [&](const Owner& one) { return one.group == group; });
    return owner == owners_.end() ? nullptr : &*owner;
}

PackFiller::Place PackFiller::add(int64_t length, const Beginning& beginning) {
    const bool shares = settings_.shared && beginning.length > 0;
    const int64_t own = beginning.length;
    Owner* owner = shares && open_ ? ownerOf(beginning.group) : nullptr;
    Place place;
    // One that begins much longer than what is there owns its beginning itself: those to come may share all of it.
    if (owner && own < 2 * owner->beginning.length) place.shared = {owner->beginning.row, std::min(own, owner->beginning.length)};
    if (!open_ || rows_ + length - place.shared.length > settings_.limit) {
        place = {true, {}};
        open_ = true;
        owner = nullptr;
        rows_ = 0;
        owners_.clear();
    }
    if (shares && place.shared.length == 0) {
        const Owner now{beginning.group, {rows_, own}};
        if (owner) *owner = now;
        else owners_.push_back(now);
    }
    rows_ += length - place.shared.length;
    return place;
}

std::vector<PackedSamples> packed(const SamplePart& part, const std::vector<uint32_t>& positions, const PackSettings& settings) {
    std::vector<PackedSamples> packs;
    PackFiller filler(settings);
    for (uint32_t position : positions) {
        const uint32_t index = part.indices[position];
        const int64_t length = part.store->length(index);
        const PackFiller::Place place = filler.add(length, part.store->beginning(index));
        if (place.opensPack) packs.emplace_back();
        PackedSamples& pack = packs.back();
        pack.positions.push_back(position);
        pack.beginnings.push_back(place.shared);
        pack.tokens += length;
        pack.rows = filler.rows();
    }
    for (PackedSamples& pack : packs)
        if (pack.rows == pack.tokens) pack.beginnings.clear();
    return packs;
}

}  // namespace luthier
