// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/icon.h"

namespace luthier::ui {

enum class MessageKind { Good, Info, Warn, Bad };

/// How a message of a kind looks: the frame's role in the style sheet, its icon and the icon's tone.
struct MessageLook {
    const char *role, *icon;
    Tone tone;
};

constexpr MessageLook lookOf(MessageKind kind) {
    switch (kind) {
        case MessageKind::Good: return {"good", "good", Tone::Good};
        case MessageKind::Warn: return {"warn", "warn", Tone::Warn};
        case MessageKind::Bad: return {"bad", "bad", Tone::Bad};
        case MessageKind::Info: break;
    }
    return {"info", "info", Tone::Accent};
}

}  // namespace luthier::ui
