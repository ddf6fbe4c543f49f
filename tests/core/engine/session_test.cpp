// SPDX-License-Identifier: Apache-2.0
#include "core/engine/session.h"

#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <new>

#include "core/base/error.h"

namespace luthier {
namespace {

TEST(Guarded, MemoryThatIsNotThereIsALimit) {
    EXPECT_THROW(guarded([]() -> Outcome { throw std::bad_alloc(); }), OutOfRoom);
    EXPECT_THROW(guarded([]() -> Outcome {
                     at::empty({int64_t{1} << 50});
                     return {};
                 }),
                 OutOfRoom);
}

TEST(Guarded, WhatIsStoppedIsNoError) {
    EXPECT_EQ(guarded([]() -> Outcome { throw Stopped(); }).kind, Outcome::Kind::Stopped);
}

TEST(Guarded, AFullDiskIsALimitWhoeverMetIt) {
    const auto full = std::make_error_code(std::errc::no_space_on_device), denied = std::make_error_code(std::errc::permission_denied);
    EXPECT_THROW(guarded([&]() -> Outcome { throw std::filesystem::filesystem_error("copy", "/here", full); }), OutOfRoom);
    try {
        guarded([&]() -> Outcome { throw std::filesystem::filesystem_error("copy", "/here", denied); });
        FAIL() << "nothing was thrown";
    } catch (const OutOfRoom&) {
        FAIL() << "a refusal is no limit";
    } catch (const Error& error) {
        EXPECT_EQ(error.where(), "/here");
    }
}

}  // namespace
}  // namespace luthier
