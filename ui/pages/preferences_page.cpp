// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCoreApplication>
#include <QFormLayout>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QSpinBox>

#include <algorithm>

#include "core/base/os.h"
#include "core/base/resources.h"
#include "ui/models/text.h"
#include "ui/models/words.h"
#include "ui/shell/call_later.h"
#include "ui/shell/language.h"
#include "ui/shell/page.h"
#include "ui/shell/studio.h"
#include "ui/shell/theme.h"
#include "ui/widgets/ask_file.h"
#include "ui/widgets/calm.h"
#include "ui/widgets/column.h"
#include "ui/widgets/combo_box.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/notice.h"

namespace luthier::ui {
namespace {

constexpr int kNames = 190, kWidest = 380, kControlHeight = 32;  // pixels at 100 %

/// The list of what Luthier stands on: beside an installed program, else among the sources. Empty when it is not there.
std::filesystem::path thirdPartyList() {
    std::error_code fault;
    for (const char* place : {"../doc/luthier/THIRD_PARTY.md", "../installer/THIRD_PARTY.md"}) {
        const std::filesystem::path file = (resourcesFolder() / place).lexically_normal();
        if (std::filesystem::exists(file, fault)) return file;
    }
    return {};
}

class PreferencesPage : public Page {
    Q_OBJECT
public:
    explicit PreferencesPage(Studio& studio) : Page(studio), message_(new QVBoxLayout) {
        Column* column = columnIn(this, 760);
        column->addTitle(tr("Preferences"), tr("Every choice holds at once."));
        column->rows()->addLayout(message_);
        addLook(column);
        addTraining(column);
        addFolders(column);
        addAbout(column);
        column->rows()->addStretch();
        connect(&studio.preferences(), &Preferences::notKept, this, [this](const QString& why) {
            message_->addWidget(new Notice(Notice::Kind::Warn, tr("The choice holds until the window closes; it could not be kept."), why));
        });
        connect(&studio.history(), &RunHistory::trashLooked, this, &PreferencesPage::showTrash);
        connect(&studio.history(), &RunHistory::failed, this, [this](const Problem& problem) {
            if (isVisible()) message_->addWidget(new Notice(problem));
        });
    }

    void arrive(const QStringList&) override { studio().history().lookAtTrash(); }

private:
    PreferenceValues values() { return studio().preferences().values(); }

    QFormLayout* group(Column* column, const QString& name) {
        column->rows()->addWidget(label(name, "heading"));
        auto* form = new QFormLayout;
        form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
        form->setHorizontalSpacing(spacing(4));
        form->setVerticalSpacing(spacing(3));
        column->rows()->addLayout(form);
        column->rows()->addSpacing(spacing(2));
        return form;
    }

    static QLabel* nameOf(const QString& name) {
        auto* made = new QLabel(name);
        made->setFixedWidth(kNames);
        made->setWordWrap(true);
        made->setAlignment(Qt::AlignLeft | Qt::AlignTop);  // beside the first line of what it names
        made->setContentsMargins(0, spacing(2), 0, 0);
        return made;
    }

    /// A line of the form: its name, an editor or a value, and what it means below.
    void add(QFormLayout* form, const QString& name, QWidget* editor, const char* objectName, const QString& meaning = {}) {
        editor->setObjectName(QString::fromLatin1(objectName));
        editor->setAccessibleName(QString(name).remove(QLatin1Char('&')));
        editor->setMaximumWidth(kWidest);
        QLabel* named = nameOf(name);
        named->setBuddy(editor);
        auto* cell = new QVBoxLayout;
        cell->setSpacing(spacing(1));
        cell->addWidget(editor);
        if (!meaning.isEmpty()) cell->addWidget(label(meaning, "small"));
        form->addRow(named, cell);
    }

