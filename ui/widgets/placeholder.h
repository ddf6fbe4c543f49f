// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QWidget>

class QLabel;
class QPushButton;
class QProgressBar;

namespace luthier::ui {

class IconLabel;

/// What helps where there is nothing to show: the words of a button, and the page it leads to (with the ids of runs); without a page whoever shows
/// it acts.
struct WayOut {
    QString words, page = {};
    QStringList with = {};
};

/// What stands where there is nothing to show: an icon, words, and at most one action that helps. Also says what is being waited for.
class Placeholder : public QWidget {
    Q_OBJECT
public:
    explicit Placeholder(QWidget* parent = nullptr);

    void showEmpty(const QString& icon, const QString& title, const QString& words, const WayOut& way = {});
    void showError(const QString& title, const QString& words, const WayOut& way = {});
    void showBusy(const QString& title, const QString& words = {});

Q_SIGNALS:
    void actionTaken();  ///< of a way that leads to no page
    void wanted(const QString& page, const QStringList& with);

private:
    void show(const QString& title, const QString& words, const WayOut& way);

    IconLabel* icon_;
    QLabel *title_, *words_;
    QPushButton* action_;
    QProgressBar* busy_;
    WayOut way_;
};

}  // namespace luthier::ui
