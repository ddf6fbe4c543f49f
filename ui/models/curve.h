// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

namespace luthier::ui {

/// A number of a run: at which step, after how many seconds of training.
struct CurvePoint {
    double step = 0, seconds = 0, value = 0;
    bool operator==(const CurvePoint&) const = default;
};
using Curve = std::vector<CurvePoint>;

enum class CurveAxis { Step, Seconds, Examples };

/// What a curve lies along. `examplesPerStep` turns steps into examples seen.
struct AlongAxis {
    CurveAxis axis = CurveAxis::Step;
    double examplesPerStep = 1;
    double of(const CurvePoint& point) const;
};

struct PlotPoint {
    double x = 0, y = 0;
    bool operator==(const PlotPoint&) const = default;
};

/// What can be seen of a curve between two places on at most `columns` pixels: the least and the largest value of each column in their order,
/// and a neighbour outside on either side so that lines run to the edge. Values that are no numbers stay as gaps. The curve runs forward.
std::vector<PlotPoint> visible(const Curve& curve, const AlongAxis& along, double from, double to, int columns);

/// The point nearest to a place; null pointer for an empty curve.
const CurvePoint* nearest(const Curve& curve, const AlongAxis& along, double place);

/// The running mean that leans on the newest values, free of the pull of its start (Kingma and Ba 2015, section 3).
class SmoothCurve {
public:
    /// About so many points count.
    explicit SmoothCurve(double window = 2) { setWindow(window); }
    void setWindow(double window);
    void add(const CurvePoint& point);
    /// Forgets points after a step: they are told anew from `raw`.
    void follow(const Curve& raw);
    const Curve& points() const { return points_; }

private:
    double keep_ = 0.5, mean_ = 0, weight_ = 0;
    Curve points_;
};

}  // namespace luthier::ui
