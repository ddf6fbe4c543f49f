// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "core/base/file.h"
#include "core/recipe/read.h"
#include "core/store/run_record.h"
#include "tests/support/temp_folder.h"

namespace luthier::testing {

/// A run folder of each published format: tests/data/compat/FORMAT/run.
inline std::vector<std::filesystem::path> keptRuns() {
    std::vector<std::filesystem::path> runs;
    for (const auto& entry : std::filesystem::directory_iterator(dataFile("compat"))) {
        if (entry.is_directory()) runs.push_back(entry.path() / "run");
    }
    return runs;
}

/// A home with made-up run folders, as an engine leaves them.
class RunFolders {
public:
    std::filesystem::path home() const { return home_.path(); }
    std::filesystem::path runs() const { return home_ / "runs"; }

    struct Made {
        std::string name = "made", end = "done";  ///< reason of the end; empty: none was told
        int steps = 4;
        double base = 3, best = 2;                ///< losses
        int heldOut = 20;                         ///< rows
        Recipe recipe = {};
        double begun = 1700000000;                ///< seconds since the epoch
    };

    std::filesystem::path make(const std::string& id, const Made& made) const {
        const std::filesystem::path folder = runs() / pathOf(id);
        std::filesystem::create_directories(folder);
        Recipe recipe = made.recipe;
        recipe.name = made.name;
        recipe.model.path = "/models/small";
        recipe.data.train = {"/data/rows.jsonl"};
        write(folder / "recipe.yaml", recipeYaml(recipe));
        write(folder / "notes.json", Json(Json::Object{{"format", 1}, {"name", made.name}, {"tags", Json::array()}, {"notes", ""}, {"ratings", Json::object()}}).dump());
        write(folder / "environment.json", environment());
        write(folder / "events.jsonl", events(id, made));
        std::string rows;
        for (int i = 0; i < made.heldOut; ++i) rows += heldOutLine(0, i, made.base) + heldOutLine(made.steps, i, made.best);
        write(folder / "held-out.jsonl", rows);
        return folder;
    }
    std::filesystem::path make(const std::string& id) const { return make(id, Made()); }

    static void write(const std::filesystem::path& file, const std::string& text) { std::ofstream(file, std::ios::binary) << text; }
    static void append(const std::filesystem::path& file, const std::string& text) { std::ofstream(file, std::ios::binary | std::ios::app) << text; }
    static std::string line(const RunEvent& event, double time) { return eventJson(event, time).dump() + "\n"; }

    /// Ten labels a row; losses differ from row to row, and rows come two to a group.
    static std::string heldOutLine(int64_t step, int row, double loss) {
        Json json = Json::object();
        json["step"] = step;
        json["row"] = "row-" + std::to_string(row);
        json["group"] = "group-" + std::to_string(row / 2);
        json["loss_sum"] = 10 * (loss + 0.05 * (row % 7) + (step > 0 ? 0.02 * (row % 3) : 0));
        json["count"] = 10;
        return json.dump() + "\n";
    }

    static std::string environment() {
        return R"({"format":1,"versions":{"luthier":"0.1.0"},"machine":{"processor":"made up","threads":2,"system":"none"},)"
               R"("model":{"path":"/models/small","files":{"config.json":"aa"}},"data":{"files":[{"file":"/data/rows.jsonl","sha256":"bb"}],)"
               R"("rows":{"train":60,"eval":20,"test":0}},"resolved":{"steps":4,"learning_rate":0.0002}})";
    }

    static std::string events(const std::string& id, const Made& made) {
        double time = made.begun;
        Started started;
        started.run = id;
        started.model = "/models/small";
        started.steps = made.steps;
        started.examplesTrain = 60;
        started.examplesEval = 20;
        std::string text;
        const auto tell = [&](const RunEvent& event) { text += line(event, time++); };
        tell(started);
        tell(EvalDone{0, made.base, 20, 200, {}, true});
        tell(SampleText{0, "What?", "<b>no</b>", "<b>no</b>"});
        for (int step = 1; step <= made.steps; ++step) {
            StepDone done;
            done.step = step;
            done.loss = made.base - 0.1 * step;
            done.memory = int64_t{1000000} * step;
            tell(done);
        }
        tell(EvalDone{made.steps, made.best, 7, 200, {}, made.best < made.base});
        tell(SampleText{made.steps, "What?", "<b>no</b>", "<script>yes</script>"});
        tell(Saved{made.steps, "snapshots/step-" + std::to_string(made.steps)});
        if (made.end == "failed") tell(Failed{"the disk burns", "disk", "put it out"});
        if (made.end.empty() || made.end == "failed") return text;
        Finished finished;
        finished.reason = made.end;
        if (made.end == "done") finished.artifacts = {{"peft", "/somewhere/adapter", Json(Json::Object{{"rows", 4}, {"largest_difference", 0.0}, {"tolerance", 1e-5}, {"bytes", 2000}})}};
        tell(finished);
        return text;
    }

private:
    TempFolder home_;
};

}  // namespace luthier::testing
