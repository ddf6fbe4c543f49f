// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <filesystem>
#include <string>
#include <string_view>

#include "core/base/file.h"

namespace luthier::ui {

inline QString qText(std::string_view utf8) { return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size())); }
inline QString qPath(const std::filesystem::path& path) { return qText(textOf(path)); }
inline std::string stdText(const QString& text) { return text.toStdString(); }
inline std::filesystem::path pathOf(const QString& text) { return luthier::pathOf(stdText(text)); }

}  // namespace luthier::ui
