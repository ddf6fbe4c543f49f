// SPDX-License-Identifier: Apache-2.0
#include "core/engine/report.h"

#include <cmath>

#include "core/base/error.h"
#include "core/base/os.h"
#include "core/store/model_card.h"
#include "core/store/run_report.h"

namespace luthier {

void writeReport(const RunFolder& folder, const std::optional<Evaluation>& test, const RunEvent& end) {
    RunRecord run = readRunRecord(folder.path());
    run.on({end, os::now()});
    // The lock is still held, by this process that is about to end.
    const Finished* finished = std::get_if<Finished>(&end);
    run.state = !finished ? RunState::Failed : finished->reason == "done" || finished->reason == "early_stop" ? RunState::Finished : RunState::Stopped;
    if (test) {
        run.test = Json::object();
        run.test["step"] = run.course.step;
        run.test["loss"] = test->loss();
        run.test["perplexity"] = std::exp(test->loss());
        run.test["count"] = test->count;
        run.test["metrics"] = test->metrics;
    }
    writeReports(run);
}

void writeReportAnyway(const RunFolder& folder, const RunEvent& end) {
    try {
        writeReport(folder, {}, end);
    } catch (const std::exception&) {  // a full disk, most likely; the reason of the end is told already
    }
}

std::string cardOf(const std::filesystem::path& runFolder, const std::string& library) { return modelCard(readRunRecord(runFolder), library); }

}  // namespace luthier
