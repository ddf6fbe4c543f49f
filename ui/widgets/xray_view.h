// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "ui/models/xray.h"

namespace luthier::ui {

/// The tokens of a row as chips. Those that are learnt are filled and underlined, signs of the model's own are framed, what lies behind the
/// longest length is struck out, and the place where it is cut is marked and named.
class XRayView : public QWidget {
    Q_OBJECT
public:
    explicit XRayView(QWidget* parent = nullptr);
    void show(const XRay& row);

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override { return {480, heightForWidth(480)}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Chip {
        QRect place;
        size_t token;
    };
    std::vector<Chip> chipsIn(int width, int* height) const;
    void paintChip(QPainter& painter, const Chip& chip) const;

    XRay row_;
    std::vector<QString> texts_;
};

}  // namespace luthier::ui
