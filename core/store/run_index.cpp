// SPDX-License-Identifier: Apache-2.0
#include "core/store/run_index.h"

#include <algorithm>
#include <bit>
#include <chrono>
#include <unordered_map>
#include <unordered_set>

#include "core/base/file.h"
#include "core/base/hash.h"
#include "core/base/os.h"
#include "core/base/unicode.h"

namespace luthier {
namespace {

namespace fs = std::filesystem;

/// Counted up whenever the table changes: an index of another number is made again.
constexpr int64_t kIndexFormat = 2;
constexpr auto kBatch = std::chrono::milliseconds(500);
/// Bytes before the remembered place that must still be there for the rest to belong to them.
constexpr uint64_t kTail = 64;

constexpr const char* kFile = "history.sqlite";
constexpr const char* kMend = "delete it: it is made again from the run folders";

constexpr const char* kTable =
    "CREATE TABLE runs(id TEXT PRIMARY KEY, name TEXT, model TEXT, method TEXT, objective TEXT, data TEXT, train_rows INTEGER, eval_rows INTEGER, "
    "step INTEGER, steps INTEGER, base_loss REAL, best_loss REAL, best_step INTEGER, begun REAL, last REAL, seconds REAL, reason TEXT, paused INTEGER, "
    "tags TEXT, notes TEXT, stars INTEGER, problems TEXT, marks TEXT, seal INTEGER)";
/// How to read on, apart from what a list needs.
constexpr const char* kPlaceTable = "CREATE TABLE places(id TEXT PRIMARY KEY, place INTEGER, tail INTEGER, course TEXT, seal INTEGER)";

std::string text(const std::optional<os::FileMark>& mark) {
    if (!mark) return "-";
    return std::to_string(mark->device) + ":" + std::to_string(mark->number) + ":" + std::to_string(mark->size) + ":" + std::to_string(mark->changed);
}

/// How the files lie that decide a row, the events last.
struct Marks {
    std::string others;
    std::optional<os::FileMark> events;

