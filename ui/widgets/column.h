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

private:
    QVBoxLayout* rows_;
};

/// A column filling the page; returns it.
Column* columnIn(QWidget* page, int widest = 1040);

}  // namespace luthier::ui
