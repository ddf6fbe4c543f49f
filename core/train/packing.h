// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "core/model/decoder_config.h"
#include "core/ops/pack_layout.h"
#include "core/text/sample_store.h"

namespace luthier {

/// Some samples of a store, in an order: a part of a dataset. `indices` point into the store.
struct SamplePart {
    const SampleStore* store = nullptr;
    std::vector<uint32_t> indices;

    size_t size() const { return indices.size(); }
};

/// One packed row of whole samples, ready to be made into tensors.
struct PackedSamples {
    std::vector<uint32_t> positions;  ///< into SamplePart::indices
    int64_t tokens = 0;               ///< of its samples
    int64_t rows = 0;                 ///< of these, that are there: tokens but for shared beginnings
    std::vector<SharedBeginning> beginnings = {};  ///< one a sample, or empty: nothing is shared
};

/// How samples are put end to end: in the given order, into packs of at most `limit` rows (a longer sample stands alone). No sample is cut.
struct PackSettings {
    int64_t limit = 1024;
    bool shared = false;  ///< equal beginnings are there once in a pack
};

/// Whether equal beginnings of samples give equal hidden states: where no token sees later ones, nor turns by the length of the whole. Models
/// that answer with labels look for padding in whole samples.
bool canShareBeginnings(const DecoderConfig& config);

/// Decides where each next sample goes.
class PackFiller {
public:
    explicit PackFiller(const PackSettings& settings) : settings_(settings) {}

    struct Place {
        bool opensPack = false;
        SharedBeginning shared;
    };
    Place add(int64_t length, const Beginning& beginning);
    int64_t rows() const { return rows_; }  ///< of the pack that holds the sample added last

private:
    struct Owner {
        uint32_t group;
        SharedBeginning beginning;
    };
    Owner* ownerOf(uint32_t group);

    PackSettings settings_;
    bool open_ = false;
    int64_t rows_ = 0;
    std::vector<Owner> owners_;  ///< of the open pack, one a group
};

std::vector<PackedSamples> packed(const SamplePart& part, const std::vector<uint32_t>& positions, const PackSettings& settings);

}  // namespace luthier
