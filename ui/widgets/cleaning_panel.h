// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSet>
#include <QWidget>

#include "ui/models/data_cleaning.h"

class QHBoxLayout;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace luthier::ui {

/// The to-do list of a draft's data: what was found with its counts, each to be shown, applied, ignored or undone.
class CleaningPanel : public QWidget {
    Q_OBJECT
public:
    explicit CleaningPanel(DataCleaning& cleaning, QWidget* parent = nullptr);

private:
    void refresh();
    void keepKeyboard();
    void giveKeyboard();
    void say(const Problem& problem);
    QWidget* rowOf(const CleaningItem& item);
    void addButtons(const CleaningItem& item, QWidget* table, QHBoxLayout* row);
    QPushButton* button(const QString& words, const char* verb, const CleaningItem& item) const;
    QString endWords() const;
    static QString doneWords(const CleaningItem& item);  ///< of one that is applied

    DataCleaning& cleaning_;
    QLabel* words_;
    QVBoxLayout *rows_, *messages_;
    QSet<QString> shown_;  ///< cleaners whose rows are open
    QString keyboardOf_;   ///< cleaner whose button had the keyboard
};

}  // namespace luthier::ui
