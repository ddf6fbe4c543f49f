// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <functional>
#include <vector>

#include "ui/wizard/workbench.h"

namespace luthier::ui {

/// One step of putting a run together. It shows and changes the draft; what it needs beside that it asks of the workbench.
class Step : public QWidget {
    Q_OBJECT
public:
    explicit Step(Workbench& bench) : bench_(bench) {}

    virtual void enter() {}                              ///< it is shown now
    virtual QString missing() const { return {}; }       ///< what must be done before the next step; empty: nothing
    virtual QString summary() const { return {}; }       ///< what was chosen, in a few words

Q_SIGNALS:
    void changed();  ///< missing() or summary() may say something else now

protected:
    Workbench& bench() const { return bench_; }
    Draft& draft() const { return bench_.draft(); }

private:
    Workbench& bench_;
};

/// One file in wizard/, one line in steps.def.
struct StepInfo {
    QString name;   ///< "model"
    QString title;  ///< in the window's language
    std::function<Step*(Workbench&)> make;
};
std::vector<StepInfo> steps();

}  // namespace luthier::ui
