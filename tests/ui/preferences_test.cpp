// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "ui/models/preferences.h"
#include "ui/models/text.h"

using namespace luthier;
using namespace luthier::ui;

class PreferencesTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    std::filesystem::path file() const { return ui::pathOf(folder_.filePath(QStringLiteral("preferences.json"))); }

private Q_SLOTS:
    void init() { std::filesystem::remove(file()); }

    void whatIsSetIsThereAfterARestart() {
        PreferenceValues values;
        values.language = QStringLiteral("de");
        values.look = Look::Dark;
        values.training = TrainingPlace::Process;
        values.threadsForWindow = 2;
        values.modelFolders = {QStringLiteral("/models/größe")};
        values.windowState = QByteArray("\0\1\xff", 3);
        Preferences(file()).set(values);
        QCOMPARE(Preferences(file()).values(), values);
    }

    void aBrokenFileGivesTheDefaults() {
        writeFileAtomically(file(), "{\"look\": \"dark\"");
        QCOMPARE(Preferences(file()).values(), PreferenceValues());
    }

    void aValueOfTheWrongKindKeepsItsDefaultOnly() {
        writeFileAtomically(file(), R"({"look": 7, "training": "elsewhere", "language": "de", "threads_for_window": -3})");
        PreferenceValues expected;
        expected.language = QStringLiteral("de");
        expected.threadsForWindow = 0;
        QCOMPARE(Preferences(file()).values(), expected);
    }

    void whatANewerVersionWroteStays() {
        writeFileAtomically(file(), R"({"look": "dark", "colour": "red"})");
        Preferences preferences(file());
        PreferenceValues values = preferences.values();
        values.look = Look::Light;
        preferences.set(values);
        QCOMPARE(Json::parse(readFile(file())).stringOr("colour", ""), std::string("red"));
    }

    void aFolderThatCannotBeWrittenIsToldAndTheValuesHold() {
        writeFileAtomically(file(), "{}");
        Preferences preferences(file() / "below-a-file.json");
        QSignalSpy told(&preferences, &Preferences::notKept);
        PreferenceValues values;
        values.look = Look::Dark;
        preferences.set(values);
        QCOMPARE(told.count(), 1);
        QCOMPARE(preferences.values().look, Look::Dark);
    }

    void theSameValuesTellNothing() {
        Preferences preferences(file());
        QSignalSpy told(&preferences, &Preferences::changed);
        preferences.set(preferences.values());
        QCOMPARE(told.count(), 0);
    }
};

QTEST_GUILESS_MAIN(PreferencesTest)
#include "preferences_test.moc"
