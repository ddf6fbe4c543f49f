// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/base/problem.h"
#include "core/store/run_events.h"

namespace luthier {

/// A look at the held-out part.
struct Look {
    int64_t step = 0;
    double loss = 0, perplexity = 0;
    int64_t count = 0;
    bool best = false;  ///< better than all before it
    Json metrics = {};  ///< of labelled rows: the numbers among them, an object; null without
};

/// What the events of a run come to so far. Told one event after the other; kept as JSON between two readings of a growing events.jsonl.
struct RunCourse {
    std::optional<Started> started;
    double begun = 0, last = 0;  ///< seconds since the epoch, of the first and the last event
    double seconds = 0;          ///< from the first to the last event, without pauses and the time between an end and a resume
    double doubtful = 0;         ///< seconds before warnings just told: not spent when `resumed` follows
    int64_t step = 0;            ///< steps done
    double loss = 0;             ///< training loss of the last step
    int64_t peakMemory = 0;      ///< bytes, the most that was told
    std::vector<Look> looks;
    int64_t snapshot = -1;       ///< step of the last one saved; -1 when there is none
    int64_t resumes = 0;
    bool paused = false;
    std::string reason;          ///< of the end: done | early_stop | stopped | limit | failed; empty when none was told
    std::optional<Failed> failure;
    std::vector<Artifact> artifacts;
    Problems warnings;           ///< told on the way, each once, the first kWarnings

    static constexpr size_t kWarnings = 50;

    void on(const TimedEvent& event);
    const Look* base() const;  ///< at step 0; null pointer when there is none
    const Look* best() const;
    /// The look at the state the run keeps: the best, or the last where nothing beat the base.
    const Look* kept() const;

    Json json() const;
    static RunCourse of(const Json& json);
};

}  // namespace luthier
