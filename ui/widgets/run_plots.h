// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <array>

#include "ui/models/shown_run.h"

class QCheckBox;
class QComboBox;

namespace luthier::ui {

class CurvePlot;
struct PlotLine;

/// The curves of a run: one large, the others small below it; a click (or Return) on a small one puts it into the large.
class RunPlots : public QWidget {
    Q_OBJECT
public:
    explicit RunPlots(QWidget* parent = nullptr);
    /// The run outlives this, or is replaced by another call.
    void setRun(const ShownRun* run);
    void refresh();
    CurvePlot& large() { return *large_; }

private:
    enum Topic { Loss, Quality, LearningRate, Speed, Memory, GradientNorm, kTopics };
    QString titleOf(Topic topic) const;
    static QString number(Topic topic, double value);
    QWidget* makeBar();
    void put(CurvePlot& plot, Topic topic, bool small);
    void addQuality(std::vector<PlotLine>& lines) const;
    void showBest();
    void arrange();
    void choose(size_t small);

    const ShownRun* run_ = nullptr;
    bool quality_ = false;  ///< the run's rows have labels: how often it is right is shown too
    CurvePlot* large_;
    std::array<CurvePlot*, kTopics - 1> small_;
    std::array<Topic, kTopics> order_{Loss, Quality, LearningRate, Speed, Memory, GradientNorm};  ///< the large one first
    QComboBox* axis_;
    QCheckBox* logarithmic_;
};

}  // namespace luthier::ui
