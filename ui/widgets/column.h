// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QScrollArea>
#include <QVBoxLayout>

namespace luthier::ui {

/// A column that scrolls: what pages are written in. Its lines stay readable in a wide window.
class Column : public QScrollArea {
    Q_OBJECT
public:
    explicit Column(QWidget* parent = nullptr, int widest = 1040);

    QVBoxLayout* rows() { return rows_; }
    /// The page's title, and a sentence below it when there is one.
    void addTitle(const QString& title, const QString& sentence = {});
    /// Gives everything its new place at once after `part` grew or shrank: a paint that waits already would still find the old places.
    void settle(QWidget* part);
    /// Settles a part whenever something in it changes.
    void keepSettled(QWidget* part) { part->installEventFilter(this); }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QVBoxLayout* rows_;
};

/// A column filling the page; returns it.
Column* columnIn(QWidget* page, int widest = 1040);

}  // namespace luthier::ui
