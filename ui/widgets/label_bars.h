// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <vector>

class QGridLayout;

namespace luthier::ui {

/// One line of a LabelBars: a name, a bar, and in words what the bar shows.
struct LabelBar {
    QString name;
    double share = 0;     ///< of the whole width, 0 to 1
    QString words;
    bool chosen = false;  ///< what was answered: said by a mark and bold words, not by colour alone
};

/// Labels one below the other, each with a bar: how often it stands in the data, or how likely a model thinks it.
class LabelBars : public QWidget {
    Q_OBJECT
public:
    explicit LabelBars(QWidget* parent = nullptr);
    /// The first ones are shown, of the others how many they are.
    void show(const std::vector<LabelBar>& bars, size_t most = 12);

private:
    QGridLayout* grid_;
};

}  // namespace luthier::ui
