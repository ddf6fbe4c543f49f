// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QMainWindow>
#include <QPointer>

#include <vector>

#include "ui/shell/page.h"

class QStackedWidget;

namespace luthier::ui {

class Rail;
struct PreferenceValues;

/// The window: the rail on the left, one page beside it.
class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    explicit MainWindow(Studio& studio);

    QString page() const { return page_; }  ///< name of the present one
    Page* pageWidget() const;

public Q_SLOTS:
    /// Shows a page and puts the keyboard where it begins.
    void go(const QString& page, const QStringList& with = {});

protected:
    void resizeEvent(QResizeEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void build();  ///< rail and pages in the language of the moment
    void fitRail();
    void tellProgress();  ///< of a run, where it is seen from every page and from other windows
    Page* made(const QString& name);
    void enter(const QString& name, const QStringList& with);
    void begin();
    void take(const PreferenceValues& before);
    void addShortcuts();

    Studio& studio_;
    std::vector<PageInfo> infos_;
    QHash<QString, Page*> made_;
    Rail* rail_ = nullptr;
    QStackedWidget* stack_ = nullptr;
    bool awake_ = false;  ///< it was painted once
    bool waiting_ = false;          ///< the keyboard is to begin where the page does not show anything yet
    QPointer<QWidget> meanwhile_;   ///< where it is until then
    QString page_;
    QStringList with_;
};

}  // namespace luthier::ui
