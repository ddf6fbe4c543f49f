// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

#include <algorithm>
#include <string>

#include "core/data/cleaning/cleaner.h"
#include "core/objective/objective_settings.h"
#include "core/recipe/field.h"
#include "core/tuning/method_settings.h"
#include "ui/models/core_texts.h"

using namespace luthier;
using namespace luthier::ui;

namespace {

const QString kSource = QStringLiteral(LUTHIER_SOURCE);

/// A message of a catalogue.
struct Message {
    QString source;
    QStringList forms;
    bool unfinished = false;
};

QList<Message> messagesOf(const QString& file) {
    QFile opened(file);
    QList<Message> messages;
    if (!opened.open(QIODevice::ReadOnly)) return messages;
    QXmlStreamReader xml(&opened);
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement) continue;
        if (xml.name() == QLatin1String("message")) messages.append(Message());
        else if (xml.name() == QLatin1String("source")) messages.last().source = xml.readElementText();
        else if (xml.name() == QLatin1String("translation")) {
            messages.last().unfinished = xml.attributes().hasAttribute(QStringLiteral("type"));
            const QString text = xml.readElementText(QXmlStreamReader::IncludeChildElements);
            messages.last().forms << text;
        }
    }
    return messages;
}

QStringList placesIn(const QString& text) {
    static const QRegularExpression place(QStringLiteral("%\\d"));
    QStringList places;
    for (auto found = place.globalMatch(text); found.hasNext();) places << found.next().captured();
    std::sort(places.begin(), places.end());
    places.removeDuplicates();
    return places;
}

bool isKnown(const std::string& text) {
    return text.empty() || std::ranges::any_of(coreTexts(), [&](const char* known) { return text == known; });
}

}  // namespace

class TranslationsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyTextOfTheSourcesHasItsGerman() {
        QTemporaryDir folder;
        const QString copy = folder.filePath(QStringLiteral("luthier_de.ts"));
        QVERIFY(QFile::copy(kSource + QStringLiteral("/translations/luthier_de.ts"), copy));
        QProcess lupdate;
        lupdate.setWorkingDirectory(kSource);
        lupdate.start(QStringLiteral(LUTHIER_LUPDATE), {QStringLiteral("-silent"), QStringLiteral("-no-obsolete"), QStringLiteral("-locations"), QStringLiteral("none"),
                                                        QStringLiteral("-I"), QStringLiteral("."), QStringLiteral("ui"), QStringLiteral("app/studio"), QStringLiteral("-ts"), copy});
        QVERIFY2(lupdate.waitForFinished(60000) && lupdate.exitCode() == 0, lupdate.readAllStandardError().constData());
        const QList<Message> messages = messagesOf(copy);
        QVERIFY(messages.size() > 200);
        for (const Message& message : messages) {
            if (message.unfinished || message.forms.join(QString()).isEmpty()) QTest::qFail(qPrintable(QStringLiteral("no German for: ") + message.source), __FILE__, __LINE__);
        }
    }

    void aTranslationHasThePlacesOfItsSource() {
        for (const Message& message : messagesOf(kSource + QStringLiteral("/translations/luthier_de.ts"))) {
            QVERIFY2(placesIn(message.source) == placesIn(message.forms.join(QString())), qPrintable(message.source));
        }
    }

    void aTextWithAMnemonicHasOneInGermanToo() {
        static const QRegularExpression mnemonic(QStringLiteral("&[^&\\s]"));
        for (const Message& message : messagesOf(kSource + QStringLiteral("/translations/luthier_de.ts"))) {
            const bool has = mnemonic.match(message.source).hasMatch(), hasToo = mnemonic.match(message.forms.join(QString())).hasMatch();
            QVERIFY2(has == hasToo, qPrintable(message.source));
        }
    }

    void everyWordOfTheSettingsIsNamedForTranslators() {
        for (const Field& field : recipeFields()) {
            for (const std::string& text : {field.label, field.help, field.unit}) QVERIFY2(isKnown(text), (field.key + ": " + text).c_str());
        }
        for (const MethodFacts& method : methodFacts()) {
            for (const std::string& text : {method.label, method.words}) QVERIFY2(isKnown(text), (method.kind + ": " + text).c_str());
        }
        for (const ObjectiveFacts& objective : objectiveFacts()) {
            for (const std::string& text : {objective.label, objective.words, objective.rows}) QVERIFY2(isKnown(text), (objective.kind + ": " + text).c_str());
        }
        for (const CleanerKind& cleaner : cleanerKinds()) {
            for (const std::string& text : {cleaner.label, cleaner.found, cleaner.does, cleaner.lacking}) QVERIFY2(isKnown(text), (cleaner.name + ": " + text).c_str());
        }
    }
};

QTEST_GUILESS_MAIN(TranslationsTest)
#include "translations_test.moc"
