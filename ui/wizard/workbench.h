// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>

#include "ui/models/draft.h"
#include "ui/models/forecast.h"
#include "ui/shell/job.h"
#include "ui/shell/studio.h"

namespace luthier::ui {

/// What the steps share: the draft, and a forecast that follows it while a step wants one.
class Workbench : public QObject {
    Q_OBJECT
public:
    explicit Workbench(Studio& studio);

    Studio& studio() { return studio_; }
    Draft& draft() { return studio_.draft(); }

    /// From now on, or no longer, a forecast of the draft is kept up.
    void wantForecast(bool wanted);
    const Forecast& forecast() const { return forecast_; }
    /// The forecast is about the draft as it is now.
    bool isForecastFresh() const { return fresh_; }

Q_SIGNALS:
    void forecastChanged();  ///< a new one, or it is being made
    void forecastFailed(const luthier::Problem& problem);

private:
    void age();
    void make();

    Studio& studio_;
    Forecast forecast_;
    bool wanted_ = false, fresh_ = false;
    QTimer waiting_;
    Job job_;
};

}  // namespace luthier::ui
