// SPDX-License-Identifier: Apache-2.0
#include "core/events/run_event.h"

#include <gtest/gtest.h>

#include <cmath>

namespace luthier {
namespace {

/// One of every kind, as the contract's section 3 writes it.
const std::vector<std::pair<RunEvent, std::string>> kAll{
    {Started{"20260101-000000-abcd", "/runs/x", "/m", "cpu", "float32", "float32", 100, 10, 6, 50, 20, 5, 1000, 2.5},
     R"({"event":"started","time":1.5,"run":"20260101-000000-abcd","dir":"/runs/x","model":"/m","parameters":{"total":100,"learning":10},"device":"cpu","precision":"float32","store":"float32","steps":6,"examples":{"train":50,"eval":20,"test":5},"promise":{"memory":1000,"seconds":2.5}})"},
    {StepDone{3, 0.5, 2.25, 40, 90, 0.0002, 1.5, 300.0, 1000, 0.75},
     R"({"event":"step","time":1.5,"step":3,"epoch":0.5,"loss":2.25,"learnt_tokens":40,"tokens":90,"learning_rate":0.0002,"gradient_norm":1.5,"tokens_per_second":300.0,"memory":1000,"seconds":0.75})"},
    {EvalDone{0, 2.0, 7.5, 40, Json(Json::Object{{"accuracy", 0.5}}), true}, R"({"event":"eval","time":1.5,"step":0,"loss":2.0,"perplexity":7.5,"count":40,"metrics":{"accuracy":0.5},"best":true})"},
    {SampleText{3, "Q\n", "b", "n"}, R"({"event":"sample","time":1.5,"step":3,"prompt":"Q\n","before":"b","now":"n"})"},
    {Saved{3, "/s"}, R"({"event":"saved","time":1.5,"step":3,"dir":"/s"})"},
    {Warned{"w", "x", "m"}, R"({"event":"warned","time":1.5,"what":"w","where":"x","mend":"m"})"},
    {Paused{}, R"({"event":"paused","time":1.5})"},
    {Continued{}, R"({"event":"continued","time":1.5})"},
    {Resumed{4}, R"({"event":"resumed","time":1.5,"step":4})"},
    {Finished{"done", 3, 1.5, true, "/r", {{"peft", "/r/adapter", Json::parse(R"({"rows":2})")}}},
     R"({"event":"finished","time":1.5,"reason":"done","best":{"step":3,"loss":1.5},"dir":"/r","artifacts":[{"format":"peft","dir":"/r/adapter","proof":{"rows":2}}]})"},
    {Finished{"stopped", 0, 0, false, "/r", {}}, R"({"event":"finished","time":1.5,"reason":"stopped","best":null,"dir":"/r","artifacts":[]})"},
    {Failed{"w", "x", "m"}, R"({"event":"failed","time":1.5,"what":"w","where":"x","mend":"m"})"},
};

TEST(RunEvent, IsWrittenInTheContractsWords) {
    for (const auto& [event, text] : kAll) EXPECT_EQ(eventJson(event, 1.5).dump(), text);
}

TEST(RunEvent, ReadsBackAsItWasWritten) {
    for (const auto& [event, text] : kAll) {
        const auto read = eventOf(Json::parse(text));
        ASSERT_TRUE(read) << text;
        EXPECT_EQ(eventJson(*read, 1.5).dump(), text);
    }
}

TEST(RunEvent, WhatIsNotFiniteIsNull) {
    StepDone step;
    step.loss = NAN;
    step.gradientNorm = INFINITY;
    const Json line = eventJson(step, 1);
    EXPECT_TRUE(Json::parse(line.dump()).find("loss")->isNull());
    EXPECT_TRUE(std::isnan(std::get<StepDone>(*eventOf(Json::parse(line.dump()))).loss));
    const Json end = eventJson(Finished{"stopped", 4, NAN, true, "/r", {}}, 1);
    EXPECT_TRUE(std::isnan(std::get<Finished>(*eventOf(Json::parse(end.dump()))).bestLoss));
}

TEST(RunEvent, WholeNumbersMayStandWhereNumbersDo) {
    const auto read = eventOf(Json::parse(R"({"event":"eval","time":1,"step":1,"loss":2,"perplexity":7,"count":4,"metrics":{},"best":false})"));
    EXPECT_EQ(std::get<EvalDone>(*read).loss, 2);
}

TEST(RunEvent, TornAndForeignLinesAreNothing) {
    for (const char* text : {"null", "3", "[]", "{}", R"({"event":"other","time":1})", R"({"event":5})", R"({"event":"saved","time":1})", R"({"event":"step","step":"x"})",
                             R"({"event":"started","time":1,"run":"x"})"}) {
        EXPECT_FALSE(eventOf(Json::parse(text))) << text;
    }
}

}  // namespace
}  // namespace luthier
