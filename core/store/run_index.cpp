// SPDX-License-Identifier: Apache-2.0
#include "core/store/run_index.h"

#include <algorithm>
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
constexpr int64_t kIndexFormat = 1;
constexpr auto kBatch = std::chrono::milliseconds(500);
/// Bytes before the remembered place that must still be there for the rest to belong to them.
constexpr uint64_t kTail = 64;

constexpr const char* kTable =
    "CREATE TABLE runs(id TEXT PRIMARY KEY, name TEXT, model TEXT, method TEXT, objective TEXT, data TEXT, train_rows INTEGER, eval_rows INTEGER, "
    "step INTEGER, steps INTEGER, base_loss REAL, best_loss REAL, best_step INTEGER, begun REAL, last REAL, seconds REAL, reason TEXT, paused INTEGER, "
    "tags TEXT, problems TEXT, "
    "marks TEXT, place INTEGER, tail INTEGER, course TEXT, seal INTEGER) WITHOUT ROWID";

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

/// A row of the table.
struct Row {
    RunSummary run;
    bool paused = false;
    std::string marks, course;
    int64_t place = 0;  ///< bytes of events.jsonl that `course` holds
    int64_t tail = 0;   ///< hash of the last of them
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

/// Covers every column, so that a changed bit anywhere is seen.
int64_t sealOf(const Row& row, std::string_view tags, std::string_view problems) {
    std::string all;
    const auto add = [&](std::string_view text) { all += std::to_string(text.size()) + ":", all += text; };
    const RunSummary& run = row.run;
    for (std::string_view text : {std::string_view(run.id), std::string_view(run.name), std::string_view(run.model), std::string_view(run.method),
                                  std::string_view(run.objective), std::string_view(run.data), std::string_view(run.reason), tags, problems,
                                  std::string_view(row.marks), std::string_view(row.course)}) {
        add(text);
    }
    for (double number : {run.baseLoss.value_or(-1), run.bestLoss.value_or(-1), run.begun, run.last, run.seconds}) add(pythonFloat(number));
    for (int64_t number : {run.trainRows, run.evalRows, run.step, run.steps, run.bestStep, int64_t{row.paused}, row.place, row.tail}) add(std::to_string(number));
    return static_cast<int64_t>(nameHash(all));
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

/// Reads on in events.jsonl from where the row left it; false when what was read before is not there any more.
bool readOn(const fs::path& file, RunCourse& course, Row& row) {
    const auto place = static_cast<size_t>(row.place), before = std::min(place, kTail);
    const std::string bytes = bytesFrom(file, place - before);
    if (bytes.size() < before || (before > 0 && tailOf(std::string_view(bytes).substr(0, before)) != row.tail)) return false;
    const size_t end = std::max(bytes.rfind('\n') + 1, before);
    tell(std::string_view(bytes).substr(before, end - before), course);
    row.place += static_cast<int64_t>(end - before);
    row.tail = tailOf(std::string_view(bytes).substr(0, end));
    return true;
}

std::optional<RunCourse> courseIn(const Row& row) {
    try {
        return RunCourse::of(Json::parse(row.course));
    } catch (const JsonError&) {
        return {};
    }
}

/// Brings the events of a row up to date.
void followEvents(const fs::path& folder, bool hasEvents, Row& row) {
    std::optional<RunCourse> course = row.place > 0 ? courseIn(row) : RunCourse();
    const fs::path file = folder / "events.jsonl";
    if (hasEvents && (!course || !readOn(file, *course, row))) {
        row.place = 0;
        course.emplace();
        readOn(file, *course, row);
    }
    row.course = course->json().dump();
    describe(*course, row);
}

/// The mark of events.jsonl in the marks of a row, without its size and time: which file it was.
std::string fileIn(const std::string& marks) {
    const std::string events = marks.substr(marks.rfind(' ') + 1);
    const size_t second = events.find(':', events.find(':') + 1);
    return events.substr(0, second);
}

/// The row of a folder as it is now; what `known` holds of its events is read no more.
Row rowOf(const fs::path& folder, const Marks& marks, std::optional<Row> known) {
    Row row;
    row.marks = marks.all();
    if (known && marks.events && fileIn(known->marks) == fileIn(row.marks)) {
        row.place = known->place;
        row.tail = known->tail;
        row.course = std::move(known->course);
    }
    const RunRecord record = readRunSettings(folder);
    describe(record, row.run);
    try {
        followEvents(record.folder, marks.events.has_value(), row);
    } catch (const Error& fault) {
        row.run.problems.push_back(warning(fault.where(), fault.what(), "what the run did is not known"));
        row.place = 0;
        row.course = RunCourse().json().dump();
    }
    return row;
}

// ---- rows in the database ---------------------------------------------------------------------------------------------------

constexpr const char* kColumns =
    "id, name, model, method, objective, data, train_rows, eval_rows, step, steps, base_loss, best_loss, best_step, begun, last, seconds, reason, paused, "
    "tags, problems, marks, place, tail, course, seal";

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
    for (const std::string* text : {&tagText, &problemText, &row.marks}) statement.bind(at++, *text);
    statement.bind(at++, row.place);
    statement.bind(at++, row.tail);
    statement.bind(at++, row.course);
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
    const std::string tags(statement.text(at++)), problems(statement.text(at++));
    row.marks = statement.text(at++);
    row.place = statement.integer(at++);
    row.tail = statement.integer(at++);
    row.course = statement.text(at++);
    if (sealOf(row, tags, problems) != statement.integer(at)) {
        throw DamagedDatabase("history.sqlite", "a row of the index is not as it was written", "delete it: it is made again from the run folders");
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

const std::string kInsert = std::string("INSERT OR REPLACE INTO runs(") + kColumns + ") VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)";
const std::string kOne = std::string("SELECT ") + kColumns + " FROM runs WHERE id=?";

}  // namespace

RunIndex::RunIndex(Database database, fs::path runsFolder) : database_(std::move(database)), folder_(std::move(runsFolder)) {}

void RunIndex::prepare() {
    if (database_.number("PRAGMA user_version") == kIndexFormat) return requirePrepared();
    database_.run("BEGIN IMMEDIATE");
    database_.run("DROP TABLE IF EXISTS runs");
    database_.run(kTable);
    database_.run("PRAGMA user_version=" + std::to_string(kIndexFormat));
    database_.run("COMMIT");
}

void RunIndex::requirePrepared() {
    Database::Statement statement(database_, "SELECT sql FROM sqlite_schema WHERE name='runs' AND type='table'");
    const bool right = database_.number("PRAGMA user_version") == kIndexFormat && statement.next() && statement.text(0) == kTable;
    if (!right) throw DamagedDatabase("history.sqlite", "the index does not hold the table of runs", "delete it: it is made again from the run folders");
}

void RunIndex::take(const fs::path& folder) {
    const Marks marks = marksOf(folder);
    const std::string id = repairedUtf8(textOf(folder.filename()));
    std::optional<Row> known;
    {
        Database::Statement one(database_, kOne);
        one.bind(0, id);
        if (one.next()) known = read(one, folder_);
    }
    Database::Statement insert(database_, kInsert);
    write(insert, rowOf(folder, marks, std::move(known)));
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
    Database::Statement remove(database_, "DELETE FROM runs WHERE id=?");
    for (const std::string& id : gone) {
        remove.bind(0, id);
        remove.next();
    }
    for (const auto& [id, folder] : folders) {
        take(folder);
        transaction.now();
    }
    transaction.commit();
}

std::vector<RunSummary> RunIndex::runs() {
    std::vector<RunSummary> runs;
    Database::Statement all(database_, std::string("SELECT ") + kColumns + " FROM runs ORDER BY id DESC");
    while (all.next()) {
        Row row = read(all, folder_);
        RunSummary& run = row.run;
        if (!os::markOf(run.folder)) continue;
        run.state = stateOf(run.folder, run.reason, row.paused, run.begun > 0);
        const bool beginning = run.begun == 0 && run.state == RunState::Running;  // its files are about to come
        if (beginning) run.problems.clear();
        runs.push_back(std::move(run));
    }
    return runs;
}

}  // namespace luthier
