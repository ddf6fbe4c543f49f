// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/base/json.h"

namespace luthier::testing {

/// A program started as a user would start it, with its standard streams in our hands. Killed when this object goes. Its standard output is a
/// short pipe: while nobody reads, it waits a few lines ahead.
class Program {
public:
    /// `environment` is added to ours. `beforeStart` runs in the child (limits).
    Program(const std::vector<std::string>& command, const std::map<std::string, std::string>& environment, void (*beforeStart)() = nullptr);
    ~Program();
    Program(const Program&) = delete;

    void write(const std::string& text);  ///< to its standard input
    void closeInput();
    /// The next line of its standard output; nothing at its end or after the seconds.
    std::optional<std::string> line(double seconds = 300);
    void signal(int number);
    /// Waits for its end: the exit code, or 128 + the signal that ended it. Reads all output meanwhile.
    int wait(double seconds = 600);
    const std::string& output() const { return output_; }  ///< all of standard output so far
    std::string errors() const;                            ///< all of standard error so far

private:
    bool read(double seconds, size_t most);
    std::map<std::string, std::string> environment_;
    int id_ = -1, input_ = -1, out_ = -1;
    std::filesystem::path errorFile_;
    std::string output_;
    size_t taken_ = 0;
    bool ended_ = false;
};

struct Ran {
    int code = -1;
    std::string output, errors;
};
/// Runs `luthier` with arguments to its end, in a home of its own.
Ran runLuthier(const std::vector<std::string>& arguments, const std::filesystem::path& home, const std::string& input = "");
std::vector<std::string> luthierCommand(const std::vector<std::string>& arguments);

/// The events in the lines of a text; lines that are none are left out.
std::vector<Json> eventsIn(const std::string& lines, const std::string& kind = "");

}  // namespace luthier::testing
