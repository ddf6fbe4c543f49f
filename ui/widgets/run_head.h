// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <utility>
#include <vector>

#include "ui/models/run_words.h"

class QLabel;
class QProgressBar;
class QPushButton;
class QVBoxLayout;

namespace luthier::ui {

class Notice;

/// What may be done with a run just now.
struct RunControls {
    bool pause = false, proceed = false, save = false, stop = false;     ///< while it goes on
    bool resume = false, tryIt = false, compare = false, exports = false;  ///< after its end
};

/// Above a run's curves: its name, one sentence about it, how far it is, what may be done, and what to look out for.
class RunHead : public QWidget {
    Q_OBJECT
public:
    explicit RunHead(QWidget* parent = nullptr);
    void show(const QString& name, const ShownRun& run, RunPhase phase, const RunControls& controls);
    void advise(const std::vector<Advice>& advice);
    /// A sentence that stands instead of the run's own, with what to do about it.
    void tellTrouble(const QString& what, const QString& mend);

Q_SIGNALS:
    void pauseAsked();
    void proceedAsked();
    void saveAsked();
    void stopAsked();
    void resumeAsked();
    void tryAsked();
    void compareAsked();
    void exportAsked();

private:
    QPushButton* button(const char* name, const QString& text, const char* role, void (RunHead::*asked)());
    using Buttons = std::vector<std::pair<QPushButton*, bool>>;  ///< and whether they can be used now
    void showButtons(const Buttons& leading, const Buttons& others);
    static void stress(QPushButton* button, bool leads);
    void showProgress(const ShownRun& run, RunPhase phase);

    QLabel *name_, *sentence_, *steps_, *left_;
    QProgressBar* progress_;
    QPushButton *pause_, *proceed_, *save_, *stop_, *resume_, *try_, *compare_, *export_;
    QVBoxLayout* notes_;
    std::vector<Notice*> shown_;
    Notice* trouble_;
};

}  // namespace luthier::ui
