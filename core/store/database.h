// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "core/base/error.h"

namespace luthier {

/// The file is no database, or what is in it cannot be right.
class DamagedDatabase : public Error {
public:
    using Error::Error;
};

/// One connection to an SQLite file. Every failure throws Error naming the file.
/// SQLite 3.7.0 to 3.51.2 can damage a file in WAL mode when two connections write or checkpoint at the same instant, so the caller sees to it
/// that one connection at most is opened to write; those opened to read never checkpoint.
class Database {
public:
    enum class Access { Write, Read };

    /// A file (to write: made when missing, in WAL mode, each commit on the disk), or one in memory when `file` is empty.
    Database(const std::filesystem::path& file, Access access);
    ~Database();
    Database(Database&&) noexcept;
    Database& operator=(Database&&) noexcept;

    void run(const std::string& sql);  ///< statements without parameters
    int64_t number(const std::string& sql);  ///< the first column of the first row; 0 when there is none
    /// Throws DamagedDatabase when SQLite finds the file inconsistent.
    void check();

    /// One statement, to be run once or often. Columns and parameters are counted from 0.
    class Statement {
    public:
        Statement(Database& database, std::string_view sql);
        ~Statement();
        Statement(const Statement&) = delete;
        void bind(int parameter, std::string_view text);  ///< copied
        void bind(int parameter, int64_t number);
        void bind(int parameter, double number);
        void bindNothing(int parameter);
        bool next();     ///< the next row; false after the last, and the statement can be run again
        std::string_view text(int column) const;  ///< until next()
        int64_t integer(int column) const;
        double real(int column) const;
        bool isNull(int column) const;

    private:
        struct State;
        std::unique_ptr<State> state_;
    };

private:
    friend class Statement;
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace luthier
