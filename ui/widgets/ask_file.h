// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

class QWidget;

namespace luthier::ui {

/// Questions for files and folders of this computer; nothing is chosen: an empty answer. They begin where the last one ended, at first among the person's
/// documents.
QString askFolder(QWidget* parent, const QString& title, const QString& from = {});
QString askFile(QWidget* parent, const QString& title, const QString& filter);
QStringList askFiles(QWidget* parent, const QString& title, const QString& filter);
/// A file to be written, called `name` unless something else is chosen; what is chosen without a suffix gets that of `name`.
QString askNewFile(QWidget* parent, const QString& title, const QString& name, const QString& filter);

/// Shows a file or folder in the program that this computer has for it; where there is none, says where it lies.
void openOutside(QWidget* parent, const QString& path);

}  // namespace luthier::ui
