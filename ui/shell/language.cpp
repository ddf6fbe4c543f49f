// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/language.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

#include <algorithm>

namespace luthier::ui {
namespace {

QString inUse = QStringLiteral("en");

QString knownOf(const QString& code) {
    const auto& all = languages();
    const auto at = std::find_if(all.begin(), all.end(), [&](const Language& language) { return language.code == code.left(2); });
    return at == all.end() ? QString() : at->code;
}

/// Ours first, then Qt's own words ("Cancel" of a file dialog).
void install(QTranslator& translator, const QString& name, const QString& folder) {
    QCoreApplication::removeTranslator(&translator);
    if (translator.load(name, folder)) QCoreApplication::installTranslator(&translator);
}

}  // namespace

const QList<Language>& languages() {
    static const QList<Language> all{{QStringLiteral("en"), QStringLiteral("English")}, {QStringLiteral("de"), QStringLiteral("Deutsch")}};
    return all;
}

void useLanguage(const QString& code) {
    static QTranslator ours, qts;
    QString known = knownOf(code.isEmpty() ? QLocale::system().name() : code);
    if (known.isEmpty()) known = QStringLiteral("en");
    inUse = known;
    // A system set to the same language keeps its country's numbers.
    const QLocale system = QLocale::system();
    QLocale::setDefault(system.name().startsWith(known) ? system : QLocale(known));
    install(qts, QStringLiteral("qtbase_") + known, QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    install(ours, QStringLiteral("luthier_") + known, QStringLiteral(":/i18n"));
}

QString languageInUse() { return inUse; }

}  // namespace luthier::ui
