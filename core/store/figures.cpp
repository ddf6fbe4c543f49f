// SPDX-License-Identifier: Apache-2.0
#include "core/store/figures.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <ctime>

#include "core/base/counted.h"
#include "core/base/unicode.h"

namespace luthier {
namespace {

/// Characters that turn the direction of what follows (Unicode UAX 9).
bool turnsDirection(char32_t c) { return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E || c == 0x200F || c == 0x061C; }

bool isHarmless(char32_t c) { return c == '\n' || c == '\t' || (c >= 0x20 && c != 0x7F && !(c >= 0x80 && c < 0xA0) && !turnsDirection(c)); }

}  // namespace

std::string bytesInWords(int64_t bytes) {
    const auto size = static_cast<double>(bytes);
    if (size >= 1e9) return fmt::format("{:.1f} GB", size / 1e9);
    if (size >= 1e6) return fmt::format("{:.0f} MB", size / 1e6);
    return fmt::format("{:.0f} kB", size / 1e3);
}

std::string secondsInWords(double seconds) {
    if (!std::isfinite(seconds)) return "-";
    if (seconds > 0 && seconds < 10) return fmt::format("{:.1f} s", seconds);
    const auto whole = static_cast<int64_t>(std::clamp(seconds, 0.0, 1e12) + 0.5);
    if (whole < 60) return fmt::format("{} s", whole);
    if (whole < 3600) return fmt::format("{} min {:02} s", whole / 60, whole % 60);
    if (whole < 100 * 3600) return fmt::format("{} h {:02} min", whole / 3600, whole / 60 % 60);
    return fmt::format("{} days", whole / 86400);
}

std::string dateInWords(double time) {
    if (!(time > 0) || time > 2e11) return "-";
    const auto seconds = static_cast<std::time_t>(time);
    std::tm utc{};
#ifdef _WIN32
    gmtime_s(&utc, &seconds);
#else
    gmtime_r(&seconds, &utc);
#endif
    char text[40];
    std::strftime(text, sizeof text, "%Y-%m-%d %H:%M UTC", &utc);
    return text;
}

std::string lossInWords(double loss) { return fmt::format("{:.4f}", loss); }
std::string changeInWords(double difference) { return fmt::format("{:+.4f}", difference); }

std::string rateInWords(double rate) { return fmt::format("{:.3g}", rate); }

std::string countInWords(int64_t count) {
    std::string digits = std::to_string(count);
    for (auto at = static_cast<int64_t>(digits.size()) - 3; at > (count < 0 ? 1 : 0); at -= 3) digits.insert(static_cast<size_t>(at), " ");
    return digits;
}

std::string countInWords(int64_t count, const std::string& one) { return countInWords(count) + " " + wordFor(count, one); }

std::string valueInWords(const Json& value) {
    if (value.isString()) return value.asString();
    if (value.isFloat()) return fmt::format("{:.6g}", value.asNumber());
    Json::Style spaced;
    spaced.itemSeparator = ", ";
    spaced.keySeparator = ": ";
    return value.dump(spaced);
}

Json intervalJson(const Interval& interval) {
    Json json = Json::object();
    json["mean_before"] = interval.meanA;
    json["mean_after"] = interval.meanB;
    json["difference"] = interval.difference;
    json["low"] = interval.low;
    json["high"] = interval.high;
    json["groups"] = interval.groups;
    json["level"] = 0.95;
    json["resamples"] = kResamples;
    json["distinguishable"] = interval.distinguishable();
    json["words"] = intervalInWords(interval);
    return json;
}

std::string intervalInWords(const Interval& interval) {
    if (!interval.distinguishable()) {
        return fmt::format("not distinguishable ({:+.4f}; 95 %: {:+.4f} to {:+.4f}, which holds 0)", interval.difference, interval.low, interval.high);
    }
    const double least = std::min(std::abs(interval.low), std::abs(interval.high)), most = std::max(std::abs(interval.low), std::abs(interval.high));
    return fmt::format("{:.4f} {} (95 %: {:.4f} to {:.4f})", std::abs(interval.difference), interval.difference < 0 ? "lower" : "higher", least, most);
}

std::string harmless(const std::string& text) {
    std::string shown;
    for (size_t at = 0; at < text.size();) {
        const char32_t c = nextCodePoint(text, at);
        appendUtf8(shown, isHarmless(c) ? c : U'\uFFFD');
    }
    return shown;
}

std::string htmlText(const std::string& text) {
    std::string result;
    for (char c : harmless(text)) {
        switch (c) {
            case '&': result += "&amp;"; break;
            case '<': result += "&lt;"; break;
            case '>': result += "&gt;"; break;
            case '"': result += "&quot;"; break;
            case '\'': result += "&#39;"; break;
            default: result += c;
        }
    }
    return result;
}

std::string harmlessLine(const std::string& text) {
    std::string shown = harmless(text);
    std::ranges::replace(shown, '\n', ' ');
    std::ranges::replace(shown, '\t', ' ');
    return shown;
}

}  // namespace luthier
