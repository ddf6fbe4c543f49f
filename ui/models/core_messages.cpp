// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/core_messages.h"

#include <QCoreApplication>
#include <QFile>
#include <QList>
#include <QRegularExpression>

#include <algorithm>

#include "ui/shell/language.h"

namespace luthier::ui {
namespace {

struct Pattern {
    QRegularExpression text = {};
    QList<int> values = {};  ///< %N of each captured value
    QString source;
};

const QRegularExpression& placeOfValue() {
    static const QRegularExpression place(QStringLiteral("%(\\d)"));
    return place;
}

Pattern patternOf(const QString& source) {
    Pattern pattern{.source = source};
    QString expression;
    qsizetype at = 0;
    for (auto found = placeOfValue().globalMatch(source); found.hasNext();) {
        const auto match = found.next();
        expression += QRegularExpression::escape(source.mid(at, match.capturedStart() - at)) + QStringLiteral("(.*?)");
        pattern.values << match.captured(1).toInt();
        at = match.capturedEnd();
    }
    expression += QRegularExpression::escape(source.mid(at));
    pattern.text = QRegularExpression(QRegularExpression::anchoredPattern(expression), QRegularExpression::DotMatchesEverythingOption);
    return pattern;
}

/// Longer patterns first: they say more. The list of sources is the same for every language.
const QList<Pattern>& patterns() {
    static const QList<Pattern> all = [] {
        QList<Pattern> read;
        QFile file(QStringLiteral(":/i18n/core_messages.txt"));
        if (!file.open(QIODevice::ReadOnly)) return read;
        for (const QString& line : QString::fromUtf8(file.readAll()).split(QLatin1Char('\n'), Qt::SkipEmptyParts)) {
            if (!line.startsWith(QLatin1Char('#'))) read << patternOf(line);
        }
        std::stable_sort(read.begin(), read.end(), [](const Pattern& a, const Pattern& b) { return a.source.size() > b.source.size(); });
        return read;
    }();
    return all;
}

/// The translation with the values of the text in their places.
QString withValues(const QString& translated, const Pattern& pattern, const QRegularExpressionMatch& match) {
    QString text;
    qsizetype at = 0;
    for (auto found = placeOfValue().globalMatch(translated); found.hasNext();) {
        const auto place = found.next();
        text += translated.mid(at, place.capturedStart() - at);
        text += match.captured(static_cast<int>(pattern.values.indexOf(place.captured(1).toInt())) + 1);
        at = place.capturedEnd();
    }
    return text + translated.mid(at);
}

}  // namespace

QString translatedMessage(const QString& text) {
    if (text.isEmpty() || languageInUse() == QLatin1String("en")) return text;
    for (const Pattern& pattern : patterns()) {
        const auto match = pattern.text.match(text);
        if (!match.hasMatch()) continue;
        return withValues(QCoreApplication::translate("Core", pattern.source.toUtf8().constData()), pattern, match);
    }
    return text;
}

qsizetype messagePatterns() { return patterns().size(); }

}  // namespace luthier::ui
