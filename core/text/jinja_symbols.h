// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/text/jinja_ast.h"

namespace luthier::jinja {

/// Something whose variables live as long as one call of it.
struct Function {
    Function* parent = nullptr;
    int depth = 0;
    std::map<std::pair<int, std::string>, uint32_t> places;
    int loops = 0;  ///< how many loops surround the place being looked at

    uint32_t place(int level, const std::string& name) {
        return places.emplace(std::pair(level, name), static_cast<uint32_t>(places.size())).first->second;
    }
};

struct Variable {
    Function* function = nullptr;
    uint32_t index = 0;
};

struct FoundLoad {
    Load::Action action = Load::Action::Missing;
    std::string name;
    Variable from;
};

class Symbols {
public:
    Symbols(Symbols* parent, Function* function, uint64_t& work) : parent_(parent), function_(function), level_(parent ? parent->level_ + 1 : 0), work_(&work) {}

    const Variable* find(const std::string& name) const {
        if (const auto found = refs.find(name); found != refs.end()) return &found->second;
        return parent_ ? parent_->find(name) : nullptr;
    }

    void declareParameter(const std::string& name) {
        stores.insert(name);
        define(name, {Load::Action::Parameter, {}, {}});
    }

    void load(const std::string& name) {
        if (!find(name)) define(name, {Load::Action::Resolve, name, {}});
    }

    void store(const std::string& name) {
        stores.insert(name);
        if (refs.count(name)) return;
        const Variable* outer = parent_ ? parent_->find(name) : nullptr;
        define(name, outer ? FoundLoad{Load::Action::Alias, {}, *outer} : FoundLoad{});
    }

    /// What is set in only some branches of an if keeps its outer value in the others.
    void mergeBranches(const std::vector<Symbols>& branches) {
        std::set<std::string> added;
        for (const Symbols& branch : branches)
            for (const std::string& name : branch.stores)
                if (!stores.count(name)) added.insert(name);
        for (const Symbols& branch : branches) {
            count(branch.refs.size() + branch.loads.size());
            for (const auto& [name, variable] : branch.refs) refs[name] = variable;
            for (const auto& [place, load] : branch.loads) loads[place] = load;
            stores.insert(branch.stores.begin(), branch.stores.end());
        }
        for (const std::string& name : added) {
            const Variable* outer = parent_ ? parent_->find(name) : nullptr;
            loads[find(name)->index] = outer ? FoundLoad{Load::Action::Alias, {}, *outer} : FoundLoad{Load::Action::Resolve, name, {}};
        }
    }

    Symbols branch() const {
        count(refs.size() + loads.size() + stores.size());
        return *this;
    }

    Function* function() const { return function_; }
    std::unordered_map<std::string, Variable> refs;
    std::map<uint32_t, FoundLoad> loads;
    std::set<std::string> stores;

private:
    void define(const std::string& name, FoundLoad load) {
        count(1);
        const uint32_t place = function_->place(level_, name);
        refs[name] = {function_, place};
        loads[place] = std::move(load);
    }

    void count(uint64_t steps) const {
        *work_ += steps;
        if (*work_ > 20'000'000) throw SyntaxError{1, "the template has too many names in too many branches"};
    }

    Symbols* parent_;
    Function* function_;
    int level_;
    uint64_t* work_;
};

/// The names a scope itself mentions; it does not look into scopes inside.
void analyze(const Node& node, Symbols& symbols, bool asParameter = false);
void analyzeAll(const Nodes& nodes, Symbols& symbols);

}  // namespace luthier::jinja
