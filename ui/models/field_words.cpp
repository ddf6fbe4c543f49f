// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/field_words.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

#include "core/objective/objective_settings.h"
#include "ui/models/base_models.h"
#include "ui/models/data_cleaning.h"
#include "ui/models/runs_model.h"
#include "ui/models/text.h"

namespace luthier::ui {
namespace {

class Sections {
    Q_DECLARE_TR_FUNCTIONS(Sections)
public:
    static QString of(const std::string& section) {
        if (section == "model") return tr("Model");
        if (section == "data") return tr("Data");
        if (section == "objective") return tr("What is learnt");
        if (section == "method") return tr("Method");
        if (section == "train") return tr("Training");
        return tr("Run");
    }
};

Json wordValue(const QString& text) {
    try {
        const Json value = Json::parse(stdText(text));
        if (value.isNumber() || value.isBool() || value.isNull()) return value;
    } catch (const JsonError&) {  // a word
    }
    return Json(stdText(text));
}

Json listValue(const QString& text) {
    Json list = Json::array();
    for (const QString& item : text.split(QLatin1Char(','), Qt::SkipEmptyParts)) {
        if (!item.trimmed().isEmpty()) list.push_back(stdText(item.trimmed()));
    }
    return list;
}

Json mapValue(const QString& text) {
    Json map = Json::object();
    for (const QString& pair : text.split(QLatin1Char(','), Qt::SkipEmptyParts)) {
        const qsizetype colon = pair.indexOf(QLatin1Char(':'));
        if (colon < 0) return Json(stdText(text));
        map[stdText(pair.left(colon).trimmed())] = stdText(pair.mid(colon + 1).trimmed());
    }
    return map;
}

}  // namespace

QString coreWords(const std::string& words) { return words.empty() ? QString() : QCoreApplication::translate("Core", words.c_str()); }
QString labelOf(const Field& field) { return coreWords(field.label); }
QString helpOf(const Field& field) { return coreWords(field.help); }
QString unitOf(const Field& field) { return coreWords(field.unit); }
QString rangeOf(const Field& field) { return coreWords(field.range); }

QString sectionOf(const Field& field) {
    const size_t dot = field.key.find('.');
    return Sections::of(dot == std::string::npos ? std::string() : field.key.substr(0, dot));
}

namespace {

struct Values {
    Q_DECLARE_TR_FUNCTIONS(Values)
};

QString wordOf(const Field& field, const std::string& word) {
    if (field.key == "model.path") return modelNameOf(word);
    if (field.namesFiles) return dataNameOf(word);
    if (field.key == "method.kind") return methodWords(word);
    const auto objective = std::ranges::find(objectiveFacts(), word, &ObjectiveFacts::kind);
    return field.key == "objective.kind" && objective != objectiveFacts().end() ? coreWords(objective->label) : qText(word);
}

}  // namespace

QString wordsOfValue(const Field& field, const Json& value) {
    if (value.isString()) return wordOf(field, value.asString());
    if (value.isBool()) return value.asBool() ? Values::tr("yes") : Values::tr("no");
    if (value.isInteger()) return QLocale().toString(static_cast<qlonglong>(value.asInteger()));
    if (value.isNumber()) return QLocale().toString(value.asNumber(), 'g', 6);
    QStringList parts;
    if (value.isArray()) {
        for (const Json& item : value.asArray()) parts << wordsOfValue(field, item);
    } else if (value.isObject()) {
        for (const auto& [key, item] : value.asObject()) parts << qText(key) + QStringLiteral(": ") + textOfValue(item);
    }
    return parts.isEmpty() ? QStringLiteral("–") : parts.join(QStringLiteral(", "));
}

QString textOfValue(const Json& value) {
    if (value.isString()) return qText(value.asString());
    QStringList parts;
    if (value.isArray()) {
        for (const Json& item : value.asArray()) parts << textOfValue(item);
    } else if (value.isObject()) {
        for (const auto& [key, item] : value.asObject()) parts << qText(key) + QStringLiteral(": ") + textOfValue(item);
    } else {
        return value.isNull() ? QString() : qText(value.dump());
    }
    return parts.join(QStringLiteral(", "));
}

Json valueOfText(const Field& field, const QString& written) {
    const QString text = written.trimmed();
    switch (field.type) {
        case Field::Type::List: return listValue(text);
        case Field::Type::Map: return mapValue(text);
        case Field::Type::Choice: return Json(stdText(text));
        case Field::Type::Text:
        case Field::Type::Path: return text.isEmpty() && !field.value(Recipe()).isString() ? Json() : Json(stdText(text));
        default: break;
    }
    if (text.isEmpty()) return field.value(Recipe());
    return text.contains(QLatin1Char(',')) ? listValue(text) : wordValue(text);
}

std::optional<QString> putText(const Field& field, const QString& text, Recipe& recipe) {
    Recipe changed = recipe;
    if (const auto wrong = field.put(changed, valueOfText(field, text))) return qText(*wrong);
    recipe = std::move(changed);
    return std::nullopt;
}

bool isDefault(const Field& field, const Recipe& recipe) { return field.value(recipe) == field.value(Recipe()); }

bool matches(const Field& field, const QString& search) {
    const QString words = labelOf(field) + QLatin1Char(' ') + helpOf(field) + QLatin1Char(' ') + sectionOf(field) + QLatin1Char(' ') + qText(field.key);
    for (const QString& word : search.split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        if (!words.contains(word, Qt::CaseInsensitive)) return false;
    }
    return true;
}

}  // namespace luthier::ui
