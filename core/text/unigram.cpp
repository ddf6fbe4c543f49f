// SPDX-License-Identifier: Apache-2.0
#include "core/text/unigram.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "core/base/error.h"
#include "core/text/character_classes.h"
#include "core/text/section_reader.h"

namespace luthier {

namespace {

constexpr double kUnknownPenalty = 10;  // kUnkPenalty of sentencepiece

std::string byteToken(unsigned byte) {
    constexpr char kDigits[] = "0123456789ABCDEF";
    return {'<', '0', 'x', kDigits[byte >> 4], kDigits[byte & 15], '>'};
}

}  // namespace

Unigram::Unigram(const std::vector<ScoredPiece>& pieces, UnigramOptions options) : options_(std::move(options)) {
    if (options_.unknownId && (*options_.unknownId < 0 || *options_.unknownId >= std::ssize(pieces)))
        refuseBroken(options_.file, "'unk_id' of the model Unigram is not the number of a piece.");
    vocabulary_.reserve(pieces.size());
    double lowest = INFINITY;
    for (const ScoredPiece& piece : pieces) {
        const auto id = static_cast<int32_t>(scores_.size());
        vocabulary_.add(piece.text, id);
        trie_.add(piece.text, id);
        scores_.push_back(piece.score);
        lowest = std::min(lowest, piece.score);
    }
    unknownScore_ = lowest - kUnknownPenalty;
    for (unsigned byte = 0; byte < 256; ++byte) bytes_[byte] = options_.byteFallback ? idOf(byteToken(byte)).value_or(-1) : -1;
    measurePieces();
}

void Unigram::measurePieces() {
    for (int32_t id = 0; id <= highestId(); ++id) {
        const auto text = tokenOf(id);
        const bool exact = text && !(options_.unknownId && id == *options_.unknownId);
        tokenBytes_.push_back(exact ? static_cast<uint32_t>(text->size()) : kUnmeasured);
    }
    for (const int32_t id : bytes_)
        if (id >= 0) tokenBytes_[static_cast<size_t>(id)] = 1;
}

int32_t Unigram::unknownId() const {
    if (options_.unknownId) return static_cast<int32_t>(*options_.unknownId);
    throw Error(options_.file, "The text needs an unknown token, and this tokenizer has none.", "Use a model whose tokenizer is complete.");
}

/// Forward over the characters: the best way to each place. A later way replaces an earlier one only when it is strictly better.
void Unigram::walk(std::string_view word, std::vector<Best>& best) const {
    best.assign(word.size() + 1, {});
    const CharacterScanner scanner(word);
    for (size_t at = 0; at < word.size();) {
        const double before = best[at].score;
        const size_t next = at + scanner.at(at).bytes;
        const auto offer = [&](size_t end, double score, int32_t id) {
            Best& there = best[end];
            if (there.begin == UINT32_MAX || score > there.score) there = {score, static_cast<uint32_t>(at), id};
        };
        bool single = false;
        trie_.each(word, at, [&](size_t end, int32_t id) {
            offer(end, scores_[static_cast<size_t>(id)] + before, id);
            single = single || end == next;
        });
        if (!single) offer(next, unknownScore_ + before, unknownId());
        at = next;
    }
}

/// What no piece stands for: one unknown token, or its bytes.
void Unigram::writeUnknown(std::string_view text, uint32_t begin, EncodedWord& found) const {
    const auto id = idOf(text);
    const auto has = [&](char c) { return bytes_[static_cast<unsigned char>(c)] >= 0; };
    if (id || !options_.byteFallback || !std::all_of(text.begin(), text.end(), has)) return found.add(id ? *id : unknownId(), begin);
    for (uint32_t i = 0; i < text.size(); ++i) found.add(bytes_[static_cast<unsigned char>(text[i])], begin + i);
}

void Unigram::encodeWord(std::string_view word, EncodedWord& found) const {
    static thread_local std::vector<Best> best;
    static thread_local std::vector<Piece> pieces;
    found.clear();
    walk(word, best);
    pieces.clear();
    for (auto end = static_cast<uint32_t>(word.size()); end > 0; end = best[end].begin) {
        const Best& last = best[end];
        const bool unknown = options_.unknownId && last.id == *options_.unknownId;
        // Neighbouring unknown pieces become one.
        if (unknown && !pieces.empty() && pieces.back().unknown) pieces.back().begin = last.begin;
        else pieces.push_back({last.begin, end, last.id, unknown});
    }
    for (auto piece = pieces.rbegin(); piece != pieces.rend(); ++piece) {
        if (piece->unknown) writeUnknown(word.substr(piece->begin, piece->end - piece->begin), piece->begin, found);
        else found.add(piece->id, piece->begin);
    }
}

namespace {

/// The number as serde_json reads it: the digits as one integer, then one multiplication or division by a power of ten, which differs
/// from the nearest double in one of four long numbers. Files write the shortest digits, so those of the nearest double are the file's.
double asSerdeReads(double nearest) {
    char digits[32];
    const auto written = std::to_chars(digits, digits + sizeof digits, std::fabs(nearest), std::chars_format::scientific);
    uint64_t significand = 0;
    int exponent = 0, places = 0;
    const char* at = digits;
    for (bool fraction = false; at != written.ptr && *at != 'e'; ++at) {
        if (*at == '.') fraction = true;
        else significand = significand * 10 + static_cast<uint64_t>(*at - '0'), places += fraction;
    }
    if (at != written.ptr) std::from_chars(at[1] == '+' ? at + 2 : at + 1, written.ptr, exponent);
    exponent -= places;
    // Powers of ten up to 22 are exact; higher ones are what the compiler of serde_json makes of 1e23 …, the nearest doubles.
    const double power = std::strtod(("1e" + std::to_string(std::min(std::abs(exponent), 308))).c_str(), nullptr);
    const double value = exponent >= 0 ? static_cast<double>(significand) * power : static_cast<double>(significand) / power;
    return std::signbit(nearest) ? -value : value;
}

}  // namespace

std::unique_ptr<TokenModel> makeUnigram(const Json& config, const std::string& file, bool) {
    std::vector<ScoredPiece> pieces;
    for (const Json& entry : requiredArray(config, "vocab", file, "model Unigram")) {
        const bool pair = entry.isArray() && entry.size() == 2 && entry.asArray()[0].isString() && entry.asArray()[1].isNumber();
        if (!pair) refuseBroken(file, "Piece " + std::to_string(pieces.size() + 1) + " of the model Unigram is not [text, score].");
        pieces.push_back({entry.asArray()[0].asString(), asSerdeReads(entry.asArray()[1].asNumber())});
    }
    if (pieces.empty()) refuseBroken(file, "The model Unigram has no pieces.");
    UnigramOptions options;
    options.file = file;
    options.byteFallback = config.boolOr("byte_fallback", false);
    if (const Json* unknown = config.find("unk_id"); unknown && unknown->isInteger()) options.unknownId = unknown->asInteger();
    return std::make_unique<Unigram>(pieces, std::move(options));
}

}  // namespace luthier
