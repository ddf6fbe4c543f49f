// SPDX-License-Identifier: Apache-2.0
#include "core/store/run_index.h"

#include <algorithm>
#include <bit>
#include <chrono>
#include <unordered_map>

#include "core/base/file.h"
#include "core/base/hash.h"
#include "core/base/in_parts.h"
#include "core/base/os.h"
#include "core/base/problem_json.h"
#include "core/base/unicode.h"
#include "core/store/run_row.h"

namespace luthier {
namespace {

namespace fs = std::filesystem;

/// Counted up whenever the table changes: an index of another number is made again.
constexpr int64_t kIndexFormat = 2;
constexpr auto kBatch = std::chrono::milliseconds(500);

constexpr const char* kFile = "history.sqlite";
constexpr const char* kMend = "delete it: it is made again from the run folders";

constexpr const char* kTable =
    "CREATE TABLE runs(id TEXT PRIMARY KEY, name TEXT, model TEXT, method TEXT, objective TEXT, data TEXT, train_rows INTEGER, eval_rows INTEGER, "
    "step INTEGER, steps INTEGER, base_loss REAL, best_loss REAL, best_step INTEGER, begun REAL, last REAL, seconds REAL, reason TEXT, paused INTEGER, "
    "tags TEXT, notes TEXT, stars INTEGER, problems TEXT, marks TEXT, seal INTEGER)";
/// How to read on, apart from what a list needs.
constexpr const char* kPlaceTable = "CREATE TABLE places(id TEXT PRIMARY KEY, place INTEGER, tail INTEGER, course TEXT, seal INTEGER)";

/// Hashes fields, so that a changed bit in any is seen.
class Seal {
public:
    void add(std::string_view text) { all_ += std::to_string(text.size()) + ":", all_ += text; }
    void add(int64_t number) { add(std::to_string(number)); }
    void add(double number) { add(std::bit_cast<int64_t>(number)); }
    int64_t value() const { return static_cast<int64_t>(nameHash(all_)); }

private:
    std::string all_;
};

int64_t sealOf(const RunRow& row, std::string_view tags, std::string_view problems) {
    Seal seal;
    const RunSummary& run = row.run;
    for (const std::string* text : {&run.id, &run.name, &run.model, &run.method, &run.objective, &run.data, &run.reason, &run.notes, &row.marks}) seal.add(*text);
    seal.add(tags);
    seal.add(problems);
    for (double number : {run.baseLoss.value_or(-1), run.bestLoss.value_or(-1), run.begun, run.last, run.seconds}) seal.add(number);
    for (int64_t number : {run.trainRows, run.evalRows, run.step, run.steps, run.bestStep, run.stars, int64_t{row.paused}}) seal.add(number);
    return seal.value();
}

int64_t sealOf(const std::string& id, const EventsPlace& place) {
    Seal seal;
    seal.add(id);
    seal.add(place.bytes);
    seal.add(place.tail);
    seal.add(place.course);
    return seal.value();
}

constexpr const char* kColumns =
    "id, name, model, method, objective, data, train_rows, eval_rows, step, steps, base_loss, best_loss, best_step, begun, last, seconds, reason, paused, "
    "tags, notes, stars, problems, marks, seal";

void bind(Database::Statement& statement, int parameter, const std::optional<double>& number) {
    if (number) statement.bind(parameter, *number);
    else statement.bindNothing(parameter);
}

void write(Database::Statement& statement, const RunRow& row) {
    const RunSummary& run = row.run;
    Json tags = Json::array();
    for (const std::string& tag : run.tags) tags.push_back(tag);
    const std::string tagText = tags.dump(), problemText = problemsJson(run.problems).dump();
    int at = 0;
    for (const std::string* text : {&run.id, &run.name, &run.model, &run.method, &run.objective, &run.data}) statement.bind(at++, *text);
    for (int64_t number : {run.trainRows, run.evalRows, run.step, run.steps}) statement.bind(at++, number);
    bind(statement, at++, run.baseLoss);
    bind(statement, at++, run.bestLoss);
    statement.bind(at++, run.bestStep);
    for (double number : {run.begun, run.last, run.seconds}) statement.bind(at++, number);
    statement.bind(at++, run.reason);
    statement.bind(at++, int64_t{row.paused});
    for (const std::string* text : {&tagText, &run.notes}) statement.bind(at++, *text);
    statement.bind(at++, run.stars);
    for (const std::string* text : {&problemText, &row.marks}) statement.bind(at++, *text);
    statement.bind(at++, sealOf(row, tagText, problemText));
    statement.next();
}

std::optional<double> realOrNothing(const Database::Statement& statement, int column) {
    if (statement.isNull(column)) return {};
    return statement.real(column);
}

Problems problemsIn(const Json& list) {
    Problems problems;
    for (const Json& item : list.asArray()) problems.push_back(warning(item.stringOr("where", ""), item.stringOr("what", ""), item.stringOr("mend", "")));
    return problems;
}

/// What is known of the events of a run; nothing where they are another file now. Throws DamagedDatabase.
EventsPlace placeOf(Database& database, const std::string& id, const RunMarks& marks) {
    Database::Statement known(database, "SELECT place, tail, course, places.seal, marks FROM places JOIN runs USING(id) WHERE id=?");
    known.bind(0, id);
    if (!known.next() || !marks.events || eventsFileIn(known.text(4)) != eventsFileIn(marks.all())) return {};
    EventsPlace place{known.integer(0), known.integer(1), std::string(known.text(2))};
    if (sealOf(id, place) != known.integer(3)) throw DamagedDatabase(kFile, "a place in the index is not as it was written", kMend);
    return place;
}

void write(Database& database, const std::string& id, const EventsPlace& place) {
    Database::Statement statement(database, "INSERT OR REPLACE INTO places(id, place, tail, course, seal) VALUES(?,?,?,?,?)");
    statement.bind(0, id);
    statement.bind(1, place.bytes);
    statement.bind(2, place.tail);
    statement.bind(3, place.course);
    statement.bind(4, sealOf(id, place));
    statement.next();
}

/// The row of kColumns. Throws DamagedDatabase when it is not as it was written.
RunRow read(const Database::Statement& statement, const fs::path& runsFolder) {
    RunRow row;
    RunSummary& run = row.run;
    int at = 0;
    for (std::string* text : {&run.id, &run.name, &run.model, &run.method, &run.objective, &run.data}) *text = statement.text(at++);
    for (int64_t* number : {&run.trainRows, &run.evalRows, &run.step, &run.steps}) *number = statement.integer(at++);
    run.baseLoss = realOrNothing(statement, at++);
    run.bestLoss = realOrNothing(statement, at++);
    run.bestStep = statement.integer(at++);
    for (double* number : {&run.begun, &run.last, &run.seconds}) *number = statement.real(at++);
    run.reason = statement.text(at++);
    row.paused = statement.integer(at++) != 0;
    const std::string tags(statement.text(at++));
    run.notes = statement.text(at++);
    run.stars = statement.integer(at++);
    const std::string problems(statement.text(at++));
    row.marks = statement.text(at++);
    if (sealOf(row, tags, problems) != statement.integer(at)) {
        throw DamagedDatabase(kFile, "a row of the index is not as it was written", kMend);
    }
    if (tags != "[]") {
        const Json list = Json::parse(tags);
        for (const Json& tag : list.asArray()) run.tags.push_back(tag.asString());
    }
    if (problems != "[]") run.problems = problemsIn(Json::parse(problems));
    run.folder = runsFolder / pathOf(run.id);
    return row;
}

/// The run folders, by the id their row has. A name that begins with a dot is no run. Throws Error when they cannot be listed.
std::unordered_map<std::string, fs::path> foldersIn(const fs::path& runs) {
    std::unordered_map<std::string, fs::path> folders;
    if (!os::markOf(runs)) return folders;
    std::error_code fault;
    for (fs::directory_iterator entry(runs, fault), end; !fault && entry != end; entry.increment(fault)) {
        std::error_code unknown;
        const std::string name = textOf(entry->path().filename());
        if (name[0] != '.' && entry->is_directory(unknown)) folders.emplace(repairedUtf8(name), entry->path());
    }
    if (fault) throw Error(textOf(runs), "the folder of runs cannot be read: " + fault.message(), "see whether the disk is there and this user may read it");
    return folders;
}

/// What each folder looks like now.
std::unordered_map<std::string, std::string> marksOf(const std::unordered_map<std::string, fs::path>& folders) {
    std::vector<const std::pair<const std::string, fs::path>*> order;
    for (const auto& folder : folders) order.push_back(&folder);
    std::vector<std::string> marks(order.size());
    inParts(order.size(), [&](size_t begin, size_t end) {
        for (size_t i = begin; i < end; ++i) marks[i] = runMarksOf(order[i]->second).all();
    });
    std::unordered_map<std::string, std::string> byId;
    for (size_t i = 0; i < order.size(); ++i) byId.emplace(order[i]->first, std::move(marks[i]));
    return byId;
}

/// A transaction: what was written in it is kept by commit(), else undone.
class Transaction {
public:
    explicit Transaction(Database& database) : database_(database) { begin(); }
    ~Transaction() {
        try {
            if (open_) database_.run("ROLLBACK");
        } catch (const Error&) {  // SQLite rolls back by itself when the disk is full
        }
    }
    Transaction(const Transaction&) = delete;
    void commit() {
        database_.run("COMMIT");
        open_ = false;
    }
    /// Keeps what a long work has so far.
    void now() {
        if (std::chrono::steady_clock::now() - begun_ < kBatch) return;
        commit();
        begin();
    }

private:
    void begin() {
        database_.run("BEGIN IMMEDIATE");
        open_ = true;
        begun_ = std::chrono::steady_clock::now();
    }
    Database& database_;
    bool open_ = false;
    std::chrono::steady_clock::time_point begun_;
};

/// The state of a run now. Without an end in the index it may have come to one since, which its folder tells.
void tellState(RunRow& row, bool followed) {
    const auto state = [&] { return stateOf(row.run.folder, row.run.reason, row.paused, row.run.begun > 0); };
    row.run.state = state();
    if (followed || row.run.state != RunState::Crashed) return;
    const RunMarks marks = runMarksOf(row.run.folder);
    if (marks.all() == row.marks) return;
    row = runRowOf(row.run.folder, marks, {});
    row.run.state = state();
}

const std::string kInsert = std::string("INSERT OR REPLACE INTO runs(") + kColumns + ") VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)";

}  // namespace

RunIndex::RunIndex(Database database, fs::path runsFolder) : database_(std::move(database)), folder_(std::move(runsFolder)) {}

void RunIndex::prepare() {
    if (database_.number("PRAGMA user_version") == kIndexFormat) return requirePrepared();
    Transaction transaction(database_);
    database_.run("DROP TABLE IF EXISTS runs; DROP TABLE IF EXISTS places");
    database_.run(kTable);
    database_.run(kPlaceTable);
    database_.run("PRAGMA user_version=" + std::to_string(kIndexFormat));
    transaction.commit();
}

void RunIndex::requirePrepared() {
    Database::Statement tables(database_, "SELECT sql FROM sqlite_schema WHERE type='table' ORDER BY name DESC");
    bool right = database_.number("PRAGMA user_version") == kIndexFormat;
    for (const char* table : {kTable, kPlaceTable}) right = right && tables.next() && tables.text(0) == table;
    if (!right) throw DamagedDatabase(kFile, "the index does not hold the tables of runs", kMend);
}

void RunIndex::take(const fs::path& folder) {
    const RunMarks marks = runMarksOf(folder);
    const std::string id = repairedUtf8(textOf(folder.filename()));
    const RunRow row = runRowOf(folder, marks, placeOf(database_, id, marks));
    Database::Statement insert(database_, kInsert);
    write(insert, row);
    write(database_, id, row.place);
}

void RunIndex::follow() {
    std::unordered_map<std::string, fs::path> folders = foldersIn(folder_);
    const std::unordered_map<std::string, std::string> marks = marksOf(folders);
    std::vector<std::string> gone;
    {
        Database::Statement known(database_, "SELECT id, marks FROM runs");
        while (known.next()) {
            const auto folder = folders.find(std::string(known.text(0)));
            if (folder == folders.end()) gone.emplace_back(known.text(0));
            else if (known.text(1) == marks.at(folder->first)) folders.erase(folder);
        }
    }
    if (folders.empty() && gone.empty()) return;
    Transaction transaction(database_);
    for (const char* sql : {"DELETE FROM runs WHERE id=?", "DELETE FROM places WHERE id=?"}) {
        Database::Statement remove(database_, sql);
        for (const std::string& id : gone) {
            remove.bind(0, id);
            remove.next();
        }
    }
    for (const auto& [id, folder] : folders) {
        take(folder);
        transaction.now();
    }
    transaction.commit();
}

std::vector<RunSummary> RunIndex::runs(bool followed) {
    std::vector<RunRow> rows;
    // An id tells its second; within one, what was told first.
    Database::Statement all(database_, std::string("SELECT ") + kColumns + " FROM runs ORDER BY substr(id, 1, 15) DESC, begun DESC, id DESC");
    while (all.next()) rows.push_back(read(all, folder_));
    std::vector<char> there(rows.size(), 1);
    inParts(rows.size(), [&](size_t begin, size_t end) {
        for (size_t at = begin; at < end; ++at) {
            there[at] = followed || os::markOf(rows[at].run.folder).has_value();
            if (there[at]) tellState(rows[at], followed);
        }
    });
    std::vector<RunSummary> runs;
    runs.reserve(rows.size());
    for (size_t at = 0; at < rows.size(); ++at) {
        RunSummary& run = rows[at].run;
        if (!there[at]) continue;
        const bool beginning = run.begun == 0 && run.state == RunState::Running;  // its files are about to come
        if (beginning) run.problems.clear();
        runs.push_back(std::move(run));
    }
    return runs;
}

}  // namespace luthier
