// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace luthier::testing {

/// A small HTTP server on 127.0.0.1, for as long as the object lives.
class LoopbackServer {
public:
    struct Request {
        std::string path;  ///< with the query
        std::map<std::string, std::string> headers;  ///< lower-case names
        std::string header(const std::string& name) const {
            const auto found = headers.find(name);
            return found == headers.end() ? "" : found->second;
        }
    };
    struct Answer {
        int status = 200;
        std::string body;
        std::map<std::string, std::string> headers = {};
        std::optional<size_t> breaksAfter = std::nullopt;  ///< bytes of the body, after which the line breaks
    };
    explicit LoopbackServer(std::function<Answer(const Request&)> answer);
    ~LoopbackServer();
    LoopbackServer(const LoopbackServer&) = delete;

    std::string address() const { return "http://127.0.0.1:" + std::to_string(port_); }
    std::vector<Request> requests() const;

private:
    void serve();
    void talk(int connection);
    std::function<Answer(const Request&)> answer_;
    int listener_ = -1, port_ = 0;
    std::atomic<bool> ends_{false};
    mutable std::mutex mutex_;
    std::vector<Request> requests_;
    std::thread thread_;
};

/// The whole body, or from where a "range: bytes=N-" asks for it.
LoopbackServer::Answer ranged(const LoopbackServer::Request& request, const std::string& body);

}  // namespace luthier::testing
