// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runner/problems_line.h"

#include "core/base/json.h"

namespace luthier::ui {

Problems problemsIn(const QByteArray& line) {
    Problems problems;
    if (!line.startsWith('[')) return problems;
    try {
        const Json list = Json::parse({line.data(), static_cast<size_t>(line.size())});
        for (const Json& item : list.asArray()) {
            problems.push_back({item.stringOr("level", "") == "warning" ? Level::Warning : Level::Error, item.stringOr("where", ""),
                                item.stringOr("what", ""), item.stringOr("mend", "")});
        }
    } catch (const JsonError&) {  // not a whole line of ours
    }
    return problems;
}

}  // namespace luthier::ui