    /// A line with a value that buttons below it change.
    QLabel* addValue(QFormLayout* form, const QString& name, const QString& value, const std::vector<QPushButton*>& buttons) {
        QLabel* shown = label(value, "soft");
        shown->setTextInteractionFlags(Qt::TextSelectableByMouse);
        shown->setMinimumHeight(kControlHeight);
        auto* row = new QHBoxLayout;
        row->setSpacing(spacing(2));
        for (QPushButton* button : buttons) row->addWidget(button);
        row->addStretch(1);
        auto* cell = new QVBoxLayout;
        cell->setSpacing(spacing(1));
        cell->addWidget(shown);
        cell->addLayout(row);
        form->addRow(nameOf(name), cell);
        return shown;
    }

    template <typename Call>
    QPushButton* button(const QString& text, const char* objectName, Call call, const QString& icon = {}) {
        auto* made = new QPushButton(text);
        if (!icon.isEmpty()) made->setIcon(luthier::ui::icon(icon));
        made->setObjectName(QString::fromLatin1(objectName));
        connect(made, &QPushButton::clicked, this, call);
        return made;
    }

    /// The change waits until the click is over: it may rebuild this page.
    template <typename Change>
    void set(Change change) {
        PreferenceValues changed = values();
        change(changed);
        callLater(&studio(), [&preferences = studio().preferences(), changed] { preferences.set(changed); });
    }

    void addLook(Column* column) {
        QFormLayout* form = group(column, tr("Looks and language"));
        auto* language = new ComboBox;
        language->addItem(tr("As the system"), QString());
        for (const Language& known : languages()) language->addItem(known.name, known.code);
        language->setCurrentIndex(std::max(0, language->findData(values().language)));
        connect(language, &QComboBox::activated, this, [this, language] { set([&](PreferenceValues& v) { v.language = language->currentData().toString(); }); });
        add(form, tr("L&anguage"), language, "languageChoice");
        auto* look = new ComboBox;
        look->addItems({tr("As the system"), tr("Light"), tr("Dark")});
        look->setCurrentIndex(static_cast<int>(values().look));
        connect(look, &QComboBox::activated, this, [this](int at) { set([&](PreferenceValues& v) { v.look = static_cast<Look>(at); }); });
        add(form, tr("&Look"), look, "lookChoice");
    }

    void addTraining(Column* column) {
        QFormLayout* form = group(column, tr("Training"));
        auto* place = new ComboBox;
        place->addItems({tr("Whichever suits the run"), tr("Inside the window"), tr("As a process of its own")});
        place->setCurrentIndex(static_cast<int>(values().training));
        connect(place, &QComboBox::activated, this, [this](int at) { set([&](PreferenceValues& v) { v.training = static_cast<TrainingPlace>(at); }); });
        add(form, tr("&Where it runs"), place, "trainingPlaceChoice", tr("A process of its own goes on when the window closes, and leaves the window alone when memory runs out."));
        auto* threads = new Calm<QSpinBox>;
        threads->setRange(0, std::max(0, os::usableCores() - 1));
        threads->setValue(values().threadsForWindow);
        connect(threads, &QSpinBox::valueChanged, this, [this](int count) { set([&](PreferenceValues& v) { v.threadsForWindow = count; }); });
        add(form, tr("Cores left to other&s"), threads, "threadsForWindowNumber", tr("Training uses the other cores. With 0 it uses all, and still gives way to the window."));
    }

    void addFolders(Column* column) {
        QFormLayout* form = group(column, tr("Folders"));
        addValue(form, tr("Runs and models"), qPath(studio().home()),
                 {button(tr("&Open this folder"), "openHomeButton", [this] { openOutside(this, qPath(studio().home())); }, QStringLiteral("folder"))});
        usual_ = button(tr("Back to my documents"), "usualExportFolderButton", [this] { setExportFolder({}); });
        exports_ = addValue(form, tr("Exports go to"), {}, {button(tr("Choose a folder…"), "exportFolderButton", [this] { chooseExportFolder(); }), usual_});
        clear_ = button(tr("Forget the&m"), "forgetModelFoldersButton", [this] { setFolders({}); });
        folders_ = addValue(form, tr("More base models in"), {}, {button(tr("Add a &folder…"), "addModelFolderButton", [this] { addModelFolder(); }), clear_});
        restore_ = button(tr("Bring them bac&k"), "restoreRunsButton", [this] { studio().history().restoreAll(); });
        wipe_ = button(tr("&Delete for good…"), "emptyTrashButton", [this] { emptyTrash(); });
        trash_ = addValue(form, tr("Deleted runs"), {}, {restore_, wipe_});
        showTrash({});
        showFolders();
    }

