// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/setting_names.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

#include "ui/models/field_words.h"
#include "ui/models/text.h"

namespace luthier::ui {
namespace {

struct SettingNames {
    Q_DECLARE_TR_FUNCTIONS(SettingNames)
public:
    static QString quoted(const QString& name) { return tr("“%1”", "a setting or its value, named in a sentence").arg(name); }
};

/// A value that is called otherwise than in the file.
QString valueNamed(const Field& field, const QString& word) {
    const QString words = wordsOfValue(field, Json(stdText(word)));
    return words == word ? word : SettingNames::quoted(words);
}

/// Values that stand behind a key: ": lora", ": classify (or regress)", ": truncate or split". Moves `from` behind them.
QString valuesNamed(const Field& field, const QString& sentence, qsizetype& from) {
    static const QRegularExpression value(QStringLiteral("(: ?|=| \\(?(?:or|oder) )([a-z_]+)"));
    QString named;
    for (;;) {
        const auto found = value.match(sentence, from, QRegularExpression::NormalMatch, QRegularExpression::AnchorAtOffsetMatchOption);
        if (!found.hasMatch() || std::ranges::find(field.choices, stdText(found.captured(2))) == field.choices.end()) return named;
        named += found.captured(1) + valueNamed(field, found.captured(2));
        from = found.capturedEnd();
    }
}

}  // namespace

QString withSettingNames(const QString& sentence) {
    static const QRegularExpression key(QStringLiteral("(?<![\\w./\\\\-])[a-z]+\\.[a-z_0-9]+(?![\\w/\\\\]|\\.\\w)"));
    QString named;
    qsizetype from = 0;
    for (auto keys = key.globalMatch(sentence); keys.hasNext();) {
        const QRegularExpressionMatch found = keys.next();
        const Field* field = fieldOf(stdText(found.captured()));
        if (!field) continue;
        named += sentence.mid(from, found.capturedStart() - from) + SettingNames::quoted(labelOf(*field));
        from = found.capturedEnd();
        named += valuesNamed(*field, sentence, from);
    }
    return named + sentence.mid(from);
}

}  // namespace luthier::ui
