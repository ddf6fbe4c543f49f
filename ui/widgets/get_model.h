// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

#include "ui/models/model_fetch.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;

namespace luthier::ui {

class Notice;

/// Fetches a model by its name: what it costs and under which terms first, then its bytes as they come.
class GetModel : public QFrame {
    Q_OBJECT
public:
    explicit GetModel(QWidget* parent = nullptr);
    const ModelFetch& fetch() const { return fetch_; }

Q_SIGNALS:
    void fetched(const std::filesystem::path& model);

private:
    QWidget* nameRow();
    QWidget* tokenRow();
    QWidget* progressRows();
    QWidget* actionRow();

    void ask();
    void act();
    void refresh();
    void showProgress();
    void say(Notice* notice);
    void sayState();
    Notice* offerNotice() const;
    Notice* refusalNotice() const;
    QString actionWords() const;

    ModelFetch fetch_;
    QComboBox* name_;
    QPushButton *ask_, *act_, *stop_;
    QWidget *tokens_, *progress_, *actions_;
    QLineEdit* token_;
    QProgressBar* bar_;
    QLabel* bytes_;
    Notice* notice_ = nullptr;
};

}  // namespace luthier::ui
