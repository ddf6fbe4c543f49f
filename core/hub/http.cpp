// SPDX-License-Identifier: Apache-2.0
#include "core/hub/http.h"

#include <curl/curl.h>

#include <algorithm>
#include <exception>
#include <memory>

#include "core/base/file.h"

namespace luthier {
namespace {

constexpr long kConnectSeconds = 20, kSilentSeconds = 60, kMostRedirects = 10;

struct Handle {
    CURL* curl;
    curl_slist* headers = nullptr;
    Handle() {
        static const CURLcode once = curl_global_init(CURL_GLOBAL_DEFAULT);
        curl = once == CURLE_OK ? curl_easy_init() : nullptr;
        if (!curl) throw Error("network", "the network library could not be started", "reinstall libcurl");
    }
    ~Handle() {
        curl_slist_free_all(headers);
        curl_easy_cleanup(curl);
    }
    Handle(const Handle&) = delete;
};

/// One exchange; exceptions wait here until the library, which is written in C, has returned.
struct Exchange {
    const HttpRequest& request;
    const CancelToken& cancel;
    CURL* curl;
    HttpAnswer answer = {};
    std::exception_ptr thrown = nullptr;

    bool isGood() {
        if (request.url.starts_with("file:")) return true;
        long status = 0;
        curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
        answer.status = static_cast<int>(status);
        return status == 200 || status == 206;
    }
    void take(std::string_view bytes) {
        if (isGood() && request.body) return request.body(answer, bytes);
        if (answer.body.size() + bytes.size() > request.longest)
            throw Error(hostOf(request.url), "the answer is longer than " + std::to_string(request.longest) + " bytes", "check the address");
        answer.body += bytes;
    }
    void head(std::string line) {
        if (line.starts_with("HTTP/")) answer.headers.clear();
        const size_t colon = line.find(':');
        if (colon == std::string::npos) return;
        std::string name = line.substr(0, colon), value = line.substr(colon + 1);
        std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        const size_t first = value.find_first_not_of(" \t"), last = value.find_last_not_of(" \t\r\n");
        answer.headers[name] = first == std::string::npos ? "" : value.substr(first, last - first + 1);
    }
};

template <class Work>
size_t kept(Exchange& exchange, size_t bytes, Work&& work) {
    try {
        work();
        return bytes;
    } catch (...) {
        exchange.thrown = std::current_exception();
        return 0;
    }
}

size_t onBody(char* data, size_t, size_t bytes, void* exchange) {
    Exchange& of = *static_cast<Exchange*>(exchange);
    return kept(of, bytes, [&] { of.take({data, bytes}); });
}

size_t onHeader(char* data, size_t, size_t bytes, void* exchange) {
    Exchange& of = *static_cast<Exchange*>(exchange);
    return kept(of, bytes, [&] { of.head({data, bytes}); });
}

int onProgress(void* exchange, curl_off_t, curl_off_t, curl_off_t, curl_off_t) { return static_cast<Exchange*>(exchange)->cancel.stopAsked(); }

// The protocols' names came with libcurl 7.85, which takes the place of numbers that newer ones call deprecated.
void setUp(Handle& handle, Exchange& exchange) {
    const HttpRequest& request = exchange.request;
    CURL* curl = handle.curl;
    curl_easy_setopt(curl, CURLOPT_URL, request.url.c_str());
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, request.allowFiles ? "http,https,file" : "http,https");
    curl_easy_setopt(curl, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 1L);
    curl_easy_setopt(curl, CURLOPT_MAXREDIRS, kMostRedirects);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
    curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, 1L);
    curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, kSilentSeconds);
    curl_easy_setopt(curl, CURLOPT_USERAGENT, "luthier/" LUTHIER_VERSION);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, onBody);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &exchange);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, onHeader);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, &exchange);
    curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, onProgress);
    curl_easy_setopt(curl, CURLOPT_XFERINFODATA, &exchange);
    if (request.from > 0) curl_easy_setopt(curl, CURLOPT_RANGE, (std::to_string(request.from) + "-").c_str());
    if (!request.certificates.empty()) curl_easy_setopt(curl, CURLOPT_CAINFO, textOf(request.certificates).c_str());
    for (const std::string& header : request.headers) handle.headers = curl_slist_append(handle.headers, header.c_str());
    // libcurl leaves this header out when a redirect leads to another host or port.
    if (!request.token.empty()) handle.headers = curl_slist_append(handle.headers, ("Authorization: Bearer " + request.token).c_str());
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, handle.headers);
}

std::string part(const std::string& url, CURLUPart which) {
    const std::unique_ptr<CURLU, void (*)(CURLU*)> parts(curl_url(), curl_url_cleanup);
    char* text = nullptr;
    if (!parts || curl_url_set(parts.get(), CURLUPART_URL, url.c_str(), CURLU_NON_SUPPORT_SCHEME) != CURLUE_OK ||
        curl_url_get(parts.get(), which, &text, 0) != CURLUE_OK)
        return "";
    const std::unique_ptr<char, void (*)(void*)> owned(text, curl_free);
    return text;
}

}  // namespace

std::string HttpAnswer::header(const std::string& name) const {
    const auto found = headers.find(name);
    return found == headers.end() ? "" : found->second;
}

HttpAnswer httpGet(const HttpRequest& request, const CancelToken& cancel) {
    Handle handle;
    Exchange exchange{request, cancel, handle.curl};
    setUp(handle, exchange);
    const CURLcode code = curl_easy_perform(handle.curl);
    if (cancel.stopAsked()) throw Stopped();
    if (exchange.thrown) std::rethrow_exception(exchange.thrown);
    if (code != CURLE_OK)
        throw Unreachable(hostOf(request.url), std::string("no whole answer came: ") + curl_easy_strerror(code),
                          "check the network (and the proxy, if there is one), then do it again");
    exchange.isGood();
    if (request.url.starts_with("file:")) exchange.answer.status = 200;
    char* url = nullptr;
    curl_easy_getinfo(handle.curl, CURLINFO_EFFECTIVE_URL, &url);
    exchange.answer.url = url ? url : request.url;
    return std::move(exchange.answer);
}

std::string absoluteUrl(const std::string& base, const std::string& link) {
    const std::unique_ptr<CURLU, void (*)(CURLU*)> parts(curl_url(), curl_url_cleanup);
    char* text = nullptr;
    const bool good = parts && curl_url_set(parts.get(), CURLUPART_URL, base.c_str(), 0) == CURLUE_OK &&
                      curl_url_set(parts.get(), CURLUPART_URL, link.c_str(), 0) == CURLUE_OK && curl_url_get(parts.get(), CURLUPART_URL, &text, 0) == CURLUE_OK;
    if (!good) return "";
    const std::unique_ptr<char, void (*)(void*)> owned(text, curl_free);
    return text;
}

std::string urlEscaped(std::string_view path) {
    constexpr char kDigits[] = "0123456789ABCDEF";
    std::string escaped;
    for (const char c : path) {
        const auto byte = static_cast<unsigned char>(c);
        if (std::isalnum(byte) || std::string_view("-._~/").find(c) != std::string_view::npos) escaped += c;
        else escaped += {'%', kDigits[byte >> 4], kDigits[byte & 15]};
    }
    return escaped;
}

std::string hostOf(const std::string& url) {
    const std::string host = part(url, CURLUPART_HOST), port = part(url, CURLUPART_PORT);
    if (host.empty()) return url.starts_with("file://") ? url.substr(7) : url;
    return port.empty() ? host : host + ":" + port;
}

}  // namespace luthier
