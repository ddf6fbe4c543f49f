// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "core/data/importer.h"
#include "core/events/run_event.h"

namespace luthier::cli {

/// Tells a run to people on standard error: one line that renews itself (with the time left) on a terminal, the milestones elsewhere.
std::unique_ptr<Observer> wordsObserver();
/// Prints every event as a line of JSON on standard output, at once. When nobody reads any more it falls silent; the run goes on.
std::unique_ptr<Observer> linesObserver();

std::string bytesInWords(int64_t bytes);     ///< "1.2 GB", "34 MB"
std::string timeInWords(double seconds);     ///< "2 min 05 s"
void renewLine(const std::string& text);     ///< on standard error, over what stood in the line; an empty text takes it away

/// Counts the rows of a long job on standard error, with the time left, while that is a terminal and the rows themselves go elsewhere.
class RowProgress {
public:
    explicit RowProgress(const std::string& dataFile, const ImportSettings& rows = {});  ///< "-" cannot be counted beforehand
    ~RowProgress();                                                                      ///< takes the line away
    RowProgress(const RowProgress&) = delete;
    void next();

private:
    bool shown_ = false;
    int64_t total_ = 0, rows_ = 0;
    double begin_ = 0, told_ = 0;
};

/// The same by the bytes of a file that is read once; nothing for "-".
class FileProgress {
public:
    explicit FileProgress(const std::string& file);
    ~FileProgress();
    FileProgress(const FileProgress&) = delete;
    void next(size_t bytes);

private:
    bool shown_ = false;
    double total_ = 0, read_ = 0, begin_ = 0, told_ = 0;
};

}  // namespace luthier::cli
