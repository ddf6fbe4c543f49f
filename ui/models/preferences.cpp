// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/preferences.h"

#include <QStandardPaths>

#include <algorithm>
#include <array>

#include "core/base/error.h"
#include "core/base/file.h"
#include "ui/models/problem_words.h"
#include "ui/models/text.h"

namespace luthier::ui {
namespace {

constexpr std::array kLooks{"system", "light", "dark"};
constexpr std::array kPlaces{"auto", "window", "process"};

template <typename Choice, size_t N>
Choice choiceOf(const std::array<const char*, N>& words, const std::string& word) {
    const auto at = std::ranges::find(words, word);
    return at == words.end() ? Choice() : static_cast<Choice>(at - words.begin());
}

Json listOf(const QStringList& texts) {
    Json list = Json::array();
    for (const QString& text : texts) list.push_back(stdText(text));
    return list;
}

QStringList textsOf(const Json* list) {
    QStringList texts;
    if (!list || !list->isArray()) return texts;
    for (const Json& text : list->asArray()) {
        if (text.isString()) texts << qText(text.asString());
    }
    return texts;
}

}  // namespace

QString PreferenceValues::exportPlace() const { return exportFolder.isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation) : exportFolder; }

Json PreferenceValues::json() const {
    Json json = Json::object();
    json["language"] = stdText(language);
    json["look"] = kLooks[static_cast<size_t>(look)];
    json["training"] = kPlaces[static_cast<size_t>(training)];
    json["threads_for_window"] = int64_t{threadsForWindow};
    json["model_folders"] = listOf(modelFolders);
    json["export_folder"] = stdText(exportFolder);
    json["window_state"] = windowState.toBase64().toStdString();
    return json;
}

PreferenceValues PreferenceValues::of(const Json& json) {
    PreferenceValues values;
    values.language = qText(json.stringOr("language", ""));
    values.look = choiceOf<Look>(kLooks, json.stringOr("look", ""));
    values.training = choiceOf<TrainingPlace>(kPlaces, json.stringOr("training", ""));
    values.threadsForWindow = static_cast<int>(std::clamp<int64_t>(json.integerOr("threads_for_window", values.threadsForWindow), 0, 1024));
    values.modelFolders = textsOf(json.find("model_folders"));
    values.exportFolder = qText(json.stringOr("export_folder", ""));
    values.windowState = QByteArray::fromBase64(QByteArray::fromStdString(json.stringOr("window_state", "")));
    return values;
}

Preferences::Preferences(std::filesystem::path file, QObject* parent) : QObject(parent), file_(std::move(file)) {
    try {
        Json read = Json::parse(readFile(file_, 1 << 20));
        if (read.isObject()) whole_ = std::move(read);
    } catch (const std::exception&) {  // missing or broken: the defaults
    }
    values_ = PreferenceValues::of(whole_);
}

void Preferences::set(const PreferenceValues& values) {
    if (values == values_) return;
    const PreferenceValues before = std::exchange(values_, values);
    write();
    Q_EMIT changed(before);
}

void Preferences::write() {
    const Json json = values_.json();
    for (const auto& [key, value] : json.asObject()) whole_[key] = value;
    try {
        std::filesystem::create_directories(file_.parent_path());
        writeFileAtomically(file_, whole_.dump({.indent = 2}) + "\n");
    } catch (const std::exception& fault) {
        Q_EMIT notKept(translatedCore(fault.what()));
    }
}

}  // namespace luthier::ui
