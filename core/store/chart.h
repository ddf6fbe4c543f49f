// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace luthier {

struct ChartPoint {
    double x = 0, y = 0;
};

/// One line of a chart. `look` is a class of the page's style sheet (its colour for light and dark).
struct ChartLine {
    std::string name, look;
    std::vector<ChartPoint> points;
    bool dots = false;  ///< mark every point
};

struct Chart {
    std::string title;
    std::vector<ChartLine> lines;
    double width = 720, height = 260;
    bool logarithmic = false;  ///< heights; only for numbers above 0
};

/// Whether numbers spread so far (all above 0) that a logarithmic scale shows them better.
bool spreadsFar(const std::vector<ChartLine>& lines);

/// An inline SVG picture with axes, as wide as the page. Points that are no numbers leave a gap; of very many, the least and largest of each
/// stretch are drawn. Empty when there is nothing to draw.
std::string chartSvg(const Chart& chart);

/// The running mean that leans on the newest values, free of the pull of its start (Kingma and Ba 2015, section 3): about the last
/// fiftieth of the points counts.
std::vector<ChartPoint> smoothed(const std::vector<ChartPoint>& points);

}  // namespace luthier
