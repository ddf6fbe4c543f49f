// SPDX-License-Identifier: Apache-2.0
#include "core/engine/session.h"

#include <c10/util/Exception.h>

#include <new>

#include "core/base/disk.h"
#include "core/base/error.h"
#include "core/base/file.h"
#include "core/base/os.h"
#include "core/engine/machine.h"
#include "core/engine/measure.h"
#include "core/engine/threads.h"
#include "core/ops/allocator.h"
#include "core/ops/matmul.h"

namespace luthier {
namespace {

[[noreturn]] void throwOutOfMemory() {
    throw OutOfRoom("memory", "there is not enough memory", "close other programs, choose a smaller model, or give shorter rows");
}

/// By the kernel that a measurement found best.
void multiplyAs(const Json& speeds) {
    if (const std::string kernel = measuredKernel(speeds); !kernel.empty()) setProductKernel(productKernelOf(kernel));
}

}  // namespace

int Session::threads() const { return askedThreads > 0 ? askedThreads : os::usableCores(); }

Json Session::speeds(int threads, const CancelToken& cancel, Problems& problems) {
    useThreads(threads);
    std::optional<Json> speeds = knownSpeeds(threads, libraryName());
    if (!speeds) {
        speeds = measuredSpeeds(cancel);
        if (const auto unkept = rememberSpeeds(*speeds, threads, libraryName())) problems.push_back(*unkept);
    }
    multiplyAs(*speeds);
    return *speeds;
}

void Session::setUpThread() const {
    useThreads(threads());
    if (const std::optional<Json> speeds = knownSpeeds(threads(), libraryName())) multiplyAs(*speeds);
}

std::function<void()> heeding(const CancelToken& cancel) {
    return [&cancel] {
        if (cancel.stopAsked()) throw Stopped();
    };
}

Outcome guarded(const std::function<Outcome()>& work) {
    try {
        return work();
    } catch (const Stopped&) {
        return {Outcome::Kind::Stopped, {}, {}};
    } catch (const std::filesystem::filesystem_error& fault) {
        if (fault.code() == std::errc::no_space_on_device) throw OutOfRoom(textOf(fault.path1()), fault.code().message(), "free some space on this disk");
        throw diskFault(fault);
    } catch (const std::bad_alloc&) {
        throwOutOfMemory();
    } catch (const c10::Error& error) {
        if (isOutOfMemory(error)) throwOutOfMemory();
        throw Error("libtorch", error.what_without_backtrace(), "this should not happen: please report it with the recipe");
    }
}

}  // namespace luthier