    void showTrash(const TrashContent& content) {
        const auto count = static_cast<int>(content.runs.size());
        trash_->setText(count == 0 ? tr("none") : tr("%n runs in the trash, %1", nullptr, count).arg(sizeWords(static_cast<int64_t>(content.bytes))));
        for (QPushButton* one : {restore_, wipe_}) one->setVisible(count > 0);
    }

    void emptyTrash() {
        QMessageBox box(QMessageBox::Question, tr("Delete for good"), tr("Delete for good what lies in the trash?"), QMessageBox::NoButton, window());
        box.setInformativeText(tr("%1. This cannot be undone.").arg(trash_->text()));
        const QPushButton* wipe = box.addButton(tr("&Delete"), QMessageBox::DestructiveRole);
        box.setEscapeButton(box.addButton(tr("&Cancel"), QMessageBox::RejectRole));
        box.exec();
        if (box.clickedButton() == wipe) studio().history().emptyTrash();
    }

    void addAbout(Column* column) {
        column->rows()->addWidget(label(tr("About"), "heading"));
        column->rows()->addWidget(label(tr("Luthier %1 is free software and comes without any warranty. Its window may be used, changed and passed on under the GNU General Public License, "
                                           "version 3 or later, all the rest under the Apache License 2.0.").arg(QCoreApplication::applicationVersion()), "soft"));
        const QString list = qPath(thirdPartyList());
        QPushButton* parts = button(tr("Parts and their licences"), "licencesButton", [this, list] { openOutside(this, list); }, QStringLiteral("file"));
        if (list.isEmpty()) parts->hide();
        column->rows()->addWidget(parts, 0, Qt::AlignLeft);
    }

    void chooseExportFolder() {
        const QString folder = askFolder(this, tr("Where exports go"), values().exportPlace());
        if (!folder.isEmpty()) setExportFolder(folder);
    }

    void setExportFolder(const QString& folder) {
        PreferenceValues changed = values();
        changed.exportFolder = folder;
        studio().preferences().set(changed);
        showFolders();
    }

    void addModelFolder() {
        const QString folder = askFolder(this, tr("A folder with base models"));
        if (!folder.isEmpty()) setFolders(values().modelFolders + QStringList{folder});
    }

    void setFolders(QStringList folders) {
        folders.removeDuplicates();
        PreferenceValues changed = values();
        changed.modelFolders = folders;
        studio().preferences().set(changed);
        showFolders();
    }

    void showFolders() {
        exports_->setText(values().exportPlace());
        usual_->setVisible(!values().exportFolder.isEmpty());
        const QStringList folders = values().modelFolders;
        folders_->setText(folders.isEmpty() ? tr("none beside our own folder and the caches of other programs") : folders.join(QLatin1Char('\n')));
        clear_->setVisible(!folders.isEmpty());
    }

    QVBoxLayout* message_;
    QLabel *folders_ = nullptr, *exports_ = nullptr, *trash_ = nullptr;
    QPushButton *clear_ = nullptr, *usual_ = nullptr, *restore_ = nullptr, *wipe_ = nullptr;
};

}  // namespace

PageInfo preferencesPage() {
    return {QStringLiteral("preferences"), PreferencesPage::tr("&Preferences"), QStringLiteral("preferences"),
            [](Studio& studio) -> Page* { return new PreferencesPage(studio); }, true};
}

}  // namespace luthier::ui

#include "preferences_page.moc"
