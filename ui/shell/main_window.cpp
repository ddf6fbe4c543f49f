// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/main_window.h"

#include <QApplication>
#include <QCloseEvent>
#include <QHBoxLayout>
#include <QShortcut>
#include <QStackedWidget>
#include <QTimer>

#include <algorithm>
#include <utility>

#include "ui/models/words.h"
#include "ui/runner/closing.h"
#include "ui/shell/keyboard_keeper.h"
#include "ui/shell/language.h"
#include "ui/shell/rail.h"
#include "ui/shell/studio.h"
#include "ui/shell/theme.h"

namespace luthier::ui {
namespace {

constexpr QSize kLeast(800, 560), kUsual(1180, 780);
constexpr int kNarrow = 900;  ///< below this width the rail shows icons only

bool takesKeys(const QWidget& widget, const Page& page) { return widget.isEnabled() && widget.isVisibleTo(&page) && (widget.focusPolicy() & Qt::TabFocus); }

/// Where the keyboard begins on a page; null pointer where nothing can be done on it yet.
QWidget* startOf(Page& page) {
    if (QWidget* wanted = page.start(); wanted && takesKeys(*wanted, page)) return wanted;
    for (QWidget* next = page.nextInFocusChain(); next != &page; next = next->nextInFocusChain()) {
        if (page.isAncestorOf(next) && takesKeys(*next, page)) return next;
    }
    return nullptr;
}

}  // namespace

MainWindow::MainWindow(Studio& studio) : studio_(studio) {
    setWindowTitle(QStringLiteral("Luthier"));
    setWindowIcon(QIcon(QStringLiteral(":/icons/luthier.svg")));
    setMinimumSize(kLeast);
    resize(kUsual);
    restoreGeometry(studio.preferences().values().windowState);
    addShortcuts();
    build();
    connect(&studio, &Studio::wanted, this, &MainWindow::go);
    connect(&studio.preferences(), &Preferences::changed, this, &MainWindow::take);
    connect(&studio.runHost(), &RunHost::changed, this, &MainWindow::tellProgress);
    connect(&studio.runHost(), &RunHost::phaseChanged, this, &MainWindow::tellProgress);
    connect(&studio.runHost(), &RunHost::ended, this, [this] {
        if (!isActiveWindow()) QApplication::alert(this);
    });
    go(infos_.front().name);
}

void MainWindow::build() {
    made_.clear();
    infos_ = pages();
    auto* whole = new QWidget;
    auto* row = new QHBoxLayout(whole);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    rail_ = new Rail(infos_);
    stack_ = new QStackedWidget;
    row->addWidget(rail_);
    row->addWidget(stack_, 1);
    connect(rail_, &Rail::chosen, this, [this](const QString& page) { enter(page, {}); });  // the keyboard stays in the rail
    setCentralWidget(whole);  // the old one goes
    fitRail();
    rail_->makeRoom(QStringLiteral("run"), percentWords(1));
    tellProgress();
}

Page* MainWindow::made(const QString& name) {
    Page*& page = made_[name];
    if (page) return page;
    const auto info = std::ranges::find(infos_, name, &PageInfo::name);
    Q_ASSERT_X(info != infos_.end(), "MainWindow::go", qPrintable(name));
    page = info->make(studio_);
    page->setObjectName(name + QStringLiteral("Page"));
    page->setAccessibleName(QString(info->title).remove(QLatin1Char('&')));
    stack_->addWidget(page);
    new KeyboardKeeper(*page);
    connect(page, &Page::ready, this, [this, page] {
        if (waiting_ && page == pageWidget() && focusWidget() == meanwhile_) begin();
    });
    return page;
}

void MainWindow::go(const QString& name, const QStringList& with) {
    enter(name, with);
    begin();
}

void MainWindow::begin() {
    Page& page = *pageWidget();
    QWidget* start = startOf(page);
    if (start) start->setFocus(Qt::OtherFocusReason);
    waiting_ = !start || (page.start() && page.start() != start);
    meanwhile_ = focusWidget();
}

void MainWindow::enter(const QString& name, const QStringList& with) {
    waiting_ = false;
    if (!page_.isEmpty() && made_.contains(page_)) made_[page_]->leave();
    Page* page = made(name);
    page_ = name;
    with_ = with;
    stack_->setCurrentWidget(page);
    rail_->show(name);
    page->arrive(with);
}

Page* MainWindow::pageWidget() const { return made_.value(page_); }

void MainWindow::take(const PreferenceValues& before) {
    const PreferenceValues& now = studio_.preferences().values();
    if (now.look != before.look) Theme::instance().apply(now.look);
    if (now.language == before.language) return;
    useLanguage(now.language);
    const QString page = std::exchange(page_, QString());
    build();
    go(page, QStringList(with_));
}

void MainWindow::addShortcuts() {
    for (int number = 1; number <= 9; ++number) {
        auto* shortcut = new QShortcut(QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_0 + number)), this);
        connect(shortcut, &QShortcut::activated, this, [this, number] {
            if (static_cast<size_t>(number) <= infos_.size()) go(infos_[static_cast<size_t>(number) - 1].name);
        });
    }
    connect(new QShortcut(QKeySequence(Qt::CTRL | Qt::Key_N), this), &QShortcut::activated, this, [this] { go(QStringLiteral("wizard")); });
    connect(new QShortcut(QKeySequence(Qt::CTRL | Qt::Key_Comma), this), &QShortcut::activated, this, [this] { go(QStringLiteral("preferences")); });
}

void MainWindow::fitRail() { rail_->setNarrow(width() < kNarrow); }

void MainWindow::tellProgress() {
    const RunHost& host = studio_.runHost();
    const bool paused = host.phase() == RunPhase::Paused, goesOn = paused || host.phase() == RunPhase::Training;
    const QString share = goesOn && host.run().step() > 0 ? percentWords(host.run().share()) : QString();
    rail_->tell(QStringLiteral("run"), share);
    setWindowTitle(share.isEmpty() ? QStringLiteral("Luthier") : tr("%1 – Luthier", "what a run is at").arg(paused ? tr("paused") : share));
}

void MainWindow::resizeEvent(QResizeEvent* event) {
    QMainWindow::resizeEvent(event);
    fitRail();
}

void MainWindow::closeEvent(QCloseEvent* event) {
    PreferenceValues values = studio_.preferences().values();
    values.windowState = saveGeometry();
    studio_.preferences().set(values);
    RunHost& host = studio_.runHost();
    const Closing closing = askBeforeClosing(host, this);
    event->setAccepted(closing == Closing::Close);
    if (closing != Closing::Hide && closing != Closing::Stop) return;
    connect(&host, &RunHost::ended, this, [] { QCoreApplication::quit(); });
    if (closing == Closing::Hide) hide();
}

void MainWindow::paintEvent(QPaintEvent* event) {
    QMainWindow::paintEvent(event);
    if (std::exchange(awake_, true)) return;
    QTimer::singleShot(0, &studio_, &Studio::wake);
}

}  // namespace luthier::ui
