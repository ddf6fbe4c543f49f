// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>
#include <QPixmap>

namespace luthier::ui {

/// In which of the theme's colours an icon is drawn.
enum class Tone { Text, Soft, Accent, OnAccent, Good, Warn, Bad };

/// An icon of resources/icons by name, drawn when it is painted, so that it follows the theme and any scale. Checked ones take the accent.
QIcon icon(const QString& name, Tone tone = Tone::Text);
/// The same as a picture of `size` pixels at 100 %, for labels; `scale` is the widget's device pixel ratio.
QPixmap iconPixmap(const QString& name, int size, Tone tone, qreal scale);

}  // namespace luthier::ui
