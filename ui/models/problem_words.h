// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "core/base/problem.h"

namespace luthier::ui {

/// A problem of core for people: sentences in the window's language where a translation is known, with the place where it helps.
QString whatOf(const Problem& problem);
QString mendOf(const Problem& problem);

/// Text of core in the window's language where it is known (core_texts.cpp and the sentences_of files list what is); else as it is.
QString translatedCore(const std::string& text);

}  // namespace luthier::ui
