// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <memory>

#include "ui/models/data_preview.h"
#include "ui/models/xray.h"
#include "ui/shell/job.h"
#include "ui/wizard/workbench.h"

class QLabel;
class QSpinBox;
class QTabWidget;

namespace luthier::ui {

class Bubbles;
class XRayView;

/// The first examples of a draft's data, one at a time: as people read it, and as the model sees it.
class ExamplePane : public QWidget {
    Q_OBJECT
public:
    explicit ExamplePane(Workbench& bench);
    void show(const DataPreview& preview);

private:
    /// The text half of the draft's model, read once for as long as the draft names it.
    struct TextHalf {
        std::string path, chatTemplate;
        std::shared_ptr<const TextModel> model;
    };
    QWidget* xrayPane();
    QLayout* numberRow();
    void showExample();
    void showXRay(const Example& example);
    static TextHalf textHalfOf(const Recipe& recipe);
    static QString words(const XRay& row);

    Workbench& bench_;
    std::vector<Example> examples_;
    LabelScheme labels_;
    TextHalf text_;
    QSpinBox* number_;
    QLabel *of_, *xrayWords_;
    QTabWidget* tabs_;
    Bubbles* bubbles_;
    XRayView* xray_;
    Job xraying_;
};

}  // namespace luthier::ui
