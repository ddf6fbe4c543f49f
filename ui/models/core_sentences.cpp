// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/core_sentences.h"

#include <QCoreApplication>
#include <QHash>
#include <QRegularExpression>

#include <algorithm>
#include <vector>

#include "ui/models/text.h"

namespace luthier::ui {
namespace {

constexpr int kDeepest = 3;  // sentences in sentences

const QRegularExpression& place() {
    static const QRegularExpression found(QStringLiteral("%(\\d+)"));
    return found;
}

struct Pattern {
    const char* text;
    QRegularExpression form;
    qsizetype literal;  ///< characters that are not put in: the longer, the surer
};

Pattern patternOf(const char* text) {
    const QStringList literals = QString::fromUtf8(text).split(place());
    QString form = QStringLiteral("\\A");
    qsizetype length = 0;
    for (qsizetype i = 0; i < literals.size(); ++i) {
        if (i > 0) form += QStringLiteral("(.+?)");
        form += QRegularExpression::escape(literals[i]);
        length += literals[i].size();
    }
    return {text, QRegularExpression(form + QStringLiteral("\\z"), QRegularExpression::DotMatchesEverythingOption), length};
}

/// All patterns: those into which nothing is put by their text, the others the surest first.
struct Catalogue {
    QHash<QString, const char*> plain;
    std::vector<Pattern> patterns;

    Catalogue() {
        for (const auto& texts : {sentencesOfData(), sentencesOfModel(), sentencesOfRun(), sentencesOfFiles(), sentencesOfHistory()}) {
            for (const char* text : texts) {
                if (QString::fromUtf8(text).contains(place())) patterns.push_back(patternOf(text));
                else plain.insert(QString::fromUtf8(text), text);
            }
        }
        std::ranges::stable_sort(patterns, std::ranges::greater(), &Pattern::literal);
    }
};

QString translated(const char* text) { return QCoreApplication::translate("CoreSentences", text); }

QString sentenceOf(const QString& text, int depth);

QString filled(const QString& pattern, const QStringList& put, int depth) {
    QString whole;
    qsizetype from = 0;
    for (auto found = place().globalMatch(pattern); found.hasNext();) {
        const QRegularExpressionMatch at = found.next();
        whole += pattern.mid(from, at.capturedStart() - from) + sentenceOf(put.value(at.captured(1).toInt()), depth + 1);
        from = at.capturedEnd();
    }
    return whole + pattern.mid(from);
}

QString sentenceOf(const QString& text, int depth) {
    static const Catalogue catalogue;
    if (depth > kDeepest || !text.contains(QLatin1Char(' '))) return text;
    if (const char* plain = catalogue.plain.value(text)) return translated(plain);
    for (const Pattern& pattern : catalogue.patterns) {
        const QRegularExpressionMatch match = pattern.form.match(text);
        if (match.hasMatch()) return filled(translated(pattern.text), match.capturedTexts(), depth);
    }
    return text;
}

}  // namespace

QString coreSentence(const std::string& text) { return sentenceOf(qText(text), 0); }

}  // namespace luthier::ui
