// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/role_table.h"

#include <QHeaderView>

#include <algorithm>
#include <array>
#include <string_view>

#include "ui/models/text.h"
#include "ui/widgets/combo_box.h"

namespace luthier::ui {
namespace {

constexpr int kColumnWidth = 190, kNarrow = 160, kWide = 280, kRowsShown = 8;
constexpr int kFewColumns = 4;
constexpr std::array<std::string_view, 4> kUsual{"prompt", "completion", "text", "label"};  // of tables: they stand first in the lists

class Roles {
    Q_DECLARE_TR_FUNCTIONS(Roles)
};

/// What a column of the file is used as now; empty when it is not.
std::string roleOf(const std::string& name, const DataPreview& preview, const std::vector<std::string>& roles) {
    for (const auto& [ours, theirs] : preview.columns) {
        if (theirs == name) return ours;
    }
    const bool taken = preview.columns.contains(name);  // our own name stands for another column
    return !taken && std::ranges::find(roles, name) != roles.end() ? name : std::string();
}

}  // namespace

QString roleWords(const std::string& role) {
    if (role == "prompt") return Roles::tr("Question");
    if (role == "completion") return Roles::tr("Answer");
    if (role == "instruction") return Roles::tr("Task");
    if (role == "input") return Roles::tr("Input to the task");
    if (role == "output") return Roles::tr("Result of the task");
    if (role == "text") return Roles::tr("Text");
    if (role == "label") return Roles::tr("Label");
    if (role == "messages") return Roles::tr("Conversation");
    if (role == "conversations") return Roles::tr("Conversation (ShareGPT)");
    if (role == "system") return Roles::tr("Instructions");
    if (role == "tools") return Roles::tr("Tools");
    return qText(role);
}

RoleTable::RoleTable(QWidget* parent) : QTableWidget(parent) {
    setObjectName(QStringLiteral("dataTable"));
    setAccessibleName(tr("The first rows of the file"));
    setEditTriggers(NoEditTriggers);
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setWordWrap(false);
    setTabKeyNavigation(false);
    verticalHeader()->hide();
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    horizontalHeader()->setStretchLastSection(true);
    horizontalHeader()->setHighlightSections(false);
}

void RoleTable::show(const DataPreview& preview) {
    const int column = keyboardColumn();
    if (column >= 0) setFocus();
    clear();
    const int rows = static_cast<int>(std::min<size_t>(preview.table.size(), kRowsShown));
    setColumnCount(static_cast<int>(preview.names.size()));
    setRowCount(rows + 1);
    setHorizontalHeaderLabels(preview.names);
    addRoles(preview);
    for (int row = 0; row < rows; ++row) {
        const QStringList& cells = preview.table[static_cast<size_t>(row)];
        for (int column = 0; column < cells.size(); ++column) {
            auto* item = new QTableWidgetItem(QString(cells[column]).replace(QLatin1Char('\n'), QLatin1String("  ")));
            item->setToolTip(cells[column]);
            setItem(row + 1, column, item);
        }
    }
    if (QWidget* box = column >= 0 ? cellWidget(0, column) : nullptr) box->setFocus();
    fitColumns(preview);
    setFixedHeight(horizontalHeader()->sizeHint().height() + verticalHeader()->length() + 18);
}

/// Of a few columns the one with the longest texts takes the room that the others leave.
void RoleTable::fitColumns(const DataPreview& preview) {
    std::vector<qsizetype> lengths(static_cast<size_t>(columnCount()));
    for (const QStringList& cells : preview.table) {
        for (qsizetype column = 0; column < std::min<qsizetype>(cells.size(), columnCount()); ++column) lengths[static_cast<size_t>(column)] += cells[column].size();
    }
    const auto longest = static_cast<int>(std::ranges::max_element(lengths) - lengths.begin());
    const bool few = columnCount() <= kFewColumns;
    horizontalHeader()->setStretchLastSection(!few);
    for (int column = 0; column < columnCount(); ++column) {
        horizontalHeader()->setSectionResizeMode(column, few && column == longest ? QHeaderView::Stretch : QHeaderView::Interactive);
        setColumnWidth(column, few ? std::clamp(sizeHintForColumn(column), kNarrow, kWide) : kColumnWidth);
    }
}

int RoleTable::keyboardColumn() const {
    for (int column = 0; column < columnCount(); ++column) {
        if (cellWidget(0, column) && cellWidget(0, column)->hasFocus()) return column;
    }
    return -1;
}

void RoleTable::addRoles(const DataPreview& preview) {
    std::vector<std::string> roles = preview.roles;
    std::ranges::stable_partition(roles, [](const std::string& role) { return std::ranges::find(kUsual, role) != kUsual.end(); });
    QWidget* before = this;
    for (int column = 0; column < columnCount(); ++column) {
        auto* box = new ComboBox;
        box->setObjectName(QStringLiteral("role%1Choice").arg(column));
        box->setAccessibleName(tr("What the column \"%1\" is used as").arg(preview.names[column]));
        box->addItem(tr("not used"), QString());
        for (const std::string& role : roles) box->addItem(roleWords(role), qText(role));
        box->setCurrentIndex(std::max(0, box->findData(qText(roleOf(stdText(preview.names[column]), preview, roles)))));
        connect(box, &QComboBox::activated, this, [this, box, column] {
            // One column a role: the other one that had it lets go.
            for (int other = 0; other < columnCount(); ++other) {
                auto* theirs = static_cast<QComboBox*>(cellWidget(0, other));
                if (other != column && box->currentIndex() > 0 && theirs->currentData() == box->currentData()) theirs->setCurrentIndex(0);
            }
            Q_EMIT mapped(chosen());
        });
        setCellWidget(0, column, box);
        setTabOrder(before, box);  // the keyboard goes from the table through its boxes and on
        before = box;
    }
    setRowHeight(0, 40);
}

std::map<std::string, std::string> RoleTable::chosen() const {
    std::map<std::string, std::string> columns;
    for (int column = 0; column < columnCount(); ++column) {
        const QString role = static_cast<QComboBox*>(cellWidget(0, column))->currentData().toString();
        if (!role.isEmpty()) columns[stdText(role)] = stdText(horizontalHeaderItem(column)->text());
    }
    // A column that bears our name and is used as that needs no word.
    const bool plain = std::ranges::all_of(columns, [](const auto& pair) { return pair.first == pair.second; });
    return plain ? std::map<std::string, std::string>() : columns;
}

}  // namespace luthier::ui
