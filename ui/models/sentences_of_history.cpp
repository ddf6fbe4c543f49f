// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/core_sentences.h"

#include <QtGlobal>

namespace luthier::ui {

std::span<const char* const> sentencesOfHistory() {
    static constexpr const char* kTexts[] = {
        QT_TRANSLATE_NOOP("CoreSentences", "%1 is far above what is usual for method.kind: %2 (%3): %4"),
        QT_TRANSLATE_NOOP("CoreSentences", "%1 is far below what is usual for method.kind: %2 (%3): %4"),
        QT_TRANSLATE_NOOP("CoreSentences", "%1 line cannot be read"),
        QT_TRANSLATE_NOOP("CoreSentences", "%1 lines cannot be read"),
        QT_TRANSLATE_NOOP("CoreSentences", "%1 runs fit: %2"),
        QT_TRANSLATE_NOOP("CoreSentences", "%1; it was made again from the run folders"),
        QT_TRANSLATE_NOOP("CoreSentences", "a place in the index is not as it was written"),
        QT_TRANSLATE_NOOP("CoreSentences", "a row of the index is not as it was written"),
        QT_TRANSLATE_NOOP("CoreSentences", "delete it: it is made again from the run folders"),
        QT_TRANSLATE_NOOP("CoreSentences", "expected a matrix product this build has (mkl, onednn), found '%1'"),
        QT_TRANSLATE_NOOP("CoreSentences", "expected a run, found an empty word"),
        QT_TRANSLATE_NOOP("CoreSentences", "expected an object, found something else"),
        QT_TRANSLATE_NOOP("CoreSentences", "expected float32 or bfloat16, found '%1'"),
        QT_TRANSLATE_NOOP("CoreSentences", "give a run with objective.kind: classify or regress"),
        QT_TRANSLATE_NOOP("CoreSentences", "give its id, name or folder"),
        QT_TRANSLATE_NOOP("CoreSentences", "give one of the two"),
        QT_TRANSLATE_NOOP("CoreSentences", "give the id of the one you mean"),
        QT_TRANSLATE_NOOP("CoreSentences", "hardly anything will be learnt"),
        QT_TRANSLATE_NOOP("CoreSentences", "it cannot be read: %1"),
        QT_TRANSLATE_NOOP("CoreSentences", "it was written by a newer Luthier"),
        QT_TRANSLATE_NOOP("CoreSentences", "its name, tags and notes are not known; mend or remove the file"),
        QT_TRANSLATE_NOOP("CoreSentences", "look at this run with the version that made it to see everything"),
        QT_TRANSLATE_NOOP("CoreSentences", "measure again with: luthier info --measure"),
        QT_TRANSLATE_NOOP("CoreSentences", "mend or remove the file"),
        QT_TRANSLATE_NOOP("CoreSentences", "move that one away first"),
        QT_TRANSLATE_NOOP("CoreSentences", "no run has this id, beginning or name, and no run folder lies there"),
        QT_TRANSLATE_NOOP("CoreSentences", "no snapshot was better than the base model on the held-out rows; the last state is kept"),
        QT_TRANSLATE_NOOP("CoreSentences", "nothing was lost; what was damaged is kept as %1"),
        QT_TRANSLATE_NOOP("CoreSentences", "see whether the disk is there and this user may read it"),
        QT_TRANSLATE_NOOP("CoreSentences", "see whether this user may write there"),
        QT_TRANSLATE_NOOP("CoreSentences", "see whether this user may write there, or delete it: it is made again from the run folders"),
        QT_TRANSLATE_NOOP("CoreSentences", "stop it first"),
        QT_TRANSLATE_NOOP("CoreSentences", "stopped on request"),
        QT_TRANSLATE_NOOP("CoreSentences", "the database cannot be used: %1"),
        QT_TRANSLATE_NOOP("CoreSentences", "the database does not hold what it should: %1"),
        QT_TRANSLATE_NOOP("CoreSentences", "the database is damaged: %1"),
        QT_TRANSLATE_NOOP("CoreSentences", "the disk is full: %1"),
        QT_TRANSLATE_NOOP("CoreSentences", "the file is missing"),
        QT_TRANSLATE_NOOP("CoreSentences", "the folder of runs cannot be read: %1"),
        QT_TRANSLATE_NOOP("CoreSentences", "the index does not hold the tables of runs"),
        QT_TRANSLATE_NOOP("CoreSentences", "the index of runs cannot be used (%1); the run folders were read instead"),
        QT_TRANSLATE_NOOP("CoreSentences", "the losses of single rows are not known: no interval can be given"),
        QT_TRANSLATE_NOOP("CoreSentences", "the recipe is missing"),
        QT_TRANSLATE_NOOP("CoreSentences", "the run \"%1\" did not learn labels"),
        QT_TRANSLATE_NOOP("CoreSentences", "the run cannot be deleted: %1"),
        QT_TRANSLATE_NOOP("CoreSentences", "the run cannot be moved to %1: %2"),
        QT_TRANSLATE_NOOP("CoreSentences", "the run is at work"),
        QT_TRANSLATE_NOOP("CoreSentences", "the runs lie in %1"),
        QT_TRANSLATE_NOOP("CoreSentences", "the settings of this run are not known; the rest of the folder is used"),
        QT_TRANSLATE_NOOP("CoreSentences", "there is a run of this id already"),
        QT_TRANSLATE_NOOP("CoreSentences", "they are left out of every interval"),
        QT_TRANSLATE_NOOP("CoreSentences", "this folder holds no run that began"),
        QT_TRANSLATE_NOOP("CoreSentences", "training will likely go astray"),
        QT_TRANSLATE_NOOP("CoreSentences", "what the run did is not known"),
        QT_TRANSLATE_NOOP("CoreSentences", "what was settled for this run is not known; the rest of the folder is used"),
    };
    return kTexts;
}

}  // namespace luthier::ui
