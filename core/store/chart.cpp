// SPDX-License-Identifier: Apache-2.0
#include "core/store/chart.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace luthier {
namespace {

constexpr size_t kMostPoints = 1200;
constexpr double kLeft = 58, kRight = 14, kTop = 12, kBottom = 26;

struct Range {
    double least = std::numeric_limits<double>::infinity(), most = -std::numeric_limits<double>::infinity();
    void take(double value) {
        least = std::min(least, value);
        most = std::max(most, value);
    }
    bool empty() const { return !(least <= most); }
    double length() const { return most - least; }
};

bool isDrawn(const ChartPoint& point) { return std::isfinite(point.x) && std::isfinite(point.y); }

/// 1, 2 or 5 times a power of ten, near length / count.
double niceStep(double length, int count) {
    const double rough = length / count, power = std::pow(10, std::floor(std::log10(rough)));
    for (double factor : {1.0, 2.0, 5.0}) {
        if (factor * power >= rough) return factor * power;
    }
    return 10 * power;
}

std::vector<double> ticks(const Range& range, double step) {
    std::vector<double> places;
    const double first = std::ceil(range.least / step - 1e-9) * step;
    for (int i = 0; i < 20 && first + i * step <= range.most + 1e-9 * step; ++i) places.push_back(first + i * step);
    return places;
}

std::string tickText(double value, double step) {
    if (value != 0 && (std::abs(step) < 1e-3 || std::abs(value) >= 1e6)) return fmt::format("{:.3g}", value);
    const int decimals = std::max(0, static_cast<int>(std::ceil(-std::log10(step) - 1e-9)));
    return fmt::format("{:.{}f}", std::abs(value) < step * 1e-6 ? 0.0 : value, decimals);
}

/// The least and largest of each stretch, so that no peak is lost.
std::vector<ChartPoint> thinned(const std::vector<ChartPoint>& points) {
    if (points.size() <= kMostPoints) return points;
    std::vector<ChartPoint> kept;
    const size_t stretch = (2 * points.size() + kMostPoints - 1) / kMostPoints;
    for (size_t begin = 0; begin < points.size(); begin += stretch) {
        const auto from = points.begin() + static_cast<std::ptrdiff_t>(begin), to = points.begin() + static_cast<std::ptrdiff_t>(std::min(points.size(), begin + stretch));
        auto [least, most] = std::minmax_element(from, to, [](const ChartPoint& a, const ChartPoint& b) { return a.y < b.y; });
        if (most < least) std::swap(least, most);
        kept.push_back(*least);
        if (most != least) kept.push_back(*most);
    }
    return kept;
}

class Drawing {
public:
    explicit Drawing(const Chart& chart) : chart_(chart) {
        for (const ChartLine& line : chart.lines) {
            for (const ChartPoint& point : line.points) {
                if (!isDrawn(point)) continue;
                x_.take(point.x);
                y_.take(height(point.y));
            }
        }
        if (empty()) return;
        if (x_.length() <= 0) x_.most = x_.least + 1;
        const double air = y_.length() > 0 ? 0.06 * y_.length() : std::max(1e-6, 0.1 * std::abs(y_.most));
        const bool fromZero = !chart.logarithmic && y_.least >= 0;
        y_ = {fromZero ? std::max(0.0, y_.least - air) : y_.least - air, y_.most + air};
    }

    bool empty() const { return x_.empty(); }

    std::string svg() {
        out_ = fmt::format(R"(<svg viewBox="0 0 {:.0f} {:.0f}" role="img" aria-label="{}">)", chart_.width, chart_.height, chart_.title);
        drawGrid();
        for (const ChartLine& line : chart_.lines) drawLine(line);
        return out_ + "</svg>";
    }

private:
    double height(double y) const { return chart_.logarithmic ? std::log10(std::max(y, std::numeric_limits<double>::min())) : y; }
    double placeX(double x) const { return kLeft + (x - x_.least) / x_.length() * (chart_.width - kLeft - kRight); }
    double placeY(double y) const { return kTop + (y_.most - height(y)) / y_.length() * (chart_.height - kTop - kBottom); }

