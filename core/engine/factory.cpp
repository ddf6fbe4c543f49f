// SPDX-License-Identifier: Apache-2.0
#include <cstdlib>

#include "core/base/os.h"
#include "core/engine/engine.h"
#include "core/engine/machine.h"
#include "core/engine/measure.h"
#include "core/engine/session.h"
#include "core/engine/threads.h"
#include "core/ops/allocator.h"

#if defined(_WIN32)
#define LUTHIER_EXPORT __declspec(dllexport)
#else
#define LUTHIER_EXPORT __attribute__((visibility("default")))
#endif

namespace luthier {
namespace {

/// The engine of this process: every request on the thread that calls it.
class LocalEngine : public Engine {
public:
    LocalEngine() {
        useTensorMemory();
        // Megabytes that tensors may take, for who shares a computer.
        if (const auto limit = os::environment("LUTHIER_TENSOR_MEMORY")) limitTensorMemory(std::strtoull(limit->c_str(), nullptr, 10) << 20);
    }

    Outcome run(const Recipe& recipe, const RunOptions& options, Observer& observer, CancelToken& cancel) override {
        return guarded([&] { return runRecipe(session_, recipe, options, observer, cancel); });
    }
    Outcome resume(const std::filesystem::path& folder, Observer& observer, CancelToken& cancel) override {
        return guarded([&] { return resumeRun(session_, folder, observer, cancel); });
    }
    Outcome score(const ScoreRequest& request, CancelToken& cancel, const std::function<void(const RowScore&)>& row) override {
        return guarded([&] { return scoreRows(session_, request, cancel, row); });
    }
    Outcome generate(const GenerateRequest& request, CancelToken& cancel, const std::function<void(const std::string&)>& piece,
                     const std::function<void(const RowAnswer&)>& row) override {
        return guarded([&] { return generateAnswers(session_, request, cancel, piece, row); });
    }
    Outcome exportModel(const ExportRequest& request, CancelToken& cancel) override {
        return guarded([&] { return exportTo(session_, request, cancel); });
    }
    Json versions() override { return libraryVersions(); }
    Json measure(const CancelToken& cancel, Problems& problems) override {
        useThreads(session_.threads());
        Json speeds = measuredSpeeds(cancel);
        if (const auto unkept = rememberSpeeds(speeds, session_.threads(), libraryName())) problems.push_back(*unkept);
        return speeds;
    }
    void setThreads(int threads) override { session_.askedThreads = threads; }

private:
    Session session_;
};

}  // namespace
}  // namespace luthier

extern "C" LUTHIER_EXPORT luthier::Engine* luthierEngine() {
    static luthier::LocalEngine* const engine = new luthier::LocalEngine;  // never destroyed: libtorch's own statics may go first
    return engine;
}
