// SPDX-License-Identifier: Apache-2.0
#include "core/events/control.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <functional>
#include <string>

namespace luthier {
namespace {

bool within(const std::function<bool()>& condition) {
    for (int i = 0; i < 500; ++i) {
        if (condition()) return true;
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return false;
}

/// Puts a pipe in the place of standard input while it lives.
class Input {
public:
    Input() : saved_(::dup(0)) {
        int ends[2];
        if (::pipe(ends) != 0) std::abort();
        ::dup2(ends[0], 0);
        ::close(ends[0]);
        out_ = ends[1];
    }
    ~Input() {
        end();
        ::dup2(saved_, 0);
        ::close(saved_);
    }
    void say(const std::string& text) { ASSERT_EQ(::write(out_, text.data(), text.size()), static_cast<ssize_t>(text.size())); }
    void end() {
        if (out_ >= 0) ::close(out_);
        out_ = -1;
    }

private:
    int saved_, out_;
};

TEST(Control, KnowsTheWords) {
    EXPECT_EQ(askOf(R"({"do":"stop"})"), Ask::Stop);
    EXPECT_EQ(askOf(R"( {"do": "save"} )"), Ask::Save);
    EXPECT_EQ(askOf(R"({"do":"pause"})"), Ask::Pause);
    EXPECT_EQ(askOf(R"({"do":"continue","why":1})"), Ask::Continue);
    EXPECT_EQ(askOf(R"({"do":"detach"})"), Ask::Detach);
    for (const char* text : {"", "stop", "{}", "[]", R"({"do":"fly"})", R"({"do":1})", "{\"do\":\"stop\"", "\xFF"}) EXPECT_EQ(askOf(text), Ask::Unknown) << text;
    EXPECT_EQ(askOf(std::string(100000, '[')), Ask::Unknown);
}

TEST(Control, LinesReachTheToken) {
    Input input;
    CancelToken token;
    const ControlReader reader(token);
    input.say("{\"do\":\"pau");
    input.say("se\"}\nnoise\n{\"do\":\"save\"}\n");
    EXPECT_TRUE(within([&] { return token.pauseAsked(); }));
    EXPECT_TRUE(within([&] { return token.takeSave(); }));
    EXPECT_FALSE(token.takeSave());
    input.say("{\"do\":\"continue\"}\n");
    EXPECT_TRUE(within([&] { return !token.pauseAsked(); }));
    EXPECT_FALSE(token.stopAsked());
    input.say("{\"do\":\"stop\"}\n");
    EXPECT_TRUE(within([&] { return token.stopAsked(); }));
}

TEST(Control, EndOfInputStops) {
    Input input;
    CancelToken token;
    const ControlReader reader(token);
    input.end();
    EXPECT_TRUE(within([&] { return token.stopAsked(); }));
}

TEST(Control, EndOfInputDoesNotStopADetachedRun) {
    Input input;
    CancelToken token;
    {
        const ControlReader reader(token);
        input.say("{\"do\":\"detach\"}\n{\"do\":\"pause\"}");
        input.end();
        EXPECT_TRUE(within([&] { return token.pauseAsked(); }));
        std::this_thread::sleep_for(std::chrono::milliseconds(300));
    }
    EXPECT_FALSE(token.stopAsked());
}

TEST(Control, LeavesAtOnceWhileNothingIsSaid) {
    Input input;
    CancelToken token;
    const auto begin = std::chrono::steady_clock::now();
    { const ControlReader reader(token); }
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(2));
    EXPECT_FALSE(token.stopAsked());
}

TEST(StopOnSignal, AsksTheTokenFirstAndEndsTheProcessThen) {
    const pid_t child = ::fork();
    if (child == 0) {
        CancelToken token;
        const StopOnSignal onSignal(token);
        ::raise(SIGINT);
        if (!token.stopAsked()) ::_exit(1);
        ::raise(SIGTERM);
        ::_exit(2);
    }
    int status = -1;
    ::waitpid(child, &status, 0);
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 130);
}

}  // namespace
}  // namespace luthier
