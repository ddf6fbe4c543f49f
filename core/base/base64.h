// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace luthier {

/// The usual alphabet (RFC 4648, section 4), padded.
std::string base64Of(std::string_view bytes);
/// Nothing when the text is not base64; padding may be missing.
std::optional<std::string> base64Bytes(std::string_view text);

}  // namespace luthier
