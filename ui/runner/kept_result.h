// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <optional>

#include "ui/models/tried_models.h"
#include "ui/runner/errand.h"

namespace luthier::ui {

/// Writes what a run that ended early has kept, so that it can be tried: once for each last snapshot. Those of other runs and steps go.
class KeptResult : public QObject {
    Q_OBJECT
public:
    explicit KeptResult(RunHost& host, QObject* parent = nullptr);

    /// To models.missing, which is not empty. What was asked for before is not wanted any more.
    void write(const std::filesystem::path& runFolder, const TriedModels& models);
    void stop();

Q_SIGNALS:
    void written();
    void failed(const luthier::Problem& problem);

private:
    void begin();
    void take(const RunEnd& end);

    ErrandRunner errand_;
    std::optional<ExportRequest> wanted_;
};

}  // namespace luthier::ui
