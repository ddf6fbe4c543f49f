// SPDX-License-Identifier: Apache-2.0
#include "tests/support/loopback_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <sstream>
#include <stdexcept>

namespace luthier::testing {

LoopbackServer::LoopbackServer(std::function<Answer(const Request&)> answer) : answer_(std::move(answer)) {
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof(address);
    auto* plain = reinterpret_cast<sockaddr*>(&address);
    if (listener_ < 0 || ::bind(listener_, plain, length) != 0 || ::listen(listener_, 16) != 0 || ::getsockname(listener_, plain, &length) != 0)
        throw std::runtime_error("no loopback server could be started");
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { serve(); });
}

LoopbackServer::~LoopbackServer() {
    ends_ = true;
    thread_.join();
    ::close(listener_);
}

std::vector<LoopbackServer::Request> LoopbackServer::requests() const {
    const std::lock_guard lock(mutex_);
    return requests_;
}

void LoopbackServer::serve() {
    while (!ends_) {
        pollfd waiting{listener_, POLLIN, 0};
        if (::poll(&waiting, 1, 20) <= 0) continue;
        const int connection = ::accept(listener_, nullptr, nullptr);
        if (connection < 0) continue;
        talk(connection);
        ::shutdown(connection, SHUT_WR);
        ::close(connection);
    }
}

namespace {

std::string receivedHead(int connection) {
    std::string head;
    char piece[4096];
    while (head.find("\r\n\r\n") == std::string::npos) {
        const ssize_t count = ::recv(connection, piece, sizeof(piece), 0);
        if (count <= 0) break;
        head.append(piece, static_cast<size_t>(count));
    }
    return head;
}

LoopbackServer::Request parsedHead(const std::string& head) {
    LoopbackServer::Request request;
    std::istringstream lines(head);
    std::string method, line;
    lines >> method >> request.path;
    std::getline(lines, line);
    while (std::getline(lines, line) && line != "\r") {
        const size_t colon = line.find(": ");
        if (colon == std::string::npos) continue;
        std::string name = line.substr(0, colon);
        std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        request.headers[name] = line.substr(colon + 2, line.find_last_not_of("\r") - colon - 1);
    }
    return request;
}

void sendAll(int connection, const std::string& bytes) {
    for (size_t sent = 0; sent < bytes.size();) {
        const ssize_t count = ::send(connection, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
        if (count <= 0) return;
        sent += static_cast<size_t>(count);
    }
}

}  // namespace

void LoopbackServer::talk(int connection) {
    const Request request = parsedHead(receivedHead(connection));
    {
        const std::lock_guard lock(mutex_);
        requests_.push_back(request);
    }
    const Answer answer = answer_(request);
    std::string head = "HTTP/1.1 " + std::to_string(answer.status) + " said\r\nConnection: close\r\nContent-Length: " + std::to_string(answer.body.size()) + "\r\n";
    for (const auto& [name, value] : answer.headers) head += name + ": " + value + "\r\n";
    sendAll(connection, head + "\r\n" + answer.body.substr(0, answer.breaksAfter.value_or(answer.body.size())));
}

LoopbackServer::Answer ranged(const LoopbackServer::Request& request, const std::string& body) {
    const std::string range = request.header("range");
    if (!range.starts_with("bytes=")) return {200, body};
    const size_t from = std::stoull(range.substr(6));
    if (from >= body.size()) return {416, ""};
    return {206, body.substr(from), {{"Content-Range", "bytes " + std::to_string(from) + "-" + std::to_string(body.size() - 1) + "/" + std::to_string(body.size())}}};
}

}  // namespace luthier::testing