    /// Where lines are drawn across, and what stands beside them.
    std::vector<std::pair<double, std::string>> heights() const {
        std::vector<std::pair<double, std::string>> found;
        if (!chart_.logarithmic) {
            const double step = niceStep(y_.length(), 4);
            for (double y : ticks(y_, step)) found.emplace_back(y, tickText(y, step));
            return found;
        }
        for (double power = std::floor(y_.least); power <= y_.most; ++power) {
            for (double factor : {1.0, 2.0, 5.0}) {
                const double y = factor * std::pow(10, power);
                if (std::log10(y) >= y_.least && std::log10(y) <= y_.most && (factor == 1 || y_.length() < 3)) found.emplace_back(y, fmt::format("{:.3g}", y));
            }
        }
        return found;
    }

    void drawGrid() {
        const double bottom = chart_.height - kBottom, right = chart_.width - kRight;
        const double stepX = std::max(1.0, niceStep(x_.length(), chart_.width > 500 ? 8 : 4));
        for (const auto& [y, text] : heights()) {
            out_ += fmt::format(R"(<line class="grid" x1="{:.1f}" x2="{:.1f}" y1="{:.1f}" y2="{:.1f}"/>)", kLeft, right, placeY(y), placeY(y));
            out_ += fmt::format(R"(<text x="{:.1f}" y="{:.1f}" text-anchor="end">{}</text>)", kLeft - 8, placeY(y) + 4, text);
        }
        for (double x : ticks(x_, stepX)) {
            out_ += fmt::format(R"(<text x="{:.1f}" y="{:.1f}" text-anchor="middle">{}</text>)", placeX(x), bottom + 18, tickText(x, stepX));
        }
        out_ += fmt::format(R"(<line class="axis" x1="{:.1f}" x2="{:.1f}" y1="{:.1f}" y2="{:.1f}"/>)", kLeft, right, bottom, bottom);
    }

    void drawLine(const ChartLine& line) {
        std::string places;
        for (const ChartPoint& point : thinned(line.points)) {
            if (isDrawn(point)) places += fmt::format("{:.1f},{:.1f} ", placeX(point.x), placeY(point.y));
            else flush(line, places);
        }
        flush(line, places);
        if (!line.dots || line.points.size() > 60) return;
        for (const ChartPoint& point : line.points) {
            if (isDrawn(point)) out_ += fmt::format(R"(<circle class="{}" cx="{:.1f}" cy="{:.1f}" r="3.2"/>)", line.look, placeX(point.x), placeY(point.y));
        }
    }

    void flush(const ChartLine& line, std::string& places) {
        if (!places.empty()) out_ += fmt::format(R"(<polyline class="{}" points="{}"/>)", line.look, places.substr(0, places.size() - 1));
        places.clear();
    }

    const Chart& chart_;
    Range x_, y_;
    std::string out_;
};

}  // namespace

bool spreadsFar(const std::vector<ChartLine>& lines) {
    constexpr double kFar = 20;
    Range range;
    for (const ChartLine& line : lines) {
        for (const ChartPoint& point : line.points) {
            if (isDrawn(point)) range.take(point.y);
        }
    }
    return !range.empty() && range.least > 0 && range.most > kFar * range.least;
}

std::string chartSvg(const Chart& chart) {
    Drawing drawing(chart);
    return drawing.empty() ? "" : drawing.svg();
}

std::vector<ChartPoint> smoothed(const std::vector<ChartPoint>& points) {
    const double keep = 1 - 1 / std::max(2.0, static_cast<double>(points.size()) / 50);
    std::vector<ChartPoint> smooth;
    double mean = 0, weight = 0;
    for (const ChartPoint& point : points) {
        if (!isDrawn(point)) continue;
        mean = keep * mean + (1 - keep) * point.y;
        weight = keep * weight + (1 - keep);
        smooth.push_back({point.x, mean / weight});
    }
    return smooth;
}

}  // namespace luthier
