// SPDX-License-Identifier: GPL-3.0-or-later
#include <QButtonGroup>
#include <QDropEvent>
#include <QMimeData>
#include <QPushButton>
#include <QUrl>

#include <optional>

#include "ui/models/base_models.h"
#include "ui/models/problem_words.h"
#include "ui/models/text.h"
#include "ui/models/words.h"
#include "ui/shell/theme.h"
#include "ui/widgets/ask_file.h"
#include "ui/widgets/choice_card.h"
#include "ui/widgets/column.h"
#include "ui/widgets/empty.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/get_model.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/placeholder.h"
#include "ui/wizard/step.h"

namespace luthier::ui {
namespace {

const char* fitRole(Fit fit) { return fit == Fit::Easily ? "goodTag" : fit == Fit::Tightly ? "warnTag" : "badTag"; }

class ModelStep : public Step {
    Q_OBJECT
public:
    explicit ModelStep(Workbench& bench) : Step(bench) {
        setAcceptDrops(true);
        Column* column = columnIn(this);
        column->addTitle(tr("Which model shall learn?"), tr("A base model can talk already; tuning teaches it your way. A small one learns fast, a large one can do more."));
        chosen_ = new QVBoxLayout;
        column->rows()->addLayout(chosen_);
        cards_ = new QVBoxLayout;
        cards_->setSpacing(spacing(2));
        column->rows()->addLayout(cards_);
        state_ = new Placeholder;
        column->rows()->addWidget(state_);
        get_ = new GetModel;
        column->rows()->addLayout(buttons());
        get_->hide();
        column->rows()->addWidget(get_);
        column->rows()->addStretch();
        connect(get_, &GetModel::fetched, this, &ModelStep::takeFetched);
        group_.setExclusive(true);
        connect(state_, &Placeholder::actionTaken, this, &ModelStep::chooseFolder);
        connect(&listing_, &Job::failed, this, [this](const Problem& problem) { state_->showError(whatOf(problem), mendOf(problem)); });
    }

    void enter() override { list(); }

    QString missing() const override {
        if (!draft().hasModel()) return tr("Choose a model first.");
        if (chosenModel_ && chosenModel_->path == draft().recipe().model.path && !chosenModel_->isTunable()) return tr("This model cannot be tuned here. Choose another one.");
        return {};
    }

    QString summary() const override {
        return modelNameOf(draft().recipe().model.path);
    }

protected:
    void dragEnterEvent(QDragEnterEvent* event) override {
        if (droppedOf(*event->mimeData())) event->acceptProposedAction();
    }

    void dropEvent(QDropEvent* event) override {
        if (const auto model = droppedOf(*event->mimeData())) look(*model);
        event->acceptProposedAction();
    }

private:
    /// One folder or file of this computer.
    static std::optional<std::string> droppedOf(const QMimeData& dropped) {
        const QList<QUrl> urls = dropped.urls();
        if (urls.size() != 1 || !urls.front().isLocalFile()) return {};
        return stdText(urls.front().toLocalFile());
    }

    QLayout* buttons() {
        auto* row = new FlowLayout(nullptr, spacing(2), spacing(2));
        const auto add = [&](const QString& text, const char* name, const char* picture, auto call) {
            auto* button = new QPushButton(icon(QString::fromLatin1(picture)), text);
            button->setObjectName(QString::fromLatin1(name));
            connect(button, &QPushButton::clicked, this, call);
            row->addWidget(button);
        };
        add(tr("Choose a f&older…"), "chooseModelFolderButton", "folder", [this] { chooseFolder(); });
        add(tr("Choose a GGUF file…"), "chooseModelFileButton", "file", [this] { chooseFile(); });
        auto* get = new QPushButton(icon(QStringLiteral("download")), tr("&Get a model…"));
        get->setObjectName(QStringLiteral("getModelButton"));
        get->setCheckable(true);
        connect(get, &QPushButton::toggled, this, [this](bool on) {
            get_->setVisible(on);
            if (on) get_->setFocus();
        });
        row->addWidget(get);
        add(tr("&Look again"), "refreshModelsButton", "refresh", [this] { list(); });
        return row;
    }

    void list() {
        state_->setVisible(models_.empty());
        if (models_.empty()) state_->showBusy(tr("Looking for models on this computer…"));
        const QStringList folders = bench().studio().preferences().values().modelFolders;
        listing_.start([folders](const JobTicket& ticket) { return baseModels(folders, [&] { return ticket.isDropped(); }); },
                       [this](std::vector<BaseModel> found) {
                           models_ = std::move(found);
                           showCards();
                       });
    }

