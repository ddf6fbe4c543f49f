// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCoreApplication>

#include "ui/models/export_card.h"

namespace luthier::ui {
namespace {

struct PeftCard {
    Q_DECLARE_TR_FUNCTIONS(PeftCard)
};

}  // namespace

ExportCard peftCard() {
    ExportCard card;
    card.format = "peft";
    card.title = PeftCard::tr("Adapter");
    card.words = PeftCard::tr("Only what was learnt. Small enough to send; it needs the base model beside it.");
    card.worksIn = PeftCard::tr("Luthier, and programs that load PEFT adapters: Transformers, vLLM, text-generation-webui.");
    card.labelsWorkIn = PeftCard::tr("Luthier, and Transformers with PEFT (AutoModelForSequenceClassification). The labels' names stand in labels.json beside it.");
    card.folder = "adapter";
    card.bytes = [](const ExportFacts& facts) { return 4 * facts.learning; };  // float32
    card.obstacle = [](const ExportFacts& facts) { return facts.hasAdapter ? QString() : PeftCard::tr("The whole model was tuned, so there is no adapter."); };
    return card;
}

}  // namespace luthier::ui
