// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QWidget;

namespace luthier::ui {

class RunHost;

/// What becomes of the window, and of the run that goes on in it, when somebody closes it.
enum class Closing {
    Close,  ///< nothing goes on here, or it was detached
    Hide,   ///< the run goes on on the window's thread: hide, and quit with its end
    Stop,   ///< the run was asked to stop: close with its end
    Stay,
};
/// Asks where a run goes on: keep on, stop and keep, cancel. Detaches a child that is to go on.
Closing askBeforeClosing(RunHost& host, QWidget* window);

}  // namespace luthier::ui
