// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWheelEvent>

namespace luthier::ui {

/// A control that the wheel passes by: who scrolls the page must not change what it holds.
template <typename Control>
class Calm : public Control {
public:
    using Control::Control;

protected:
    void wheelEvent(QWheelEvent* event) override { event->ignore(); }
};

}  // namespace luthier::ui
