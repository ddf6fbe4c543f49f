// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTableWidget>

#include <map>
#include <string>

#include "ui/models/data_preview.h"

namespace luthier::ui {

/// The first rows of a table as they stand in the file. Above each column stands what it is used as, and can be changed there.
class RoleTable : public QTableWidget {
    Q_OBJECT
public:
    explicit RoleTable(QWidget* parent = nullptr);
    void show(const DataPreview& preview);

Q_SIGNALS:
    /// Our name -> the file's column, for all columns that are used under another name.
    void mapped(const std::map<std::string, std::string>& columns);

private:
    int keyboardColumn() const;  ///< whose box has the keyboard; -1: none
    void addRoles(const DataPreview& preview);
    void fitColumns(const DataPreview& preview);
    std::map<std::string, std::string> chosen() const;
};

QString roleWords(const std::string& role);  ///< "Question" for "prompt"

}  // namespace luthier::ui
