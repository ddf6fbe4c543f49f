// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QHash>

#include <vector>

#include "ui/shell/page.h"

class QBoxLayout;
class QToolButton;

namespace luthier::ui {

/// The pages by name, on the left of the window. Narrow, it shows icons only, named by tooltips and for screen readers.
class Rail : public QFrame {
    Q_OBJECT
public:
    explicit Rail(const std::vector<PageInfo>& pages, QWidget* parent = nullptr);

    void show(const QString& page);  ///< marks it as the present one
    /// What goes on there, in a word behind its name; empty: nothing.
    void tell(const QString& page, const QString& words);
    void makeRoom(const QString& page, const QString& words);  ///< for them to be told without the rail growing
    void setNarrow(bool narrow);

Q_SIGNALS:
    void chosen(const QString& page);

private:
    static QString withWords(const QString& title, const QString& words);
    QToolButton* buttonFor(const PageInfo& page, int number);

    QHash<QString, QToolButton*> buttons_;
    QHash<QString, QString> titles_;
    QHash<QString, int> room_;  ///< pixels, where words may come
    QWidget* name_ = nullptr;
    bool narrow_ = false;
};

}  // namespace luthier::ui
