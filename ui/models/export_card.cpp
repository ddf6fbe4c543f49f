// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/export_card.h"

#include <QCoreApplication>
#include <QLocale>
#include <QRegularExpression>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/base/os.h"
#include "core/base/resources.h"
#include "core/store/model_card.h"
#include "core/store/run_record.h"
#include "ui/models/result_size.h"
#include "ui/models/text.h"
#include "ui/models/words.h"

namespace luthier::ui {

#define LUTHIER_EXPORT_CARD(name) ExportCard name##Card();
#include "ui/models/export_cards.def"
#undef LUTHIER_EXPORT_CARD

namespace {

namespace fs = std::filesystem;

struct ExportWords {
    Q_DECLARE_TR_FUNCTIONS(ExportCard)
};

constexpr qsizetype kLongestName = 60;

}  // namespace

std::vector<ExportCard> exportCards() {
    return {
#define LUTHIER_EXPORT_CARD(name) name##Card(),
#include "ui/models/export_cards.def"
#undef LUTHIER_EXPORT_CARD
    };
}

ExportFacts exportFactsOf(const fs::path& runFolder) {
    const RunRecord run = readRunRecord(runFolder);
    if (!run.recipe) throw Error(textOf(runFolder), run.problems.empty() ? "there is no recipe of the run" : run.problems.front().what, "choose another run");
    ExportFacts facts;
    facts.name = qText(run.name().empty() ? run.id : run.name());
    if (run.course.started) facts.learning = run.course.started->parametersLearning;
    const fs::path base = run.recipe->model.path == "starter" ? starterModelFolder() : luthier::pathOf(run.recipe->model.path);
    facts.baseBytes = wholeModelBytes(base);
    facts.licence = licenceOf(base);
    facts.labels = run.labels().present();
    const bool finished = !run.course.artifacts.empty();
    facts.hasAdapter = os::markOf(runFolder / "adapter").has_value() || (!finished && run.course.started && facts.learning < run.course.started->parametersTotal);
    return facts;
}

QString proofWords(const Json& proof) {
    const auto rows = static_cast<int>(proof.integerOr("rows", 0));
    const QString difference = QLocale().toString(proof.numberOr("largest_difference", 0), 'g', 2);
    const bool madeUp = proof.stringOr("rows_from", "") == "made-up";  // the run's own rows are not there any more
    const QString told = madeUp ? ExportWords::tr("Read back and proved: on %n made-up texts it answers like the tuned model (largest difference of a loss: %1).", nullptr, rows)
                                : ExportWords::tr("Read back and proved: on %n examples it answers like the tuned model (largest difference of a loss: %1).", nullptr, rows);
    const QString words = told.arg(difference);
    const int64_t bytes = proof.integerOr("bytes", 0);
    return bytes > 0 ? words + ' ' + ExportWords::tr("%1 on disk.").arg(sizeWords(bytes)) : words;
}

fs::path freeTarget(const fs::path& parent, const QString& run, const ExportCard& card) {
    static const QRegularExpression unfit(QStringLiteral("[^\\w.-]+"), QRegularExpression::UseUnicodePropertiesOption);
    QString name = QString(run).replace(unfit, QStringLiteral("-")).left(kLongestName);
    while (name.startsWith('.') || name.startsWith('-')) name.remove(0, 1);
    const std::string stem = stdText(name.isEmpty() ? QStringLiteral("run") : name) + "-" + card.folder;
    fs::path target = parent / luthier::pathOf(stem);
    for (int i = 2; os::markOf(target); ++i) target = parent / luthier::pathOf(stem + "-" + std::to_string(i));
    return target;
}

}  // namespace luthier::ui
