// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <stdexcept>

namespace luthier::jinja {

/// What stops a render: the template raised, broke a rule, or asked for too much. The evaluator adds the line.
class PythonError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

// Templates come with downloaded models, so they are strangers' programs: each render has a budget.
constexpr size_t kMaxSource = size_t{1} << 20;
constexpr int kMaxAstDepth = 200;
constexpr int kMaxCalls = 128;
constexpr size_t kMaxArguments = 1000;      ///< parameters of a macro, named arguments of a call
constexpr size_t kMaxMessage = 2000;        ///< bytes of what a template raises
constexpr int kMaxDataDepth = 600;          ///< of lists in lists; JSON input has at most 512
constexpr int64_t kMaxRange = 100000;       ///< as Jinja's sandbox
constexpr uint64_t kMaxText = uint64_t{64} << 20;
#ifdef _WIN32
constexpr size_t kMaxStack = size_t{640} << 10;  ///< of the megabyte a thread has there
#else
constexpr size_t kMaxStack = size_t{3} << 20;    ///< of the eight megabytes a thread has
#endif
constexpr double kMaxTime = 2;  ///< processor seconds, so that a busy machine refuses nothing

/// The budget of one render on this thread.
class Meter {
public:
    explicit Meter(uint64_t inputBytes);
    ~Meter();
    Meter(const Meter&) = delete;

    void charge(uint64_t steps);
    void checkStack() const;
    uint64_t maxText() const { return maxText_; }

private:
    void checkClock();

    uint64_t left_, untilClock_ = 0, maxText_;
    double deadline_;
    const char* stack_;
    Meter* outer_;
};

/// One step of the running render costs one; making n bytes costs n / 16. Nothing happens when none runs. Throws PythonError.
void charge(uint64_t steps);
/// A string of that many bytes is about to be made.
void chargeText(uint64_t bytes);
/// Only the limit on its size, for strings that grow piece by piece.
void limitText(uint64_t bytes);
/// The native stack is not about to run out. Throws PythonError.
void checkStack();

}  // namespace luthier::jinja
