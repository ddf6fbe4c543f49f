// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/run_box.h"

#include <QSignalBlocker>

#include "ui/models/text.h"

namespace luthier::ui {
namespace {

constexpr qsizetype kMostOffered = 100;
constexpr int kWidth = 200;  // pixels at 100 %, at least

}  // namespace

RunBox::RunBox(const char* name, const QString& said, const QString& first) : lines_(first.isEmpty() ? 0 : 1) {
    setObjectName(QString::fromLatin1(name));
    setAccessibleName(said);
    setMinimumWidth(kWidth);
    setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    if (lines_ > 0) addItem(first);
    connect(this, &QComboBox::activated, this, [this](int at) {
        if (at >= lines_) Q_EMIT picked(chosen());
    });
}

void RunBox::offer(const std::vector<RunSummary>& runs, const std::function<bool(const RunSummary&)>& suits, const QString& chosen) {
    QStringList ids, names;
    for (const RunSummary& run : runs) {
        const QString id = qText(run.id);
        const bool room = ids.size() < kMostOffered || id == chosen;
        if (!room || (id != chosen && !suits(run))) continue;
        ids << id;
        names << (run.name.empty() ? id : qText(run.name));
    }
    const QSignalBlocker quiet(this);
    if (const QStringList offered = ids + names; offered != offered_) {
        offered_ = offered;
        while (count() > lines_) removeItem(count() - 1);
        for (qsizetype i = 0; i < ids.size(); ++i) addItem(names[i], ids[i]);
    }
    setCurrentIndex(chosen.isEmpty() ? lines_ - 1 : findData(chosen));
}

}  // namespace luthier::ui
