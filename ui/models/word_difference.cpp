// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/word_difference.h"

#include <QRegularExpression>

#include <algorithm>

namespace luthier::ui {
namespace {

constexpr size_t kMostWords = 1500;  // of a text: the table of lengths has the square of it

std::vector<QString> wordsOf(const QString& text) {
    static const QRegularExpression word(QStringLiteral("\\S+\\s*|\\s+"));
    std::vector<QString> words;
    for (auto found = word.globalMatch(text); found.hasNext();) words.push_back(found.next().captured());
    return words;
}

void put(std::vector<WordPart>& parts, const QString& word, bool differs) {
    if (!parts.empty() && parts.back().differs == differs) parts.back().text += word;
    else parts.push_back({word, differs});
}

/// Lengths of the longest common subsequences of what is left from (i, j) on.
class Common {
public:
    Common(const std::vector<QString>& a, const std::vector<QString>& b, size_t from) : columns_(b.size() + 1), lengths_((a.size() + 1) * columns_, 0) {
        for (size_t i = a.size(); i-- > from;) {
            for (size_t j = b.size(); j-- > from;) {
                at(i, j) = a[i].trimmed() == b[j].trimmed() ? static_cast<uint16_t>(at(i + 1, j + 1) + 1) : std::max(at(i + 1, j), at(i, j + 1));
            }
        }
    }
    uint16_t& at(size_t i, size_t j) { return lengths_[i * columns_ + j]; }

private:
    size_t columns_;
    std::vector<uint16_t> lengths_;
};

}  // namespace

WordDifference wordDifference(const QString& a, const QString& b) {
    const std::vector<QString> left = wordsOf(a), right = wordsOf(b);
    WordDifference difference;
    size_t i = 0, j = 0;
    for (; i < left.size() && i < right.size() && left[i].trimmed() == right[i].trimmed(); ++i) {
        put(difference.a, left[i], false);
        put(difference.b, right[i], false);
    }
    j = i;
    if (std::max(left.size(), right.size()) <= kMostWords) {
        Common common(left, right, i);
        while (i < left.size() && j < right.size()) {
            if (left[i].trimmed() == right[j].trimmed()) {
                put(difference.a, left[i++], false);
                put(difference.b, right[j++], false);
            } else if (common.at(i + 1, j) >= common.at(i, j + 1)) {
                put(difference.a, left[i++], true);
            } else {
                put(difference.b, right[j++], true);
            }
        }
    }
    for (; i < left.size(); ++i) put(difference.a, left[i], true);
    for (; j < right.size(); ++j) put(difference.b, right[j], true);
    return difference;
}

QString richText(const std::vector<WordPart>& parts, const QString& ground) {
    QString text;
    for (const WordPart& part : parts) {
        const QString escaped = part.text.toHtmlEscaped().replace('\n', QLatin1String("<br>"));
        text += part.differs ? QStringLiteral("<span style=\"background-color:%1; text-decoration:underline\">%2</span>").arg(ground, escaped) : escaped;
    }
    return text;
}

}  // namespace luthier::ui
