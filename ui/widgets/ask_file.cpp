// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/ask_file.h"

#include <QCoreApplication>
#include <QDesktopServices>
#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>
#include <QStandardPaths>
#include <QUrl>

namespace luthier::ui {
namespace {

struct AskFile {
    Q_DECLARE_TR_FUNCTIONS(AskFile)
};

/// The folder in which something was chosen last; it may be gone by now.
QString& lastFolder() {
    static QString folder;
    return folder;
}

QString firstFolder() {
    for (const QString& folder : {lastFolder(), QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation)}) {
        if (!folder.isEmpty() && QFileInfo(folder).isDir()) return folder;
    }
    return QDir::homePath();
}

QStringList chosenIn(QFileDialog& dialog) {
    if (dialog.exec() != QDialog::Accepted) return {};
    lastFolder() = QFileInfo(dialog.selectedFiles().value(0)).absolutePath();
    return dialog.selectedFiles();
}

}  // namespace

QString askFolder(QWidget* parent, const QString& title, const QString& from) {
    QFileDialog dialog(parent, title, from.isEmpty() ? firstFolder() : from);
    dialog.setFileMode(QFileDialog::Directory);
    dialog.setOption(QFileDialog::ShowDirsOnly);
    return chosenIn(dialog).value(0);
}

QString askFile(QWidget* parent, const QString& title, const QString& filter) {
    QFileDialog dialog(parent, title, firstFolder(), filter);
    dialog.setFileMode(QFileDialog::ExistingFile);
    return chosenIn(dialog).value(0);
}

QStringList askFiles(QWidget* parent, const QString& title, const QString& filter) {
    QFileDialog dialog(parent, title, firstFolder(), filter);
    dialog.setFileMode(QFileDialog::ExistingFiles);
    return chosenIn(dialog);
}

QString askNewFile(QWidget* parent, const QString& title, const QString& name, const QString& filter) {
    QFileDialog dialog(parent, title, firstFolder(), filter);
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    dialog.setDefaultSuffix(QFileInfo(name).suffix());
    dialog.selectFile(QString(name).replace(QLatin1Char('/'), QLatin1Char('-')));
    return chosenIn(dialog).value(0);
}

void openOutside(QWidget* parent, const QString& path) {
    const bool there = QFileInfo::exists(path);
    if (there && QDesktopServices::openUrl(QUrl::fromLocalFile(path))) return;
    QMessageBox box(QMessageBox::Information, AskFile::tr("Not opened"), there ? AskFile::tr("This computer has no program to show it in.") : AskFile::tr("It is not there any more."),
                    QMessageBox::Close, parent);
    box.setObjectName(QStringLiteral("notOpenedBox"));
    box.setInformativeText(there ? AskFile::tr("It lies here: %1").arg(path) : AskFile::tr("It lay here: %1").arg(path));
    box.setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    box.exec();
}

}  // namespace luthier::ui
