// SPDX-License-Identifier: Apache-2.0
#include "core/base/os.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

#include "core/base/error.h"
#include "core/base/file.h"
#include "tests/support/temp_folder.h"

namespace luthier {
namespace {

namespace fs = std::filesystem;
using testing::TempFolder;

int exitCodeOf(const std::function<int()>& work) {
    const pid_t child = ::fork();
    if (child == 0) ::_exit(work());
    int status = -1;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

TEST(Os, KnowsThisMachine) {
    const os::ProcessMemory process = os::processMemory();
    EXPECT_GT(process.resident, process.anonymous);
    EXPECT_GE(process.peakResident, process.resident);
    const os::SystemMemory memory = os::systemMemory();
    EXPECT_GT(memory.total, process.resident);
    EXPECT_LE(memory.available, memory.total);
    EXPECT_GE(os::usableCores(), 1);
    EXPECT_FALSE(os::processorName().empty());
    EXPECT_FALSE(os::systemName().empty());
    EXPECT_GT(os::freeDisk(fs::temp_directory_path()), 0u);
    EXPECT_GT(os::now(), 1.7e9);
    EXPECT_TRUE(fs::exists(os::programFolder() / "base_test"));
}

TEST(Os, FreeDiskOfNoFolderIsAnError) { EXPECT_THROW(os::freeDisk("/none/such"), Error); }

TEST(Os, HomeFollowsTheContract) {
    EXPECT_EQ(exitCodeOf([] {
                  os::setEnvironment("LUTHIER_HOME", "/a/b");
                  if (os::luthierHome() != "/a/b") return 1;
                  ::unsetenv("LUTHIER_HOME");
                  os::setEnvironment("XDG_DATA_HOME", "/data");
                  if (os::luthierHome() != "/data/luthier") return 2;
                  ::unsetenv("XDG_DATA_HOME");
                  os::setEnvironment("HOME", "/home/x");
                  return os::luthierHome() == "/home/x/.local/share/luthier" ? 0 : 3;
              }),
              0);
}

TEST(FileLock, IsHeldByOneProcess) {
    TempFolder folder;
    auto lock = os::FileLock::tryLock(folder / "run.lock", "pid 1");
    ASSERT_TRUE(lock);
    EXPECT_EQ(readFile(folder / "run.lock"), "pid 1");
    EXPECT_EQ(exitCodeOf([&] { return os::FileLock::tryLock(folder / "run.lock", "x") ? 1 : 0; }), 0);
    EXPECT_EQ(readFile(folder / "run.lock"), "pid 1");
    lock->removeAndRelease();
    EXPECT_FALSE(fs::exists(folder / "run.lock"));
}

TEST(FileLock, GoesWithItsProcessHoweverThatEnds) {
    TempFolder folder;
    EXPECT_EQ(exitCodeOf([&] {
                  auto lock = os::FileLock::tryLock(folder / "run.lock", "x");
                  return ::raise(SIGKILL);
              }),
              -SIGKILL);
    EXPECT_TRUE(os::FileLock::tryLock(folder / "run.lock", "y"));
    EXPECT_THROW(os::FileLock::tryLock("/proc/none/run.lock", "y"), Error);
}

TEST(StopSignal, FirstAsksAndSecondEnds) {
    static volatile std::sig_atomic_t asked = 0;
    EXPECT_EQ(exitCodeOf([] {
                  os::onStopSignal([] { asked = 1; });
                  ::raise(SIGTERM);
                  if (!asked) return 1;
                  ::raise(SIGINT);
                  return 2;
              }),
              130);
}

TEST(Os, BrokenPipeIsAnErrorNotTheEnd) {
    EXPECT_EQ(exitCodeOf([] {
                  int ends[2];
                  if (::pipe(ends) != 0) return 1;
                  ::close(ends[0]);
                  os::ignoreBrokenPipes();
                  try {
                      os::writeAll(ends[1], "x", "pipe");
                  } catch (const Error&) {
                      return 0;
                  }
                  return 2;
              }),
              0);
}

TEST(Os, ReadWithinWaitsNoLonger) {
    int ends[2];
    ASSERT_EQ(::pipe(ends), 0);
    EXPECT_FALSE(os::readWithin(ends[0], 0.01));
    ASSERT_EQ(::write(ends[1], "abc", 3), 3);
    EXPECT_EQ(os::readWithin(ends[0], 1), "abc");
    ::close(ends[1]);
    EXPECT_EQ(os::readWithin(ends[0], 1), "");
    ::close(ends[0]);
}

TEST(Library, MissingOneIsAnError) {
    EXPECT_THROW(os::openLibrary("/none/libx.so"), Error);
    EXPECT_EQ(os::libraryOf(reinterpret_cast<const void*>(&os::now)).filename(), "libluthier_base.so");
}

}  // namespace
}  // namespace luthier
