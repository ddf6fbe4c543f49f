// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QWidget>

#include <functional>
#include <vector>

namespace luthier::ui {

class Studio;

/// One screen of the window. Made when it is first visited, and again after a change of language: what must outlive that lies elsewhere.
class Page : public QWidget {
    Q_OBJECT
public:
    explicit Page(Studio& studio) : studio_(studio) {}

    /// Called whenever somebody goes to this page, the first time too. `with`: ids of the runs it is about.
    virtual void arrive([[maybe_unused]] const QStringList& with) {}
    /// Called when another page takes its place.
    virtual void leave() {}
    /// Where the keyboard begins; null pointer: at the first control.
    virtual QWidget* start() { return nullptr; }

Q_SIGNALS:
    /// What the page had to read first is shown now.
    void ready();

protected:
    Studio& studio() { return studio_; }

private:
    Studio& studio_;
};

/// What the window knows of a page before it is made. One file in pages/, one line in pages.def.
struct PageInfo {
    QString name;   ///< where Studio::go leads: "home"
    QString title;  ///< in the rail, in the window's language, with a mnemonic
    QString icon;
    std::function<Page*(Studio&)> make;
    bool atEnd = false;  ///< stands apart, at the lower end of the rail
};
/// All pages in the order of the rail, in the language of the moment.
std::vector<PageInfo> pages();

}  // namespace luthier::ui
