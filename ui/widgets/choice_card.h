// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPushButton>

class QHBoxLayout;
class QVBoxLayout;

namespace luthier::ui {

/// A card that is chosen as a whole, by mouse or keyboard: an icon, a title, lines of words, tags.
class ChoiceCard : public QPushButton {
    Q_OBJECT
public:
    ChoiceCard(const QString& icon, const QString& title, const QString& words = {}, QWidget* parent = nullptr);

    /// A short mark in one of the roles "tag", "goodTag", "warnTag", "badTag".
    void addTag(const QString& text, const char* role = "tag");
    void addLine(const QString& text, const char* role = "soft");

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

private:
    void tellReaders();

    QVBoxLayout* lines_;
    QWidget* tagRow_ = nullptr;
    QStringList said_;
};

}  // namespace luthier::ui
