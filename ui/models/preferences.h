// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>
#include <QStringList>

#include <filesystem>

#include "core/base/json.h"

namespace luthier::ui {

enum class Look { System, Light, Dark };
/// Where a run trains: on a thread of the window, as a process of its own, or whichever suits the run.
enum class TrainingPlace { Auto, Window, Process };

/// What a person prefers. A value: compare, copy, keep.
struct PreferenceValues {
    QString language;              ///< "en", "de"; empty: as the system
    Look look = Look::System;
    TrainingPlace training = TrainingPlace::Auto;
    int threadsForWindow = 0;      ///< processor cores a run leaves to the window and other programs
    QStringList modelFolders;      ///< looked at for base models beside our own and the caches
    QString exportFolder;          ///< where exports go; empty: the person's documents
    QByteArray windowState;        ///< place and size of the window, as Qt writes it

    QString exportPlace() const;   ///< the export folder, or what stands for it

    bool operator==(const PreferenceValues&) const = default;

    Json json() const;
    /// Members that are missing, of another kind or out of range keep their default.
    static PreferenceValues of(const Json& json);
};

/// The preferences of this person, kept in $LUTHIER_HOME/preferences.json. What a newer version wrote there stays.
class Preferences : public QObject {
    Q_OBJECT
public:
    /// A missing or broken file gives the defaults.
    explicit Preferences(std::filesystem::path file, QObject* parent = nullptr);

    const PreferenceValues& values() const { return values_; }
    /// Keeps the values and tells. Where the file cannot be written they hold until the window closes, and `notKept` says why.
    void set(const PreferenceValues& values);

Q_SIGNALS:
    void changed(const luthier::ui::PreferenceValues& before);
    void notKept(const QString& why);

private:
    void write();

    std::filesystem::path file_;
    PreferenceValues values_;
    Json whole_ = Json::object();
};

}  // namespace luthier::ui
