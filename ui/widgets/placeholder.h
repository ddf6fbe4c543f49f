// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;
class QProgressBar;

namespace luthier::ui {

class IconLabel;

/// What stands where there is nothing to show: an icon, words, and at most one action that helps. Also says what is being waited for.
class Placeholder : public QWidget {
    Q_OBJECT
public:
    explicit Placeholder(QWidget* parent = nullptr);

    void showEmpty(const QString& icon, const QString& title, const QString& words, const QString& action = {});
    void showError(const QString& title, const QString& words, const QString& action = {});
    void showBusy(const QString& title, const QString& words = {});

Q_SIGNALS:
    void actionTaken();

private:
    void show(const QString& title, const QString& words, const QString& action);

    IconLabel* icon_;
    QLabel *title_, *words_;
    QPushButton* action_;
    QProgressBar* busy_;
};

}  // namespace luthier::ui
