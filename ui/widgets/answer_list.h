// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <vector>

#include "ui/models/shown_run.h"

class QLabel;
class QSlider;
class QVBoxLayout;

namespace luthier::ui {

/// What the model answers to the sample prompts: as it was, and after any of the steps at which it was asked.
class AnswerList : public QWidget {
    Q_OBJECT
public:
    explicit AnswerList(QWidget* parent = nullptr);
    void show(const ShownRun& run);

private:
    struct Card {
        QWidget* whole;
        QLabel *prompt, *before, *now, *nowTitle;
    };
    Card makeCard();
    void fill();

    std::vector<ShownAnswer> answers_;
    std::vector<int64_t> steps_;  ///< at which something was asked
    std::vector<Card> cards_;
    QSlider* slider_;
    QLabel *when_, *empty_;
    QVBoxLayout* list_;
    bool newest_ = true;          ///< the slider stays at the newest
};

}  // namespace luthier::ui
