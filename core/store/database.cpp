// SPDX-License-Identifier: Apache-2.0
#include "core/store/database.h"

#include <sqlite3.h>

#include "core/base/file.h"

namespace luthier {

struct Database::State {
    sqlite3* handle = nullptr;
    std::string file;

    ~State() { sqlite3_close_v2(handle); }

    void require(int code) const {
        if (code == SQLITE_OK || code == SQLITE_ROW || code == SQLITE_DONE) return;
        const std::string what = handle ? sqlite3_errmsg(handle) : sqlite3_errstr(code);
        switch (code & 0xFF) {
            case SQLITE_CORRUPT:
            case SQLITE_NOTADB:
                throw DamagedDatabase(file, "the database is damaged: " + what, "delete it: it is made again from the run folders");
            case SQLITE_ERROR:  // a table or column of ours is missing
                throw DamagedDatabase(file, "the database does not hold what it should: " + what, "delete it: it is made again from the run folders");
            case SQLITE_FULL: throw OutOfRoom(file, "the disk is full: " + what, "free some space on this disk");
            case SQLITE_NOMEM: throw OutOfRoom(file, "there is not enough memory", "close other programs");
            default: throw Error(file, "the database cannot be used: " + what, "see whether this user may write there, or delete it: it is made again from the run folders");
        }
    }
};

struct Database::Statement::State {
    Database::State& database;
    sqlite3_stmt* handle = nullptr;
    ~State() { sqlite3_finalize(handle); }
};

namespace {

constexpr int kPatience = 5000;  ///< milliseconds to wait for a lock that another connection holds

}  // namespace

Database::Database(const std::filesystem::path& file, Access access) : state_(std::make_unique<State>()) {
    state_->file = file.empty() ? ":memory:" : textOf(file);
    const int flags = access == Access::Write ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY;
    state_->require(sqlite3_open_v2(state_->file.c_str(), &state_->handle, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr));
    sqlite3_busy_timeout(state_->handle, kPatience);
    sqlite3_db_config(state_->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    if (access == Access::Read) sqlite3_db_config(state_->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    run("PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON; PRAGMA temp_store=MEMORY");  // sorting needs no room on a full disk
    if (access == Access::Write && !file.empty()) {
        run("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA journal_size_limit=16777216");
    }
}

Database::~Database() = default;
Database::Database(Database&&) noexcept = default;
Database& Database::operator=(Database&&) noexcept = default;

void Database::run(const std::string& sql) { state_->require(sqlite3_exec(state_->handle, sql.c_str(), nullptr, nullptr, nullptr)); }

int64_t Database::number(const std::string& sql) {
    Statement statement(*this, sql);
    return statement.next() ? statement.integer(0) : 0;
}

void Database::check() {
    Statement statement(*this, "PRAGMA quick_check(1)");
    if (statement.next() && statement.text(0) == "ok") return;
    throw DamagedDatabase(state_->file, "the database is damaged: " + std::string(statement.text(0)), "delete it: it is made again from the run folders");
}

Database::Statement::Statement(Database& database, std::string_view sql) : state_(new State{*database.state_}) {
    state_->database.require(sqlite3_prepare_v2(state_->database.handle, sql.data(), static_cast<int>(sql.size()), &state_->handle, nullptr));
}

Database::Statement::~Statement() = default;

void Database::Statement::bind(int parameter, std::string_view text) {
    state_->database.require(sqlite3_bind_text64(state_->handle, parameter + 1, text.data() ? text.data() : "", text.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
}

void Database::Statement::bind(int parameter, int64_t number) { state_->database.require(sqlite3_bind_int64(state_->handle, parameter + 1, number)); }
void Database::Statement::bind(int parameter, double number) { state_->database.require(sqlite3_bind_double(state_->handle, parameter + 1, number)); }
void Database::Statement::bindNothing(int parameter) { state_->database.require(sqlite3_bind_null(state_->handle, parameter + 1)); }

bool Database::Statement::next() {
    const int code = sqlite3_step(state_->handle);
    if (code == SQLITE_ROW) return true;
    sqlite3_reset(state_->handle);
    state_->database.require(code);
    return false;
}

std::string_view Database::Statement::text(int column) const {
    const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(state_->handle, column));
    return text ? std::string_view(text, static_cast<size_t>(sqlite3_column_bytes(state_->handle, column))) : std::string_view();
}

int64_t Database::Statement::integer(int column) const { return sqlite3_column_int64(state_->handle, column); }
double Database::Statement::real(int column) const { return sqlite3_column_double(state_->handle, column); }
bool Database::Statement::isNull(int column) const { return sqlite3_column_type(state_->handle, column) == SQLITE_NULL; }

}  // namespace luthier
