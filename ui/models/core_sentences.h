// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <span>
#include <string>

namespace luthier::ui {

/// Sentences of core's problems and errors as patterns, with %1, %2, … where core puts something in. Named here so that translators find them; a
/// test reads the sources of core and holds these lists against them.
std::span<const char* const> sentencesOfData();
std::span<const char* const> sentencesOfModel();
std::span<const char* const> sentencesOfRun();
std::span<const char* const> sentencesOfFiles();    ///< of disks and folders, and what is wrong with damaged safetensors, GGUF and ZIP files
std::span<const char* const> sentencesOfHistory();  ///< of runs and their index

/// A sentence of core in the window's language: its pattern is found, and what core put in is put into the translation, translated itself where
/// it is a sentence. Text of no known pattern comes back as it is.
QString coreSentence(const std::string& text);

}  // namespace luthier::ui
