// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QLayout;

namespace luthier::ui {

/// Deletes what stands in a layout.
void empty(QLayout* layout);
/// The same when the event at hand is over, where one of them may have caused it.
void emptyLater(QLayout* layout);

}  // namespace luthier::ui
