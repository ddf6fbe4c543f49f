// SPDX-License-Identifier: Apache-2.0
#include "core/base/file.h"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <functional>

#include "core/base/error.h"
#include "core/base/os.h"
#include "tests/support/temp_folder.h"

namespace luthier {
namespace {

namespace fs = std::filesystem;
using testing::TempFolder;

void put(const fs::path& file, const std::string& content) { std::ofstream(file, std::ios::binary) << content; }

size_t entries(const fs::path& folder) { return static_cast<size_t>(std::distance(fs::directory_iterator(folder), {})); }

/// Runs `work` in a child that may write files of at most `bytes`: a full disk. True when it did what it should.
bool withFullDisk(rlim_t bytes, const std::function<bool()>& work) {
    const pid_t child = ::fork();
    if (child == 0) {
        std::signal(SIGXFSZ, SIG_IGN);
        const rlimit limit{bytes, bytes};
        ::setrlimit(RLIMIT_FSIZE, &limit);
        bool good = false;
        try {
            good = work();
        } catch (...) {
        }
        ::_exit(good ? 0 : 1);
    }
    int status = -1;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

template <typename Work>
bool throwsError(const Work& work) {
    try {
        work();
    } catch (const Error& error) {
        return !error.where().empty() && *error.what() && !error.mend().empty();
    }
    return false;
}

TEST(ReadFile, GivesEveryByte) {
    TempFolder folder;
    const std::string content("a\0b\r\n\xFF", 6);
    put(folder / "file", content);
    EXPECT_EQ(readFile(folder / "file"), content);
    put(folder / "empty", "");
    EXPECT_EQ(readFile(folder / "empty"), "");
}

TEST(ReadFile, TellsMissingFilesFoldersAndTooLargeOnes) {
    TempFolder folder;
    put(folder / "file", "12345");
    EXPECT_TRUE(throwsError([&] { readFile(folder / "none"); }));
    EXPECT_TRUE(throwsError([&] { readFile(folder.path()); }));
    EXPECT_TRUE(throwsError([&] { readFile(folder / "file", 4); }));
    EXPECT_TRUE(throwsError([&] { readFile(folder / "file" / "below"); }));
}

TEST(AtomicFile, ReplacesItsTargetOnlyWhenCommitted) {
    TempFolder folder;
    put(folder / "file", "old");
    {
        AtomicFile file(folder / "file");
        file.write("new");
        EXPECT_EQ(readFile(folder / "file"), "old");
        file.commit();
    }
    EXPECT_EQ(readFile(folder / "file"), "new");
    EXPECT_EQ(entries(folder.path()), 1u);
}

TEST(AtomicFile, LeavesNothingWithoutCommit) {
    TempFolder folder;
    {
        AtomicFile file(folder / "file");
        file.write("new");
        EXPECT_TRUE(fs::exists(file.temporary()));
    }
    EXPECT_EQ(entries(folder.path()), 0u);
}

TEST(AtomicFile, TwoWritersOfOneTargetDoNotMix) {
    TempFolder folder;
    AtomicFile one(folder / "file"), other(folder / "file");
    one.write("one");
    other.write("other");
    one.commit();
    other.commit();
    EXPECT_EQ(readFile(folder / "file"), "other");
}

TEST(AtomicFile, FullDiskLeavesTheOldFile) {
    TempFolder folder;
    put(folder / "file", "old");
    EXPECT_TRUE(withFullDisk(4096, [&] { return throwsError([&] { writeFileAtomically(folder / "file", std::string(100000, 'x')); }); }));
    EXPECT_EQ(readFile(folder / "file"), "old");
    EXPECT_EQ(entries(folder.path()), 1u);
}

TEST(AtomicFile, TellsWhereItCannotWrite) {
    TempFolder folder;
    put(folder / "file", "");
    EXPECT_TRUE(throwsError([&] { writeFileAtomically(folder / "none" / "file", "x"); }));
    EXPECT_TRUE(throwsError([&] { writeFileAtomically(folder / "file" / "below", "x"); }));
    EXPECT_TRUE(throwsError([&] { writeFileAtomically("/proc/luthier", "x"); }));
    fs::create_directories(folder / "folder" / "inside");
    EXPECT_TRUE(throwsError([&] { writeFileAtomically(folder / "folder", "x"); }));
    EXPECT_EQ(entries(folder.path()), 2u);
}

TEST(AppendFile, GrowsLineByLine) {
    TempFolder folder;
    {
        AppendFile file(folder / "lines");
        file.appendLine("one");
        file.appendLine("two");
        file.sync();
    }
    AppendFile(folder / "lines").appendLine("three");
    EXPECT_EQ(readFile(folder / "lines"), "one\ntwo\nthree\n");
}

TEST(AppendFile, CutsOffATornLastLine) {
    TempFolder folder;
    put(folder / "lines", "one\ntwo\n{\"torn");
    AppendFile(folder / "lines").appendLine("three");
    EXPECT_EQ(readFile(folder / "lines"), "one\ntwo\nthree\n");
    put(folder / "torn", std::string(200000, 'x'));
    AppendFile(folder / "torn").appendLine("one");
    EXPECT_EQ(readFile(folder / "torn"), "one\n");
    put(folder / "long", "one\n" + std::string(200000, 'x'));
    AppendFile(folder / "long").appendLine("two");
    EXPECT_EQ(readFile(folder / "long"), "one\ntwo\n");
}

TEST(AppendFile, FullDiskLeavesWholeLines) {
    TempFolder folder;
    EXPECT_TRUE(withFullDisk(1000, [&] {
        AppendFile file(folder / "lines");
        file.appendLine(std::string(900, 'a'));
        return throwsError([&] { file.appendLine(std::string(900, 'b')); });
    }));
    EXPECT_EQ(readFile(folder / "lines"), std::string(900, 'a') + "\n");
}

TEST(MappedFile, ShowsTheBytes) {
    TempFolder folder;
    put(folder / "file", "abc");
    const MappedFile file(folder / "file");
    ASSERT_EQ(file.bytes().size(), 3u);
    EXPECT_EQ(static_cast<char>(file.bytes()[2]), 'c');
    put(folder / "empty", "");
    EXPECT_EQ(MappedFile(folder / "empty").bytes().size(), 0u);
    EXPECT_TRUE(throwsError([&] { MappedFile(folder / "none"); }));
    EXPECT_TRUE(throwsError([&] { MappedFile(folder.path()); }));
    ASSERT_EQ(::mkfifo((folder / "pipe").c_str(), 0600), 0);
    EXPECT_TRUE(throwsError([&] { MappedFile(folder / "pipe"); }));  // at once, though nobody writes to it
}

TEST(AtomicFolder, IsThereAtOnceAndWhole) {
    TempFolder folder;
    fs::create_directories(folder / "target");
    put(folder / "target" / "old", "old");
    {
        AtomicFolder writing(folder / "target");
        fs::create_directories(writing.temporary() / "below");
        put(writing.temporary() / "below" / "new", "new");
        EXPECT_TRUE(fs::exists(folder / "target" / "old"));
        writing.commit();
    }
    EXPECT_EQ(readFile(folder / "target" / "below" / "new"), "new");
    EXPECT_FALSE(fs::exists(folder / "target" / "old"));
    EXPECT_EQ(entries(folder.path()), 1u);
}

TEST(AtomicFolder, LeavesNothingWithoutCommit) {
    TempFolder folder;
    {
        AtomicFolder writing(folder / "a" / "target/");
        put(writing.temporary() / "new", "new");
    }
    EXPECT_EQ(entries(folder / "a"), 0u);
}

TEST(AtomicFolder, TellsWhereItCannotWrite) {
    TempFolder folder;
    put(folder / "file", "");
    EXPECT_TRUE(throwsError([&] { AtomicFolder(folder / "file" / "below"); }));
    EXPECT_TRUE(throwsError([&] { AtomicFolder("/proc/luthier"); }));
}

TEST(Sweep, RemovesWhatDeadWritersLeftAndNothingElse) {
    TempFolder folder;
    const pid_t child = ::fork();
    if (child == 0) ::_exit(0);
    ::waitpid(child, nullptr, 0);
    put(folder / (".file.0.tmp-" + std::to_string(child)), "");
    fs::create_directories(folder / (".folder.1.tmp-" + std::to_string(child)) / "below");
    const std::string own = ".file.0.tmp-" + std::to_string(os::processId());
    for (const std::string& kept : {own, std::string("file.tmp-1x"), std::string(".file"), ".x.tmp-" + std::to_string(child) + "x"}) put(folder / kept, "");
    sweepTemporaries(folder.path());
    EXPECT_EQ(entries(folder.path()), 4u);
    EXPECT_NO_THROW(sweepTemporaries(folder / "none"));
}

TEST(Paths, AreUtf8Outside) {
    EXPECT_EQ(textOf(pathOf("a/é/\U0001F600")), "a/é/\U0001F600");
}

}  // namespace
}  // namespace luthier
