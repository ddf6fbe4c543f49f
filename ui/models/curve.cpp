// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/curve.h"

#include <algorithm>
#include <cmath>

namespace luthier::ui {
namespace {

using Place = Curve::const_iterator;

Place firstFrom(const Curve& curve, const AlongAxis& along, double place) {
    return std::lower_bound(curve.begin(), curve.end(), place, [&](const CurvePoint& point, double x) { return along.of(point) < x; });
}

/// Gathers the points of one column and gives its least and largest.
class Column {
public:
    void add(PlotPoint point) {
        if (count_ == 0 || point.y < least_.y) least_ = point;
        if (count_ == 0 || point.y > most_.y) most_ = point;
        ++count_;
    }
    void flush(std::vector<PlotPoint>& points) {
        if (count_ == 0) return;
        const bool leastFirst = least_.x <= most_.x;
        points.push_back(leastFirst ? least_ : most_);
        if (least_ != most_) points.push_back(leastFirst ? most_ : least_);
        count_ = 0;
    }

private:
    PlotPoint least_, most_;
    size_t count_ = 0;
};

}  // namespace

double AlongAxis::of(const CurvePoint& point) const {
    switch (axis) {
        case CurveAxis::Seconds: return point.seconds;
        case CurveAxis::Examples: return point.step * examplesPerStep;
        case CurveAxis::Step: break;
    }
    return point.step;
}

std::vector<PlotPoint> visible(const Curve& curve, const AlongAxis& along, double from, double to, int columns) {
    Place begin = firstFrom(curve, along, from), end = firstFrom(curve, along, std::nextafter(to, INFINITY));
    if (begin != curve.begin()) --begin;
    if (end != curve.end()) ++end;
    std::vector<PlotPoint> points;
    const auto all = static_cast<size_t>(end - begin);
    const auto room = static_cast<size_t>(2 * std::max(columns, 1));
    if (all <= room || !(to > from)) {
        points.reserve(all);
        for (Place at = begin; at != end; ++at) points.push_back({along.of(*at), at->value});
        return points;
    }
    points.reserve(room + 4);
    Column column;
    double present = -INFINITY;
    for (Place at = begin; at != end; ++at) {
        const PlotPoint point{along.of(*at), at->value};
        const double index = std::floor((point.x - from) / (to - from) * columns);
        if (index != present || !std::isfinite(point.y)) column.flush(points);
        present = index;
        if (std::isfinite(point.y)) column.add(point);
        else points.push_back(point);
    }
    column.flush(points);
    return points;
}

const CurvePoint* nearest(const Curve& curve, const AlongAxis& along, double place) {
    if (curve.empty()) return nullptr;
    Place at = firstFrom(curve, along, place);
    if (at == curve.end()) return &curve.back();
    if (at != curve.begin() && place - along.of(*(at - 1)) < along.of(*at) - place) --at;
    return &*at;
}

void SmoothCurve::setWindow(double window) { keep_ = 1 - 1 / std::max(2.0, window); }

void SmoothCurve::add(const CurvePoint& point) {
    if (!std::isfinite(point.value)) return;
    mean_ = keep_ * mean_ + (1 - keep_) * point.value;
    weight_ = keep_ * weight_ + (1 - keep_);
    points_.push_back({point.step, point.seconds, mean_ / weight_});
}

void SmoothCurve::follow(const Curve& raw) {
    points_.clear();
    mean_ = weight_ = 0;
    for (const CurvePoint& point : raw) add(point);
}

}  // namespace luthier::ui
