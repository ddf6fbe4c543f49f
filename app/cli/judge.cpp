// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <memory>
#include <numeric>

#include "app/cli/command.h"
#include "app/cli/row_options.h"
#include "core/base/counted.h"
#include "core/base/error.h"
#include "core/base/pattern.h"
#include "core/store/answer_form.h"

namespace luthier::cli {
namespace {

struct JudgeLine {
    std::vector<std::string> files;
    std::string form, data;
    ImportSettings rows;

    int judge() const {
        Problems problems;
        std::vector<FormedAnswers> answers;
        for (const std::string& file : files) answers.push_back(read(file, problems));
        if (hasError(problems)) return report(problems);
        const std::vector<uint64_t> groups = data.empty() ? eachRowAlone(answers[0].inForm.size()) : groupsOfRows(data, rows);
        for (const FormedAnswers& one : answers) {
            if (one.inForm.size() == groups.size()) continue;
            problems.push_back(error(one.file, fmt::format("{} expected, as many as {} has, and found were {}", counted(static_cast<int64_t>(groups.size()), "answer was", "answers were"),
                                                           data.empty() ? files[0] : data, one.inForm.size()),
                                     "give the answers to the same rows, as generate --data prints them"));
        }
        if (hasError(problems)) return report(problems);
        tell(formJson(answers, groups));
        return kDone;
    }

private:
    FormedAnswers read(const std::string& file, Problems& problems) const {
        FormedAnswers answers{file, {}};
        const Problems ofFile = forEachJson(file, [&](Json&& line, const std::string& where, Problems& wrong) {
            const Json* text = line.isObject() ? line.find("text") : nullptr;
            if (text && text->isString()) answers.inForm.push_back(fits(text->asString()));
            else wrong.push_back(error(where, "an answer {\"text\": …} was expected", "give lines as generate --data prints them"));
        });
        problems.insert(problems.end(), ofFile.begin(), ofFile.end());
        if (answers.inForm.empty() && problems.empty()) problems.push_back(error(file, "there is no answer in it", "give lines as generate --data prints them"));
        return answers;
    }

    bool fits(const std::string& text) const { return matchesFully(form, text); }

    static std::vector<uint64_t> eachRowAlone(size_t rows) {
        std::vector<uint64_t> groups(rows);
        std::iota(groups.begin(), groups.end(), uint64_t{0});
        return groups;
    }

    static void tell(const Json& judged) {
        if (jsonAsked()) return printLine(judged.dump());
        for (const Json& one : judged.find("answers")->asArray()) printLine(one.stringOr("file", "") + ": " + one.stringOr("words", "") + " in the form");
        if (const Json& change = *judged.find("change"); change.isObject()) printLine("change: " + change.stringOr("words", ""));
    }
};

}  // namespace

Action judgeCommand(CLI::App& options) {
    auto line = std::make_shared<JudgeLine>();
    options.add_option("ANSWERS", line->files, "What generate --data printed; of two files, before and after, the change is told too")->required()->expected(1, 2);
    options.add_option("--form", line->form, "A regular expression that the whole of an answer must match")->required();
    options.add_option("--data", line->data, "The rows that were answered: those that ask the same then count as one group");
    addRowOptions(options, line->rows);
    return [line] {
        try {
            matchesFully(line->form, "");
        } catch (const Error& unfit) {
            return report({error("--form", unfit.what(), unfit.mend())});
        }
        return line->judge();
    };
}

}  // namespace luthier::cli
