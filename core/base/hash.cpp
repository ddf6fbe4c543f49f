// SPDX-License-Identifier: Apache-2.0
#include "core/base/hash.h"

#include <openssl/evp.h>

#include <fstream>
#include <span>
#include <vector>

#include "core/base/error.h"
#include "core/base/file.h"

namespace luthier {
namespace {

void check(int result) {
    if (result != 1) throw Error("hash", "the OpenSSL library failed", "reinstall OpenSSL");
}

std::string hexOf(std::span<const uint8_t> bytes) {
    constexpr char kDigits[] = "0123456789abcdef";
    std::string text;
    for (uint8_t byte : bytes) {
        text += kDigits[byte >> 4];
        text += kDigits[byte & 15];
    }
    return text;
}

template <class Take>
void forEachBlock(const std::filesystem::path& file, Take&& take) {
    std::ifstream in(file, std::ios::binary);
    std::vector<char> buffer(size_t{1} << 20);
    while (in) {
        in.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
        take(std::string_view(buffer.data(), static_cast<size_t>(in.gcount())));
    }
    if (!in.eof()) throw Error(textOf(file), "the file cannot be read", "check that it exists and may be read");
}

}  // namespace

struct Sha256::State {
    EVP_MD_CTX* context = EVP_MD_CTX_new();
    State() { check(context && EVP_DigestInit_ex(context, EVP_sha256(), nullptr) == 1); }
    ~State() { EVP_MD_CTX_free(context); }
    State(const State&) = delete;
};

Sha256::Sha256() : state_(std::make_unique<State>()) {}
Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

void Sha256::add(std::string_view bytes) { check(EVP_DigestUpdate(state_->context, bytes.data(), bytes.size())); }

void Sha256::addField(std::string_view bytes) {
    char length[8];
    for (int i = 0; i < 8; ++i) length[i] = static_cast<char>((uint64_t{bytes.size()} >> (8 * i)) & 0xFF);
    add({length, sizeof length});
    add(bytes);
}

std::array<uint8_t, 32> Sha256::digest() {
    std::array<uint8_t, 32> result;
    check(EVP_DigestFinal_ex(state_->context, result.data(), nullptr));
    return result;
}

std::string Sha256::hex() { return hexOf(digest()); }

std::string sha256Hex(std::string_view bytes) {
    Sha256 hash;
    hash.add(bytes);
    return hash.hex();
}

std::string fileSha256Hex(const std::filesystem::path& file) {
    Sha256 hash;
    forEachBlock(file, [&](std::string_view block) { hash.add(block); });
    return hash.hex();
}

std::string fileGitSha1Hex(const std::filesystem::path& file) {
    const std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    check(context && EVP_DigestInit_ex(context.get(), EVP_sha1(), nullptr) == 1);
    const std::string head = "blob " + std::to_string(std::filesystem::file_size(file));
    check(EVP_DigestUpdate(context.get(), head.c_str(), head.size() + 1));
    forEachBlock(file, [&](std::string_view block) { check(EVP_DigestUpdate(context.get(), block.data(), block.size())); });
    std::array<uint8_t, 20> digest;
    check(EVP_DigestFinal_ex(context.get(), digest.data(), nullptr));
    return hexOf(digest);
}

}  // namespace luthier
