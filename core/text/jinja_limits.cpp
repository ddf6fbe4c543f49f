// SPDX-License-Identifier: Apache-2.0
#include "core/text/jinja_limits.h"

#include <algorithm>

#include "core/base/os.h"

namespace luthier::jinja {
namespace {

thread_local Meter* running = nullptr;

}  // namespace

Meter::Meter(uint64_t inputBytes)
    : left_(5'000'000 + 2000 * inputBytes), maxText_(std::min(kMaxText, 64 * inputBytes + (uint64_t{1} << 20))),
      deadline_(os::threadSeconds() + kMaxTime), stack_(reinterpret_cast<const char*>(this)), outer_(running) {
    running = this;
}

Meter::~Meter() { running = outer_; }

void Meter::checkClock() {
    untilClock_ = 2000;
    if (os::threadSeconds() > deadline_) throw PythonError("the template ran for more than 2 seconds");
}

void Meter::charge(uint64_t steps) {
    if (steps > left_) throw PythonError("the template asks for too much work");
    left_ -= steps;
    if (steps >= untilClock_) return checkClock();
    untilClock_ -= steps;
}

void Meter::checkStack() const {
    const char here = 0;
    const auto distance = reinterpret_cast<intptr_t>(stack_) - reinterpret_cast<intptr_t>(&here);
    if (static_cast<size_t>(distance < 0 ? -distance : distance) > kMaxStack) throw PythonError("the template nests too deeply");
}

void charge(uint64_t steps) {
    if (running) running->charge(steps);
}

void limitText(uint64_t bytes) {
    if (running && bytes > running->maxText()) throw PythonError("the template writes too much text");
}

void chargeText(uint64_t bytes) {
    limitText(bytes);
    charge(1 + bytes / 16);
}

void checkStack() {
    if (running) running->checkStack();
}

}  // namespace luthier::jinja
