// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"
#include "core/events/cancel_token.h"

namespace luthier {

/// No whole answer came: no network, a name that is not known, a line that broke.
class Unreachable : public Error {
public:
    using Error::Error;
};

struct HttpAnswer {
    int status = 0;      ///< of the last answer, after redirects; 200 for a local file
    std::string url;     ///< where the answer came from in the end
    std::map<std::string, std::string> headers;  ///< lower-case names
    std::string body;    ///< where the request has no `body`, or the status is an error's
    std::string header(const std::string& name) const;  ///< empty when missing
};

struct HttpRequest {
    std::string url;     ///< https or http; file:// where allowFiles
    std::string token = {};   ///< a bearer's, sent to this host alone and never to where it redirects; may be empty
    std::vector<std::string> headers = {};
    uint64_t from = 0;   ///< asks for the bytes from there on: status 206 where the server can
    uint64_t longest = 64 << 20;  ///< bytes of an answer that is kept; a longer one is an Error
    std::filesystem::path certificates = {};  ///< a file of trusted ones; empty: the system's
    bool allowFiles = false;
    /// Takes the bytes of an answer of status 200 or 206 as they come.
    std::function<void(const HttpAnswer& head, std::string_view bytes)> body = {};
};

/// Sends a GET and follows redirects. Throws Unreachable, Stopped (when `cancel` asks), and what `body` throws.
HttpAnswer httpGet(const HttpRequest& request, const CancelToken& cancel);

/// `link` as it stands on the page at `base`.
std::string absoluteUrl(const std::string& base, const std::string& link);
/// A path's part with everything but letters, digits and -._~ as %XX ('/' stays).
std::string urlEscaped(std::string_view path);
std::string hostOf(const std::string& url);  ///< for words: "pypi.org", or the path of a local folder

}  // namespace luthier
