// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCoreApplication>

#include "ui/models/export_card.h"

namespace luthier::ui {
namespace {

struct MergedCard {
    Q_DECLARE_TR_FUNCTIONS(MergedCard)
};

}  // namespace

ExportCard mergedCard() {
    ExportCard card;
    card.format = "merged";
    card.title = MergedCard::tr("Full model");
    card.words = MergedCard::tr("The base model with what was learnt folded in: one folder that needs nothing else.");
    card.worksIn = MergedCard::tr("Luthier, and whatever opens a Hugging Face folder: Transformers, vLLM, LM Studio's and llama.cpp's converters.");
    card.labelsWorkIn = MergedCard::tr("Luthier, and Transformers (AutoModelForSequenceClassification, its text-classification pipeline). Programs for conversations have no use for it.");
    card.folder = "model";
    card.bytes = [](const ExportFacts& facts) { return facts.baseBytes; };
    card.obstacle = [](const ExportFacts&) { return QString(); };
    return card;
}

}  // namespace luthier::ui
