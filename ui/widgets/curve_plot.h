// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <functional>
#include <optional>
#include <vector>

#include "ui/models/curve_table.h"
#include "ui/widgets/plot_line.h"

class QBoxLayout;
class QCPGraph;
class QCPItemLine;
class QCPItemText;
class QCPItemTracer;
class QCustomPlot;
class QLabel;
class QToolButton;

namespace luthier::ui {

/// Curves over steps, time or examples. Draws what the screen can show of them, so that 100 000 points stay smooth; wheel and drag look
/// closer, a double click or 0 shows all; arrows or the mouse move a crosshair whose values stand above.
class CurvePlot : public QWidget {
    Q_OBJECT
public:
    /// `number` writes a value of the curves for people.
    CurvePlot(const QString& title, std::function<QString(double)> number, QWidget* parent = nullptr);

    void setTitle(const QString& title);
    void setReading(const QString& words);  ///< how the height is to be read: "lower is better"
    void setLines(std::vector<PlotLine> lines);
    /// Marks the best point of the curves and says so beside it; nothing: none is.
    void setBest(const std::optional<CurvePoint>& best);
    void setNumber(std::function<QString(double)> number) { number_ = std::move(number); }
    void setAxis(CurveAxis axis);
    void setLogarithmic(bool on);
    /// Without axis names and crosshair, to be clicked.
    void setCompact();
    /// Takes in what grew. Cheap where the plot cannot be seen.
    void refresh();

    bool isLogarithmic() const { return logarithmic_; }
    CurveAxis axis() const { return axis_; }
    std::vector<NamedCurve> curves() const;
    /// The curves below their title and legend, for a file.
    QPixmap picture(QSize size, double scale);
    QStringList marksAcross() const;  ///< what stands along the lower axis
    int drawnPoints() const;  ///< of all lines, as the plot shows them now

Q_SIGNALS:
    void clicked();

protected:
    void paintEvent(QPaintEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void dress();  ///< in the theme's colours
    void fitAcross();
    void fitTitle();
    void fitUp(double least, double most);
    void draw();
    void lookAll();
    void zoom(double factor);
    void pointAt(double x);
    void moveCrosshair(int steps);
    void pointAtBest();
    QString readOut(double x) const;
    QString valueOf(const PlotLine& line, double value) const;
    void say(const std::function<QString()>& words);
    QString legend() const;  ///< of all lines, with their last values
    QString placeWords(const PlotLine& line, const CurvePoint& point) const;
    AlongAxis along(const PlotLine& line) const { return {axis_, line.along.examplesPerStep}; }
    void summarise();

    QString title_, reading_;
    std::function<QString(double)> number_;
    QCustomPlot* plot_;
    QLabel *heading_, *values_;
    qsizetype longestName_ = 1000;  ///< of a line, in what was said last
    QBoxLayout* top_;  ///< of both
    QCPItemLine* crosshair_;
    QCPItemTracer* bestMark_;
    QCPItemText* bestWords_;
    std::vector<PlotLine> lines_;
    std::vector<QCPGraph*> graphs_;
    CurveAxis axis_ = CurveAxis::Step;
    std::optional<double> place_;  ///< of the crosshair
    std::optional<CurvePoint> best_;
    QSize fitted_;  ///< a small plot's axis rectangle when its ranges were fitted
    bool logarithmic_ = false, closer_ = false, compact_ = false;
};

/// Asks where, and writes the picture or the numbers of a plot; tells what went wrong in a message.
void savePicture(CurvePlot& plot);
void saveNumbers(CurvePlot& plot);
/// A window with the numbers behind the plot.
void showAsTable(CurvePlot& plot);
/// A button with a menu of these three.
QToolButton* plotMenu(CurvePlot& plot);

}  // namespace luthier::ui
