// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

#include <filesystem>
#include <functional>

#include "core/store/run_store.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QTimer;

namespace luthier::ui {

/// What is known of one run of the history: what a person says about it can be changed here, and its pages are one click away.
class RunDetails : public QFrame {
    Q_OBJECT
public:
    explicit RunDetails(QWidget* parent = nullptr);
    void show(const RunSummary& run);
    void showMany(int count);
    void editName();

Q_SIGNALS:
    void wanted(const QString& page);
    /// A person changed name, tags, notes or rating.
    void edited(const std::filesystem::path& folder, const std::function<void(luthier::RunNotes&)>& change);

private:
    QWidget* makeButtons();
    void tell(std::function<void(RunNotes&)> change);
    void keepNotes();
    static QString facts(const RunSummary& run);

    RunSummary run_;
    QWidget* form_;
    QLabel *many_, *facts_, *problem_;
    QLineEdit *name_, *tags_;
    QComboBox* stars_;
    QPlainTextEdit* notes_;
    QTimer* notesTimer_;
    QPushButton *try_, *export_;
};

}  // namespace luthier::ui
