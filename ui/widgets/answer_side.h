// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QStringDecoder>

#include <vector>

#include "core/data/label_scheme.h"

class QLabel;
class QPlainTextEdit;
class QStackedWidget;

namespace luthier::ui {

class LabelBars;

/// What one model answers: words as they stream, or a label with how likely each is thought.
class AnswerSide : public QFrame {
    Q_OBJECT
public:
    /// `name`: of the answer, for a screen reader.
    AnswerSide(const QString& title, const QString& name, const char* objectName);

    void setTitle(const QString& title);
    void clear();
    void setPlaceholder(const QString& words);
    void put(const QByteArray& piece);  ///< more of the answer, UTF-8 cut anywhere
    /// `logits`: as the model answers, in the order of the scheme's names.
    void put(const LabelScheme& scheme, const std::vector<float>& logits);

    QString text() const;  ///< the answer in words; empty before there is one

private:
    QLabel* title_;
    QStackedWidget* stack_;
    QPlainTextEdit* text_;
    QWidget* labelled_;
    QLabel* label_;
    LabelBars* bars_;
    QStringDecoder decoder_{QStringDecoder::Utf8};
};

/// "complaint (93 %)": the label or labels that are answered, or the number.
QString answerWords(const LabelScheme& scheme, const std::vector<float>& logits);

}  // namespace luthier::ui