    void showCards() {
        empty(cards_);
        bool among = false;
        for (const BaseModel& model : models_) {
            cards_->addWidget(cardOf(model));
            among = among || model.path == draft().recipe().model.path;
        }
        state_->setVisible(models_.empty());
        if (models_.empty()) {
            state_->showEmpty(QStringLiteral("model"), tr("No model on this computer yet"),
                              tr("A model is a folder with config.json, tokenizer.json and .safetensors files, or a .gguf file. Drop one here, or have one fetched below."), {tr("Choose a folder…")});
        }
        if (draft().hasModel() && !among) look(draft().recipe().model.path);
        else showChosen();
    }

    ChoiceCard* cardOf(const BaseModel& model) {
        auto* card = new ChoiceCard(QStringLiteral("model"), model.name);
        card->setObjectName(QStringLiteral("modelCard_") + model.name);
        card->setCheckable(true);
        card->setChecked(model.path == draft().recipe().model.path);
        card->setEnabled(model.isTunable());
        group_.addButton(card);
        describe(model, *card);
        connect(card, &QPushButton::clicked, this, [this, model] { choose(model); });
        return card;
    }

    static void describe(const BaseModel& model, ChoiceCard& card) {
        if (!model.isTunable()) {
            card.addTag(tr("cannot be tuned here"), "badTag");
            card.addLine(whatOf(model.problems.front()), "small");
            return;
        }
        const QString fit = model.fit == Fit::Easily ? tr("fits easily") : model.fit == Fit::Tightly ? tr("fits tightly") : tr("will not fit");
        card.addLine(tr("%1 weights, %2 on disk. Tuning takes about %3 of memory.").arg(countWords(model.parameters), sizeWords(model.bytes), sizeWords(model.memory)));
        card.addTag(fit, fitRole(model.fit));
        card.addTag(model.reads ? tr("sorts texts, cannot write") : model.chat ? tr("made for conversations") : tr("plain text model"));
        if (!model.languages.isEmpty()) card.addTag(languageWords(model.languages));
        card.addTag(model.licence.isEmpty() ? tr("licence not stated") : tr("licence: %1").arg(model.licence));
        if (!model.home.isEmpty()) card.addTag(model.home);
        if (!model.weights) card.addTag(tr("without weights: starts from noise"), "warnTag");
    }

    void choose(const BaseModel& model) {
        chosenModel_ = model;
        draft().change([&](Recipe& recipe) {
            recipe.model.path = model.path;
            recipe.model.init = model.weights ? "weights" : "random";
        });
        showChosen();
        Q_EMIT changed();
    }

    void chooseFolder() {
        const QString folder = askFolder(this, tr("The folder of a base model"));
        if (!folder.isEmpty()) look(stdText(folder));
    }

    void chooseFile() {
        const QString file = askFile(this, tr("A model in one file"), tr("Models (*.gguf);;All files (*)"));
        if (!file.isEmpty()) look(stdText(file));
    }

    /// It lies in the Hugging Face cache or our folder now, so it is among the cards when they are made anew.
    void takeFetched(const std::filesystem::path& model) {
        looking_.start([path = textOf(model)](const JobTicket&) { return baseModel(path); },
                       [this](BaseModel found) {
                           if (found.isTunable()) choose(found);
                           else chosenModel_ = found;
                           showChosen();
                           list();
                           Q_EMIT changed();
                       });
    }

    /// A model outside the list: what it is is read before it is taken.
    void look(const std::string& path) {
        looking_.start([path](const JobTicket&) { return baseModel(path); },
                       [this](BaseModel model) {
                           if (model.isTunable()) return choose(model);
                           chosenModel_ = model;
                           showChosen();
                           Q_EMIT changed();
                       });
    }

    void showChosen() {
        empty(chosen_);
        if (!chosenModel_) return;
        if (!chosenModel_->isTunable()) {
            chosen_->addWidget(new Notice(Notice::Kind::Bad, tr("\"%1\" cannot be tuned here").arg(chosenModel_->name),
                                          whatOf(chosenModel_->problems.front()) + QStringLiteral(" ") + mendOf(chosenModel_->problems.front())));
            return;
        }
        const bool listed = std::ranges::find(models_, chosenModel_->path, &BaseModel::path) != models_.end();
        if (!listed && chosenModel_->path == draft().recipe().model.path) {
            ChoiceCard* card = cardOf(*chosenModel_);
            chosen_->addWidget(card);
        }
    }

    QVBoxLayout *chosen_, *cards_;
    Placeholder* state_;
    GetModel* get_ = nullptr;
    QButtonGroup group_;
    std::vector<BaseModel> models_;
    std::optional<BaseModel> chosenModel_;
    Job listing_, looking_;
};

}  // namespace

StepInfo modelStep() {
    return {QStringLiteral("model"), ModelStep::tr("Model"), [](Workbench& bench) -> Step* { return new ModelStep(bench); }};
}

}  // namespace luthier::ui

#include "model_step.moc"
