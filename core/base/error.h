// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <exception>
#include <string>

namespace luthier {

/// The world failed: disk, memory, a corrupt file. Thrown, and caught once per program or thread.
class Error : public std::exception {
public:
    Error(std::string where, std::string what, std::string mend)
        : where_(std::move(where)), what_(std::move(what)), mend_(std::move(mend)) {}

    const char* what() const noexcept override { return what_.c_str(); }
    const std::string& where() const { return where_; }  ///< file, tensor or step
    const std::string& mend() const { return mend_; }    ///< what to do next

private:
    std::string where_, what_, mend_;
};

/// The world has no more room: a memory or disk limit. A run that meets it ends with reason "limit".
class OutOfRoom : public Error {
public:
    using Error::Error;
};

/// Thrown when a CancelToken asked to stop; caught at the border of a run or request (exit code 130).
class Stopped : public std::exception {
public:
    const char* what() const noexcept override { return "stopped on request"; }
};

}  // namespace luthier
