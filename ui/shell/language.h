// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace luthier::ui {

struct Language {
    QString code;  ///< "de"
    QString name;  ///< as those who speak it call it
};
/// The languages the window speaks: a .ts file in translations/ and a line here.
const QList<Language>& languages();

/// The whole program speaks this language from now on, numbers included; empty: as the system does, else English.
void useLanguage(const QString& code);
QString languageInUse();

}  // namespace luthier::ui
