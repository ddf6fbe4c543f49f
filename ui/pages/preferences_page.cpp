// SPDX-License-Identifier: GPL-3.0-or-later
#include <QComboBox>
#include <QDesktopServices>
#include <QFileDialog>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QUrl>

#include <algorithm>

#include "core/base/os.h"
#include "ui/models/text.h"
#include "ui/shell/language.h"
#include "ui/shell/page.h"
#include "ui/shell/studio.h"
#include "ui/shell/theme.h"
#include "ui/widgets/column.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/notice.h"

namespace luthier::ui {
namespace {

class PreferencesPage : public Page {
    Q_OBJECT
public:
    explicit PreferencesPage(Studio& studio) : Page(studio), message_(new QVBoxLayout) {
        Column* column = columnIn(this, 720);
        column->addTitle(tr("Preferences"), tr("Every choice holds at once."));
        column->rows()->addLayout(message_);
        addLook(column);
        addTraining(column);
        addFolders(column);
        column->rows()->addStretch();
        connect(&studio.preferences(), &Preferences::notKept, this, [this](const QString& why) {
            message_->addWidget(new Notice(Notice::Kind::Warn, tr("The choice holds until the window closes; it could not be kept."), why));
        });
    }

private:
    PreferenceValues values() { return studio().preferences().values(); }

    QFormLayout* group(Column* column, const QString& name) {
        column->rows()->addWidget(label(name, "heading"));
        auto* form = new QFormLayout;
        form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
        form->setHorizontalSpacing(spacing(4));
        form->setVerticalSpacing(spacing(2));
        column->rows()->addLayout(form);
        return form;
    }

    void add(QFormLayout* form, const QString& name, QWidget* editor, const char* objectName) {
        editor->setObjectName(QString::fromLatin1(objectName));
        editor->setAccessibleName(QString(name).remove(QLatin1Char('&')));
        form->addRow(name, editor);
    }

    /// The change waits until the click is over: it may rebuild this page.
    template <typename Change>
    void set(Change change) {
        PreferenceValues changed = values();
        change(changed);
        QMetaObject::invokeMethod(&studio(), [&preferences = studio().preferences(), changed] { preferences.set(changed); }, Qt::QueuedConnection);
    }

    void addLook(Column* column) {
        QFormLayout* form = group(column, tr("Looks and language"));
        auto* language = new QComboBox;
        language->addItem(tr("As the system"), QString());
        for (const Language& known : languages()) language->addItem(known.name, known.code);
        language->setCurrentIndex(std::max(0, language->findData(values().language)));
        connect(language, &QComboBox::activated, this, [this, language] { set([&](PreferenceValues& v) { v.language = language->currentData().toString(); }); });
        add(form, tr("L&anguage"), language, "languageChoice");
        auto* look = new QComboBox;
        look->addItems({tr("As the system"), tr("Light"), tr("Dark")});
        look->setCurrentIndex(static_cast<int>(values().look));
        connect(look, &QComboBox::activated, this, [this](int at) { set([&](PreferenceValues& v) { v.look = static_cast<Look>(at); }); });
        add(form, tr("&Look"), look, "lookChoice");
    }

    void addTraining(Column* column) {
        QFormLayout* form = group(column, tr("Training"));
        auto* place = new QComboBox;
        place->addItems({tr("Whichever suits the run"), tr("Inside the window"), tr("As a process of its own")});
        place->setCurrentIndex(static_cast<int>(values().training));
        connect(place, &QComboBox::activated, this, [this](int at) { set([&](PreferenceValues& v) { v.training = static_cast<TrainingPlace>(at); }); });
        add(form, tr("Where it &runs"), place, "trainingPlaceChoice");
        form->addRow(QString(), label(tr("A process of its own goes on when the window closes, and leaves the window alone when memory runs out."), "small"));
        auto* threads = new QSpinBox;
        threads->setRange(0, std::max(0, os::usableCores() - 1));
        threads->setValue(values().threadsForWindow);
        connect(threads, &QSpinBox::valueChanged, this, [this](int count) { set([&](PreferenceValues& v) { v.threadsForWindow = count; }); });
        add(form, tr("&Cores left to others"), threads, "threadsForWindowNumber");
        form->addRow(QString(), label(tr("Training uses the other cores. With 0 it uses all, and still gives way to the window."), "small"));
    }

    void addFolders(Column* column) {
        QFormLayout* form = group(column, tr("Folders"));
        QLabel* home = label(qPath(studio().home()), "code");
        home->setTextInteractionFlags(Qt::TextSelectableByMouse);
        form->addRow(tr("Runs and models"), home);
        auto* open = new QPushButton(icon(QStringLiteral("folder")), tr("&Open this folder"));
        open->setObjectName(QStringLiteral("openHomeButton"));
        connect(open, &QPushButton::clicked, this, [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(qPath(studio().home()))); });
        form->addRow(QString(), open);
        folders_ = label({}, "soft");
        form->addRow(tr("More base models in"), folders_);
        auto* more = new QPushButton(tr("Add a &folder…"));
        more->setObjectName(QStringLiteral("addModelFolderButton"));
        clear_ = new QPushButton(tr("Forget the&m"));
        clear_->setObjectName(QStringLiteral("forgetModelFoldersButton"));
        form->addRow(QString(), more);
        form->addRow(QString(), clear_);
        connect(more, &QPushButton::clicked, this, [this] {
            const QString folder = QFileDialog::getExistingDirectory(this, tr("A folder with base models"));
            if (!folder.isEmpty()) setFolders(values().modelFolders + QStringList{folder});
        });
        connect(clear_, &QPushButton::clicked, this, [this] { setFolders({}); });
        showFolders();
    }

    void setFolders(QStringList folders) {
        folders.removeDuplicates();
        PreferenceValues changed = values();
        changed.modelFolders = folders;
        studio().preferences().set(changed);
        showFolders();
    }

    void showFolders() {
        const QStringList folders = values().modelFolders;
        folders_->setText(folders.isEmpty() ? tr("none beside our own folder and the caches of other programs") : folders.join(QLatin1Char('\n')));
        clear_->setEnabled(!folders.isEmpty());
    }

    QVBoxLayout* message_;
    QLabel* folders_ = nullptr;
    QPushButton* clear_ = nullptr;
};

}  // namespace

PageInfo preferencesPage() {
    return {QStringLiteral("preferences"), PreferencesPage::tr("&Preferences"), QStringLiteral("preferences"),
            [](Studio& studio) -> Page* { return new PreferencesPage(studio); }, true};
}

}  // namespace luthier::ui

#include "preferences_page.moc"
