// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>

#include "core/engine/engine.h"

namespace luthier {

/// What all requests of a process share.
class Session {
public:
    int askedThreads = 0;  ///< by a person; 0 = as many as there are physical cores

    int threads() const;
    /// Sets up the calling thread for tensor work: threads, and the product kernel that was measured to be the best here, if any was.
    void setUpThread() const;
    /// The same, with this machine's speeds at `threads`, measured now if they never were; a warning where they cannot be kept. Throws Stopped.
    Json speeds(int threads, const CancelToken& cancel, Problems& problems);
};

// One request each; see Engine.
Outcome runRecipe(Session& session, const Recipe& recipe, const RunOptions& options, Observer& observer, CancelToken& cancel);
Outcome resumeRun(Session& session, const std::filesystem::path& folder, Observer& observer, CancelToken& cancel);
Outcome scoreRows(Session& session, const ScoreRequest& request, CancelToken& cancel, const std::function<void(const RowScore&)>& row);
Outcome generateAnswers(Session& session, const GenerateRequest& request, CancelToken& cancel,
                        const std::function<void(const std::string&)>& piece, const std::function<void(const RowAnswer&)>& row);
Outcome exportTo(Session& session, const ExportRequest& request, CancelToken& cancel);

/// Leaves long work when somebody asks to stop: throws Stopped.
std::function<void()> heeding(const CancelToken& cancel);
/// Runs `work` and turns what libtorch throws into Error, in words, and Stopped into an outcome.
Outcome guarded(const std::function<Outcome()>& work);

}  // namespace luthier
