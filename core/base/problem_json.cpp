// SPDX-License-Identifier: Apache-2.0
#include "core/base/problem_json.h"

namespace luthier {

Json problemJson(const Problem& problem) {
    Json json = Json::object();
    json["level"] = problem.level == Level::Error ? "error" : "warning";
    json["where"] = problem.where;
    json["what"] = problem.what;
    json["mend"] = problem.mend;
    if (problem.fix) {
        json["fix"]["key"] = problem.fix->key;
        json["fix"]["value"] = problem.fix->value;
    }
    return json;
}

Json problemsJson(const Problems& problems) {
    Json list = Json::array();
    for (const Problem& problem : problems) list.push_back(problemJson(problem));
    return list;
}

}  // namespace luthier
