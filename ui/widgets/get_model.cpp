// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/get_model.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>

#include "ui/models/problem_words.h"
#include "ui/models/text.h"
#include "ui/models/words.h"
#include "ui/shell/theme.h"
#include "ui/widgets/combo_box.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/notice.h"

namespace luthier::ui {
namespace {

constexpr int kBarSteps = 1000;
using State = ModelFetch::State;

QPushButton* button(const char* name, QHBoxLayout* row) {
    auto* made = new QPushButton;
    made->setObjectName(QString::fromLatin1(name));
    row->addWidget(made);
    return made;
}

}  // namespace

GetModel::GetModel(QWidget* parent) : QFrame(parent) {
    setObjectName(QStringLiteral("getModel"));
    setProperty("role", "card");
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(spacing(4), spacing(3), spacing(4), spacing(3));
    rows->setSpacing(spacing(2));
    rows->addWidget(label(tr("Get a model from the internet"), "heading"));
    rows->addWidget(label(tr("Its name as huggingface.co has it (owner/name), or one of the list. Size and licence are shown before anything is fetched; nothing of yours is sent."), "soft"));
    for (QWidget* part : {nameRow(), tokens_ = tokenRow(), progress_ = progressRows(), actions_ = actionRow()}) rows->addWidget(part);
    setFocusProxy(name_);
    connect(&fetch_, &ModelFetch::changed, this, &GetModel::refresh);
    connect(&fetch_, &ModelFetch::advanced, this, &GetModel::showProgress);
    refresh();
}

QWidget* GetModel::nameRow() {
    auto* whole = new QWidget;
    auto* row = new QHBoxLayout(whole);
    row->setContentsMargins(0, 0, 0, 0);
    name_ = new ComboBox;
    name_->setObjectName(QStringLiteral("modelNameChoice"));
    name_->setAccessibleName(tr("Name of the model"));
    name_->setEditable(true);
    name_->setInsertPolicy(QComboBox::NoInsert);
    for (const std::string& known : knownModelNames()) name_->addItem(qText(known));
    name_->setCurrentIndex(-1);
    name_->lineEdit()->setPlaceholderText(tr("owner/name"));
    auto* words = label(tr("Na&me:"));
    words->setWordWrap(false);
    words->setBuddy(name_);
    row->addWidget(words);
    row->addWidget(name_, 1);
    ask_ = button("askModelButton", row);
    ask_->setText(tr("Loo&k it up"));
    connect(ask_, &QPushButton::clicked, this, &GetModel::ask);
    connect(name_->lineEdit(), &QLineEdit::returnPressed, this, &GetModel::ask);
    return whole;
}

QWidget* GetModel::tokenRow() {
    auto* whole = new QWidget;
    auto* row = new QHBoxLayout(whole);
    row->setContentsMargins(0, 0, 0, 0);
    token_ = new QLineEdit;
    token_->setObjectName(QStringLiteral("hubTokenEdit"));
    token_->setEchoMode(QLineEdit::Password);
    token_->setAccessibleName(tr("Access token, used once and never kept"));
    token_->setPlaceholderText(tr("used once, never kept"));
    auto* words = label(tr("Acce&ss token:"));
    words->setWordWrap(false);
    words->setBuddy(token_);
    row->addWidget(words);
    row->addWidget(token_, 1);
    connect(token_, &QLineEdit::returnPressed, this, &GetModel::ask);
    return whole;
}

QWidget* GetModel::progressRows() {
    auto* whole = new QWidget;
    auto* rows = new QVBoxLayout(whole);
    rows->setContentsMargins(0, 0, 0, 0);
    bar_ = new QProgressBar;
    bar_->setObjectName(QStringLiteral("fetchProgress"));
    bar_->setAccessibleName(tr("How much of the model has arrived"));
    bar_->setTextVisible(false);
    bytes_ = label({}, "soft");
    bytes_->setObjectName(QStringLiteral("fetchWords"));
    rows->addWidget(bar_);
    rows->addWidget(bytes_);
    return whole;
}

QWidget* GetModel::actionRow() {
    auto* whole = new QWidget;
    auto* row = new QHBoxLayout(whole);
    row->setContentsMargins(0, 0, 0, 0);
    act_ = button("fetchModelButton", row);
    act_->setProperty("role", "main");
    stop_ = button("stopFetchButton", row);
    stop_->setText(tr("Stop"));
    row->addStretch();
    connect(act_, &QPushButton::clicked, this, &GetModel::act);
    connect(stop_, &QPushButton::clicked, this, [this] { fetch_.stop(); });
    return whole;
}

void GetModel::ask() {
    const QString name = name_->currentText().trimmed();
    if (name.isEmpty()) return name_->setFocus();
    fetch_.ask(name, token_->text());
    token_->clear();
}

/// Fetches what was told, or the rest of it; else looks it up once more.
void GetModel::act() {
    if (fetch_.state() == State::Told) fetch_.fetch();
    else if (fetch_.isBegun() && fetch_.state() != State::Refused) fetch_.fetchRest();
    else ask();
}

void GetModel::refresh() {
    const State state = fetch_.state();
    const bool busy = state == State::Asking || state == State::Fetching;
    const bool keyboard = isAncestorOf(QApplication::focusWidget());
    name_->setEnabled(!busy);
    ask_->setEnabled(!busy);
    tokens_->setVisible(!busy && state != State::Done && fetch_.wantsToken());
    progress_->setVisible(busy);
    act_->setText(actionWords());
    act_->setVisible(!actionWords().isEmpty());
    stop_->setVisible(busy);
    actions_->setVisible(busy || !actionWords().isEmpty());
    showProgress();
    sayState();
    if (tokens_->isVisible()) token_->setFocus();
    else if (state == State::Told) act_->setFocus();
    else if (keyboard) (busy ? stop_ : act_->isVisible() ? act_ : static_cast<QWidget*>(name_))->setFocus();
    if (state == State::Done) Q_EMIT fetched(fetch_.folder());
}

QString GetModel::actionWords() const {
    switch (fetch_.state()) {
        case State::Told: {
            if (fetch_.wantsToken()) return {};
            const uint64_t bytes = fetch_.offer().bytes, left = bytes - std::min(fetch_.offer().here, bytes);
            return bytes == 0 ? tr("&Fetch it") : left == 0 ? tr("T&ake it: it lies here already") : tr("&Fetch it (%1)").arg(sizeWords(static_cast<int64_t>(left)));
        }
        case State::Refused: return fetch_.wantsToken() ? tr("Try &again with the token") : QString();
        case State::Stopped: return tr("&Fetch the rest");
        case State::Unreachable:
        case State::Failed: return tr("Try &again");
        default: return {};
    }
}

void GetModel::showProgress() {
    const uint64_t all = fetch_.offer().bytes, here = fetch_.here();
    if (fetch_.state() != State::Fetching || all == 0) {
        bar_->setRange(0, 0);
        return bytes_->setText(fetch_.state() == State::Asking ? tr("Asking what \"%1\" is…").arg(fetch_.name()) : tr("Fetching…"));
    }
    bar_->setRange(0, kBarSteps);
    bar_->setValue(static_cast<int>(std::min<uint64_t>(here * kBarSteps / all, kBarSteps - 1)));  // full only when it is done
    const QString arrived = tr("%1 of %2").arg(sizeWords(static_cast<int64_t>(here)), sizeWords(static_cast<int64_t>(all)));
    if (here >= all) bytes_->setText(tr("Everything has arrived; it is being checked."));
    else if (const auto left = fetch_.secondsLeft()) bytes_->setText(tr("%1, %2 a second, %3 left").arg(arrived, sizeWords(static_cast<int64_t>(fetch_.speed())), durationWords(*left)));
    else bytes_->setText(arrived);
}

void GetModel::say(Notice* notice) {
    delete notice_;
    notice_ = notice;
    if (notice_) static_cast<QVBoxLayout*>(layout())->insertWidget(3, notice_);
}

void GetModel::sayState() {
    switch (fetch_.state()) {
        case State::Told: return say(offerNotice());
        case State::Refused: return say(refusalNotice());
        case State::Stopped: return say(new Notice(Notice::Kind::Info, tr("Stopped."), tr("What has arrived is kept: only the rest is fetched then.")));
        case State::Unreachable:
            return say(new Notice(Notice::Kind::Warn, tr("%1 cannot be reached.").arg(qText(fetch_.problem().where)),
                                  tr("Look whether this computer is connected, then try again; what has arrived is kept. Without a network: copy the model's folder from another computer and choose it with \"Choose a folder\".") +
                                      QStringLiteral(" (") + translatedCore(fetch_.problem().what) + QLatin1Char(')')));
        case State::Failed: return say(new Notice(fetch_.problem()));
        case State::Done: return say(new Notice(Notice::Kind::Good, tr("\"%1\" is here and chosen.").arg(fetch_.name())));
        default: return say(nullptr);
    }
}

Notice* GetModel::offerNotice() const {
    const ModelOffer& offer = fetch_.offer();
    if (fetch_.wantsToken()) return refusalNotice();
    const QString size = offer.bytes == 0 ? tr("its size is not said") : sizeWords(static_cast<int64_t>(offer.bytes));
    const QString licence = offer.licence.empty() ? tr("licence not stated") : tr("licence: %1").arg(qText(offer.licence));
    const QString here = offer.here > 0 && offer.here < offer.bytes ? tr(" %1 of it lie here already.").arg(sizeWords(static_cast<int64_t>(offer.here))) : QString();
    QString words = tr("%1, %2, from %3.").arg(size, licence, qText(offer.source)) + here;
    for (const Problem& problem : offer.problems) words += QLatin1Char(' ') + whatOf(problem);
    return new Notice(Notice::Kind::Info, qText(offer.name), words);
}

/// The hub's own words are for the command line where they speak of variables; here the token has its field.
Notice* GetModel::refusalNotice() const {
    const ModelOffer& offer = fetch_.offer();
    if (fetch_.state() == State::Told)
        return new Notice(Notice::Kind::Warn, tr("\"%1\" wants its terms agreed to (licence: %2).").arg(qText(offer.name), offer.licence.empty() ? tr("not stated") : qText(offer.licence)),
                          tr("Open %1, sign in and agree. Make an access token there (Settings, Access Tokens), put it in below and look it up again.").arg(qText(offer.page)));
    if (!fetch_.wantsToken()) return new Notice(offer.problems.front());
    return new Notice(Notice::Kind::Warn, whatOf(offer.problems.front()),
                      tr("Check the name. Is the model private, or are there terms to agree to on %1? Then put in an access token of your account there.").arg(qText(offer.page)));
}

}  // namespace luthier::ui
