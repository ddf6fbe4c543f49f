// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

namespace luthier::ui {

struct WordPart {
    QString text;          ///< words and the blanks after them
    bool differs = false;  ///< not in the other text, at this place
    bool operator==(const WordPart&) const = default;
};

struct WordDifference {
    std::vector<WordPart> a, b;
};
/// Two texts beside each other, word by word (longest common subsequence). Very long texts count as different from their first difference on.
WordDifference wordDifference(const QString& a, const QString& b);

/// As rich text: what differs is underlined and on a coloured ground, everything else escaped.
QString richText(const std::vector<WordPart>& parts, const QString& ground);

}  // namespace luthier::ui
