// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/problem_words.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include "core/recipe/field.h"
#include "ui/models/core_sentences.h"
#include "ui/models/data_cleaning.h"
#include "ui/models/field_words.h"
#include "ui/models/setting_names.h"
#include "ui/models/text.h"

namespace luthier::ui {
namespace {

QString ended(const QString& text) {
    return text.isEmpty() || text.endsWith(QLatin1Char('.')) || text.endsWith(QLatin1Char('?')) ? text : text + QLatin1Char('.');
}

QString sentence(QString text) {
    if (!text.isEmpty()) text[0] = text[0].toUpper();
    return ended(text);
}

/// Such a sentence says something of its place: "config.json is missing". Translations keep it so.
bool isPredicate(const std::string& what) {
    static const QRegularExpression verb(QStringLiteral("\\A(?:is|has|names|says|should|needs) "));
    return verb.match(qText(what)).hasMatch();
}

class Places {
    Q_DECLARE_TR_FUNCTIONS(Places)
};

/// "Longest row: …" for a setting, "tickets.csv, line 3: …" for a place in a file, "step 12: …" for one of a run.
QString placeOf(const std::string& where) {
    if (const Field* field = fieldOf(where)) return labelOf(*field);
    const QString text = qText(where);
    static const QRegularExpression step(QStringLiteral("\\Astep (\\d+)\\z"));
    if (const auto found = step.match(text); found.hasMatch()) return Places::tr("step %1").arg(found.captured(1));
    static const QRegularExpression line(QStringLiteral("\\A(.*?)(?::(\\d+))?\\z"), QRegularExpression::DotMatchesEverythingOption);
    const auto parts = line.match(text);  // a file, and a line of it
    const QString file = dataNameOf(stdText(parts.captured(1)));
    return parts.hasCaptured(2) ? Places::tr("%1, line %2").arg(file, parts.captured(2)) : file;
}

}  // namespace

QString translatedCore(const std::string& text) {
    const QString words = coreWords(text);
    return withSettingNames(words == qText(text) ? coreSentence(text) : words);
}

QString whatOf(const Problem& problem) {
    const QString place = placeOf(problem.where), what = translatedCore(problem.what);
    if (place.isEmpty()) return sentence(what);
    return isPredicate(problem.what) ? ended(place + QLatin1Char(' ') + what) : place + QStringLiteral(": ") + sentence(what);
}

QString mendOf(const Problem& problem) { return sentence(translatedCore(problem.mend)); }

}  // namespace luthier::ui
