// SPDX-License-Identifier: Apache-2.0
#include "tests/support/program.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <stdexcept>

#include "core/base/file.h"

extern char** environ;

namespace luthier::testing {
namespace {

using Clock = std::chrono::steady_clock;

/// A program that is not read waits, a few events ahead of its reader: what a test does after a line finds it near that line, on any machine.
constexpr int kPipeBytes = 4096;
constexpr size_t kLineBlock = 256, kBlock = 65536;

double since(Clock::time_point begin) { return std::chrono::duration<double>(Clock::now() - begin).count(); }

std::vector<char*> pointers(std::vector<std::string>& texts) {
    std::vector<char*> result;
    for (std::string& text : texts) result.push_back(text.data());
    result.push_back(nullptr);
    return result;
}

std::vector<std::string> joinedEnvironment(const std::map<std::string, std::string>& added) {
    std::vector<std::string> all;
    for (char** entry = environ; *entry; entry++) {
        std::string text = *entry;
        if (!added.count(text.substr(0, text.find('=')))) all.push_back(text);
    }
    for (const auto& [name, value] : added) all.push_back(name + "=" + value);
    return all;
}

/// What this machine measured in an earlier test is put into a new home, so that not every test measures again.
void shareMachine(const std::map<std::string, std::string>& environment) {
    static std::string measured;
    auto home = environment.find("LUTHIER_HOME");
    if (home == environment.end()) return;
    std::filesystem::path folder = pathOf(home->second), file = folder / "machine.json";
    std::error_code none;
    if (std::filesystem::exists(file, none)) {
        measured = readFile(file);
    } else if (!measured.empty() && !std::filesystem::exists(folder, none)) {
        std::filesystem::create_directories(folder, none);
        std::ofstream(file, std::ios::binary) << measured;
    }
}

}  // namespace

Program::Program(const std::vector<std::string>& command, const std::map<std::string, std::string>& environment, void (*beforeStart)())
    : environment_(environment) {
    shareMachine(environment_);
    std::string pattern = (std::filesystem::temp_directory_path() / "luthier-errors-XXXXXX").string();
    int errors = ::mkstemp(pattern.data());
    errorFile_ = pattern;
    int in[2], out[2];
    if (::pipe2(in, O_CLOEXEC) != 0 || ::pipe2(out, O_CLOEXEC) != 0) throw std::runtime_error("no pipes");
    ::fcntl(out[1], F_SETPIPE_SZ, kPipeBytes);
    std::vector<std::string> arguments = command, variables = joinedEnvironment(environment);
    std::vector<char*> argumentPointers = pointers(arguments), variablePointers = pointers(variables);
    id_ = ::fork();
    if (id_ == 0) {
        ::dup2(in[0], 0);
        ::dup2(out[1], 1);
        ::dup2(errors, 2);
        if (beforeStart) beforeStart();
        ::execve(argumentPointers[0], argumentPointers.data(), variablePointers.data());
        ::_exit(127);
    }
    ::close(in[0]);
    ::close(out[1]);
    ::close(errors);
    input_ = in[1];
    out_ = out[0];
}

Program::~Program() {
    shareMachine(environment_);
    if (!ended_) {
        ::kill(id_, SIGKILL);
        ::waitpid(id_, nullptr, 0);
    }
    closeInput();
    ::close(out_);
    std::error_code ignored;
    std::filesystem::remove(errorFile_, ignored);
}

void Program::write(const std::string& text) {
    if (::write(input_, text.data(), text.size()) != static_cast<ssize_t>(text.size())) throw std::runtime_error("the program does not read");
}

void Program::closeInput() {
    if (input_ >= 0) ::close(input_);
    input_ = -1;
}

bool Program::read(double seconds, size_t most) {
    pollfd poll{out_, POLLIN, 0};
    if (::poll(&poll, 1, static_cast<int>(seconds * 1000)) <= 0) return false;
    char block[kBlock];
    ssize_t count = ::read(out_, block, std::min(most, sizeof block));
    if (count <= 0) return false;
    output_.append(block, static_cast<size_t>(count));
    return true;
}

std::optional<std::string> Program::line(double seconds) {
    auto begin = Clock::now();
    for (;;) {
        size_t end = output_.find('\n', taken_);
        if (end != std::string::npos) {
            std::string text = output_.substr(taken_, end - taken_);
            taken_ = end + 1;
            return text;
        }
        double left = seconds - since(begin);
        if (left <= 0 || !read(left, kLineBlock)) return std::nullopt;
    }
}

void Program::signal(int number) { ::kill(id_, number); }

int Program::wait(double seconds) {
    auto begin = Clock::now();
    for (;;) {
        read(0.005, kBlock);
        int status = 0;
        if (::waitpid(id_, &status, WNOHANG) == id_) {
            ended_ = true;
            while (read(0, kBlock)) {
            }
            return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
        }
        if (since(begin) > seconds) throw std::runtime_error("the program did not end in time; it said: " + errors());
    }
}

std::string Program::errors() const { return readFile(errorFile_); }

std::vector<std::string> luthierCommand(const std::vector<std::string>& arguments) {
    std::vector<std::string> command{std::string(LUTHIER_BIN) + "/luthier"};
    command.insert(command.end(), arguments.begin(), arguments.end());
    return command;
}

Ran runLuthier(const std::vector<std::string>& arguments, const std::filesystem::path& home, const std::string& input) {
    Program program(luthierCommand(arguments), {{"LUTHIER_HOME", textOf(home)}});
    if (!input.empty()) program.write(input);
    program.closeInput();
    Ran ran;
    ran.code = program.wait();
    ran.output = program.output();
    ran.errors = program.errors();
    return ran;
}

std::vector<Json> eventsIn(const std::string& lines, const std::string& kind) {
    std::vector<Json> events;
    for (size_t begin = 0; begin < lines.size();) {
        size_t end = std::min(lines.find('\n', begin), lines.size());
        try {
            Json event = Json::parse(std::string_view(lines).substr(begin, end - begin));
            if (kind.empty() || event.stringOr("event", "") == kind) events.push_back(std::move(event));
        } catch (const JsonError&) {
        }
        begin = end + 1;
    }
    return events;
}

}  // namespace luthier::testing
