// SPDX-License-Identifier: Apache-2.0
#include "core/text/sample_store.h"

#include <gtest/gtest.h>

#include "core/base/error.h"
#include "tests/support/temp_folder.h"

namespace luthier::testing {
namespace {

TEST(SampleStore, GivesBackWhatWasPutIn) {
    TempFolder folder;
    SampleStore store(folder / "samples");
    const Sample first{{5, 0, 2147483647}, {true, false, true}}, empty{}, last{{7}, {false}};
    store.add(first, 3);
    store.add(empty, 4);
    store.add(last, 9);
    store.finish();
    ASSERT_EQ(store.size(), 3u);
    EXPECT_EQ(store[0].ids, first.ids);
    EXPECT_EQ(store[0].learnt, first.learnt);
    EXPECT_TRUE(store[1].ids.empty());
    EXPECT_EQ(store[2].learnt, last.learnt);
    EXPECT_EQ(store.row(2), 9u);
    EXPECT_EQ(store.length(0), 3u);
    EXPECT_EQ(store.tokens(), 4u);
}

TEST(SampleStore, AFileThatWasCutOffIsAnError) {
    TempFolder folder;
    SampleStore store(folder / "samples");
    store.add({{1, 2, 3}, {true, true, false}}, 0);
    store.finish();
    std::filesystem::resize_file(folder / "samples", 4);
    EXPECT_THROW(store[0], Error);
}

TEST(SampleStore, CountsLabelsThatArePredicted) {
    TempFolder folder;
    SampleStore store(folder / "samples");
    store.add({{1, 2, 3}, {true, true, false}}, 0);  // the first position is never predicted
    store.finish();
    EXPECT_EQ(store.labels(0), 1u);
}

TEST(SampleStore, LeavesNoFileBehind) {
    TempFolder folder;
    {
        SampleStore store(folder / "samples");
        store.add({{1}, {true}}, 0);
        store.finish();
    }
    EXPECT_FALSE(std::filesystem::exists(folder / "samples"));
}

TEST(SampleStore, AnEmptyOneHoldsNothing) {
    TempFolder folder;
    SampleStore store(folder / "samples");
    store.finish();
    EXPECT_EQ(store.size(), 0u);
}

TEST(SampleStore, AFolderThatCannotBeWrittenIsAnError) { EXPECT_THROW(SampleStore("/nowhere/at/all/samples"), Error); }

}  // namespace
}  // namespace luthier::testing