    std::string all() const { return others + " " + text(events); }
};

Marks marksOf(const fs::path& folder) {
    Marks marks;
    for (const char* name : {"recipe.yaml", "environment.json", "notes.json"}) marks.others += text(os::markOf(folder / name)) + " ";
    marks.events = os::markOf(folder / "events.jsonl");
    return marks;
}

/// What was read of an events.jsonl.
struct Place {
    int64_t bytes = 0;   ///< that `course` holds
    int64_t tail = 0;    ///< hash of the last of them
    std::string course;  ///< RunCourse as JSON
};

/// A row of the tables.
struct Row {
    RunSummary run;
    bool paused = false;
    std::string marks;
    Place place;
};

Json problemsJson(const Problems& problems) {
    Json list = Json::array();
    for (const Problem& problem : problems) {
        Json item = Json::object();
        item["where"] = problem.where;
        item["what"] = problem.what;
        item["mend"] = problem.mend;
        list.push_back(std::move(item));
    }
    return list;
}

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

int64_t sealOf(const Row& row, std::string_view tags, std::string_view problems) {
    Seal seal;
    const RunSummary& run = row.run;
    for (const std::string* text : {&run.id, &run.name, &run.model, &run.method, &run.objective, &run.data, &run.reason, &run.notes, &row.marks}) seal.add(*text);
    seal.add(tags);
    seal.add(problems);
    for (double number : {run.baseLoss.value_or(-1), run.bestLoss.value_or(-1), run.begun, run.last, run.seconds}) seal.add(number);
    for (int64_t number : {run.trainRows, run.evalRows, run.step, run.steps, run.bestStep, run.stars, int64_t{row.paused}}) seal.add(number);
    return seal.value();
}

int64_t sealOf(const std::string& id, const Place& place) {
    Seal seal;
    seal.add(id);
    seal.add(place.bytes);
    seal.add(place.tail);
    seal.add(place.course);
    return seal.value();
}

// ---- a folder becomes a row ---------------------------------------------------------------------------------------------

/// One fingerprint for all data files together.
std::string dataOf(const Json& environment) {
    const Json* data = environment.find("data");
    const Json* files = data ? data->find("files") : nullptr;
    if (!files || !files->isArray() || files->size() == 0) return "";
    Sha256 hash;
    for (const Json& file : files->asArray()) hash.addField(file.stringOr("sha256", ""));
    return hash.hex();
}

int64_t rowsIn(const Json& environment, const char* part) {
    const Json* data = environment.find("data");
    const Json* rows = data ? data->find("rows") : nullptr;
    return rows ? rows->integerOr(part, 0) : 0;
}

void describe(const RunRecord& record, RunSummary& run) {
    run.folder = record.folder;
    run.id = record.id;
    run.name = record.name();
    run.tags = record.notes.tags;
    run.notes = record.notes.notes;
    run.stars = record.notes.stars();
    run.problems = record.problems;
    if (record.recipe) {
        run.model = record.recipe->model.path;
        run.method = record.recipe->method.kind;
        run.objective = record.recipe->objective.kind;
    }
    run.data = dataOf(record.environment);
    run.trainRows = rowsIn(record.environment, "train");
    run.evalRows = rowsIn(record.environment, "eval");
    run.steps = record.resolved().integerOr("steps", 0);
}

void describe(const RunCourse& course, Row& row) {
    RunSummary& run = row.run;
    row.paused = course.paused;
    run.reason = course.reason;
    run.step = course.step;
    run.begun = course.begun;
    run.last = course.last;
    run.seconds = course.seconds;
    if (const Look* base = course.base()) run.baseLoss = base->loss;
    if (const Look* best = course.best()) {
        run.bestLoss = best->loss;
        run.bestStep = best->step;
    }
    if (!course.started) return;
    if (run.model.empty()) run.model = course.started->model;
    if (run.steps == 0) run.steps = course.started->steps;
    if (run.trainRows == 0) run.trainRows = course.started->examplesTrain;
    if (run.evalRows == 0) run.evalRows = course.started->examplesEval;
}

constexpr std::string_view kStepLine = R"({"event":"step")";

/// Tells whole lines to a course. Of steps in a row only the last says anything new.
void tell(std::string_view lines, RunCourse& course) {
    for (size_t begin = 0; begin < lines.size();) {
        const size_t end = lines.find('\n', begin) + 1;
        const std::string_view line = lines.substr(begin, end - 1 - begin);
        begin = end;
        if (line.starts_with(kStepLine) && lines.substr(end).starts_with(kStepLine)) continue;
        if (const std::optional<TimedEvent> event = timedEventOf(line)) course.on(*event);
    }
}

int64_t tailOf(std::string_view read) { return static_cast<int64_t>(nameHash(read.substr(read.size() - std::min(read.size(), kTail)))); }

/// The bytes of a file from `place` on. Throws Error.
std::string bytesFrom(const fs::path& file, uint64_t place) {
    struct Handle {
        int number;
        ~Handle() { os::closeHandle(number); }
    } handle{os::openToRead(file)};
    const uint64_t size = os::sizeOf(handle.number, file);
    return size <= place ? std::string() : os::readAt(handle.number, place, size - place, file);
}

/// Reads on in events.jsonl from where it was left; false when what was read before is not there any more.
bool readOn(const fs::path& file, RunCourse& course, Place& place) {
    const auto read = static_cast<size_t>(place.bytes), before = std::min<size_t>(read, kTail);
    const std::string bytes = bytesFrom(file, read - before);
    if (bytes.size() < before || (before > 0 && tailOf(std::string_view(bytes).substr(0, before)) != place.tail)) return false;
    const size_t end = std::max(bytes.rfind('\n') + 1, before);
    tell(std::string_view(bytes).substr(before, end - before), course);
    place.bytes += static_cast<int64_t>(end - before);
    place.tail = tailOf(std::string_view(bytes).substr(0, end));
    return true;
}

/// The course of a run whose events were read up to `known`, or not yet; `known` moves on. Throws Error.
RunCourse followed(const fs::path& events, Place& known) {
    if (known.bytes > 0) {
        RunCourse course = RunCourse::of(Json::parse(known.course));
        if (readOn(events, course, known)) return course;
    }
    known = {};
    RunCourse course;
    readOn(events, course, known);
    return course;
}

/// Of the mark of events.jsonl in the marks of a row: which file it was, without its size and time.
std::string_view fileIn(std::string_view marks) {
    const std::string_view events = marks.substr(marks.rfind(' ') + 1);
    return events.substr(0, events.find(':', events.find(':') + 1));
}

/// The row of a folder as it is now; events are read on from `known` (of the same file).
Row rowOf(const fs::path& folder, const Marks& marks, Place known) {
    Row row;
    row.marks = marks.all();
    row.place = std::move(known);
    const RunRecord record = readRunSettings(folder);
    describe(record, row.run);
    RunCourse course;
    try {
        if (marks.events) course = followed(folder / "events.jsonl", row.place);
    } catch (const Error& fault) {
        row.run.problems.push_back(warning(fault.where(), fault.what(), "what the run did is not known"));
        row.place = {};
    }
    row.place.course = course.json().dump();
    describe(course, row);
    return row;
}

// ---- rows in the database ---------------------------------------------------------------------------------------------------

constexpr const char* kColumns =
    "id, name, model, method, objective, data, train_rows, eval_rows, step, steps, base_loss, best_loss, best_step, begun, last, seconds, reason, paused, "
    "tags, notes, stars, problems, marks, seal";

void bind(Database::Statement& statement, int parameter, const std::optional<double>& number) {
    if (number) statement.bind(parameter, *number);
    else statement.bindNothing(parameter);
}

void write(Database::Statement& statement, const Row& row) {
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
Place placeOf(Database& database, const std::string& id, const Marks& marks) {
    Database::Statement known(database, "SELECT place, tail, course, places.seal, marks FROM places JOIN runs USING(id) WHERE id=?");
    known.bind(0, id);
    if (!known.next() || !marks.events || fileIn(known.text(4)) != fileIn(marks.all())) return {};
    Place place{known.integer(0), known.integer(1), std::string(known.text(2))};
    if (sealOf(id, place) != known.integer(3)) throw DamagedDatabase(kFile, "a place in the index is not as it was written", kMend);
    return place;
}

void write(Database& database, const std::string& id, const Place& place) {
    Database::Statement statement(database, "INSERT OR REPLACE INTO places(id, place, tail, course, seal) VALUES(?,?,?,?,?)");
    statement.bind(0, id);
    statement.bind(1, place.bytes);
    statement.bind(2, place.tail);
    statement.bind(3, place.course);
    statement.bind(4, sealOf(id, place));
    statement.next();
}

/// The row of kColumns. Throws DamagedDatabase when it is not as it was written.
Row read(const Database::Statement& statement, const fs::path& runsFolder) {
    Row row;
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
    const Marks marks = marksOf(folder);
    const std::string id = repairedUtf8(textOf(folder.filename()));
    const Row row = rowOf(folder, marks, placeOf(database_, id, marks));
    Database::Statement insert(database_, kInsert);
    write(insert, row);
    write(database_, id, row.place);
}

void RunIndex::follow() {
    std::unordered_map<std::string, fs::path> folders = foldersIn(folder_);
    std::vector<std::string> gone;
    {
        Database::Statement known(database_, "SELECT id, marks FROM runs");
        while (known.next()) {
            const auto folder = folders.find(std::string(known.text(0)));
            if (folder == folders.end()) gone.emplace_back(known.text(0));
            else if (known.text(1) == marksOf(folder->second).all()) folders.erase(folder);
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
    std::vector<RunSummary> runs;
    // An id tells its second; within one, what was told first.
    Database::Statement all(database_, std::string("SELECT ") + kColumns + " FROM runs ORDER BY substr(id, 1, 15) DESC, begun DESC, id DESC");
    while (all.next()) {
        Row row = read(all, folder_);
        RunSummary& run = row.run;
        if (!followed && !os::markOf(run.folder)) continue;
        run.state = stateOf(run.folder, run.reason, row.paused, run.begun > 0);
        const bool beginning = run.begun == 0 && run.state == RunState::Running;  // its files are about to come
        if (beginning) run.problems.clear();
        runs.push_back(std::move(run));
    }
    return runs;
}

}  // namespace luthier
