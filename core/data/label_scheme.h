// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/data/text_source.h"

namespace luthier {

inline constexpr const char* kNoLabel = "no label";  ///< the kind of fault of a row without one

/// What is learnt of labelled rows: one label each, several, or a number. Labels are told apart by their text: 1, "1" and a table's cell 1
/// are one label.
struct LabelScheme {
    enum class Kind { None, One, Several, Number };
    Kind kind = Kind::None;
    std::vector<std::string> names;  ///< of the classes, in the order of their ids; none for numbers
    bool byId = false;               ///< a whole number that is no name is an id (names that are a checkpoint's own)

    bool present() const { return kind != Kind::None; }
    size_t width() const { return kind == Kind::Number ? 1 : names.size(); }  ///< numbers a row that the model answers with
    size_t targetWidth() const { return kind == Kind::Several ? names.size() : 1; }
    std::string problemType() const;                                        ///< Transformers' word for config.json

    /// What a row is to learn, `target`: the class's id; 0 or 1 for every class; or the number. Else what is wrong with the row.
    std::optional<RowFault> target(const Json& label, std::vector<float>& target) const;
    /// A label of a row in Transformers' form: an id, a list of 0.0 and 1.0, or a number. (encode)
    Json targetJson(const std::vector<float>& target) const;

    /// Chances of every class from the model's answer, in the order of names: they add up to 1 (One) or each is its own (Several). (width)
    std::vector<double> chances(const std::vector<float>& logits) const;
    /// Classes that are answered with these chances, by id: the likeliest one (One), or those of one half or more (Several).
    std::vector<size_t> answered(const std::vector<double>& chances) const;
    /// What the model says: a name, a list of names (chance of one half or more), or a number.
    Json answer(const std::vector<float>& logits) const;
    /// The same for people: "spam (87 %)".
    std::string answerInWords(const std::vector<float>& logits) const;

    /// {"problem_type", "names"} and back; null for none.
    Json json() const;
    static LabelScheme of(const Json& json);

    /// With the names of a checkpoint that has a head already, when these hold all of ours; else nothing.
    std::optional<LabelScheme> in(const std::vector<std::string>& checkpoint) const;
    bool operator==(const LabelScheme&) const = default;
};

/// A label as text: what names a class, and what a chat model would answer. Lists are joined with ", "; null gives nothing.
std::string labelText(const Json& label);
bool isNoLabel(const Json& label);  ///< null, or text without anything in it

/// Looks at the labels of all training rows, one after the other, to settle what classes there are.
class LabelCensus {
public:
    void add(const Json& label);
    /// `labels`: one, several, or auto (several when any row has a list or a text with |). Classes come in the order of their names: numbers by
    /// size when all are numbers, else by code point.
    LabelScheme classes(const std::string& labels) const;
    int64_t rows() const { return rows_; }  ///< that have a label
    /// Rows of every class, in the order of classes(labels).names.
    std::vector<int64_t> counts(const LabelScheme& scheme) const;

private:
    std::map<std::string, int64_t> whole_, parts_;
    bool several_ = false;
    int64_t rows_ = 0;
};

}  // namespace luthier
