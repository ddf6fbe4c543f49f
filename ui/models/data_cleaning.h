// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <set>
#include <vector>

#include "core/data/cleaning/cleaning.h"
#include "ui/models/draft.h"
#include "ui/shell/job.h"

namespace luthier::ui {

/// One entry of the to-do list: what a cleaner found in the rows of the draft, or did to them.
struct CleaningItem {
    enum class State { Found, Applied, Ignored };
    const CleanerKind* cleaner = nullptr;
    State state = State::Found;
    int64_t changed = 0, leftOut = 0;
    std::vector<FoundRow> rows;  ///< the first ones of what was found
};

struct CleaningList {
    int64_t rows = 0;  ///< that were looked at
    std::vector<CleaningItem> items;
    std::vector<const CleanerKind*> unable;  ///< could not look: see CleanerKind::lacking
};

/// Looks through the files of a draft, slowly. Throws Stopped, Error.
CleaningList cleaningList(const Recipe& recipe, const CancelToken& cancel);
/// Data settings whose files are kept versions, cleaned by these cleaners; without any, the kept originals. The files that the draft names are
/// never changed. Throws Stopped, Error.
DataSettings cleanedBy(const Recipe& recipe, const std::vector<std::string>& cleaners, const CancelToken& cancel);
/// A data file as people call it: the name that a kept dataset's original has, with "cleaned" where it is a version.
QString dataNameOf(const std::string& file);

/// The to-do list of a draft's data, kept up beside the window thread.
class DataCleaning : public QObject {
    Q_OBJECT
public:
    explicit DataCleaning(Draft& draft);
    ~DataCleaning() override;

    /// Looks at the draft's files unless they have been looked at already.
    void look();
    bool isBusy() const { return looking_.isBusy() || cleaning_.isBusy(); }
    bool isCleaning() const { return cleaning_.isBusy(); }
    const CleaningList& list() const { return list_; }  ///< empty of rows while nothing was looked at yet

    void apply(const std::string& cleaner);
    void undo(const std::string& cleaner);  ///< of an applied or ignored one
    void ignore(const std::string& cleaner);

Q_SIGNALS:
    void changed();
    void failed(const luthier::Problem& problem);

private:
    std::vector<std::string> applied() const;
    void clean(const std::vector<std::string>& cleaners);
    void keepIgnored(const std::set<std::string>& cleaners);
    void markIgnored();
    std::shared_ptr<CancelToken> newToken();

    Draft& draft_;
    Recipe seen_;  ///< what list_ is of
    CleaningList list_;
    std::shared_ptr<CancelToken> cancel_;
    Job looking_, cleaning_;
};

}  // namespace luthier::ui
