// SPDX-License-Identifier: Apache-2.0
#include "core/text/sentencepiece_file.h"

#include "core/text/protobuf_reader.h"
#include "core/text/section_reader.h"

namespace luthier {
namespace {

// Field numbers of sentencepiece_model.proto.
namespace model { enum : uint32_t { Pieces = 1, TrainerSpec = 2, NormalizerSpec = 3 }; }
namespace piece { enum : uint32_t { Text = 1, Score = 2, Type = 3 }; }
namespace trainer { enum : uint32_t { Algorithm = 3, ByteFallback = 35, UnknownId = 40, BosId = 41, EosId = 42, UnknownPiece = 45, BosPiece = 46, EosPiece = 47 }; }
namespace normalizer { enum : uint32_t { Charsmap = 2 }; }

constexpr size_t kLongestPiece = 1024;  // bytes; sentencepiece's own limit is 512, published files have 48 at most

SentencePieceFile::Piece readPiece(ProtobufReader reader, const std::string& file) {
    SentencePieceFile::Piece read;
    while (reader.next()) switch (reader.field()) {
            case piece::Text: read.text = reader.text(); break;
            case piece::Score: read.score = reader.real(); break;
            case piece::Type: read.type = static_cast<int64_t>(reader.number()); break;
            default: break;
        }
    if (read.text.empty() || read.text.size() > kLongestPiece)
        refuseBroken(file, "A piece must have 1 to " + std::to_string(kLongestPiece) + " bytes, one has " + std::to_string(read.text.size()) + ".");
    return read;
}

void readTrainer(ProtobufReader reader, SentencePieceFile& read) {
    // Negative ids are written as the 64-bit number of equal bits.
    while (reader.next()) switch (reader.field()) {
            case trainer::Algorithm: read.algorithm = static_cast<int64_t>(reader.number()); break;
            case trainer::ByteFallback: read.byteFallback = reader.number() != 0; break;
            case trainer::UnknownId: read.unknownId = static_cast<int64_t>(reader.number()); break;
            case trainer::BosId: read.bosId = static_cast<int64_t>(reader.number()); break;
            case trainer::EosId: read.eosId = static_cast<int64_t>(reader.number()); break;
            case trainer::UnknownPiece: read.unknownPiece = reader.text(); break;
            case trainer::BosPiece: read.bosPiece = reader.text(); break;
            case trainer::EosPiece: read.eosPiece = reader.text(); break;
            default: break;
        }
}

void readNormalizer(ProtobufReader reader, SentencePieceFile& read) {
    while (reader.next())
        if (reader.field() == normalizer::Charsmap) read.charsmap = reader.bytes();
}

}  // namespace

SentencePieceFile SentencePieceFile::parse(std::string_view bytes, const std::string& file) {
    SentencePieceFile read;
    ProtobufReader reader(bytes, file);
    while (reader.next()) switch (reader.field()) {
            case model::Pieces: read.pieces.push_back(readPiece(ProtobufReader(reader.bytes(), file), file)); break;
            case model::TrainerSpec: readTrainer(ProtobufReader(reader.bytes(), file), read); break;
            case model::NormalizerSpec: readNormalizer(ProtobufReader(reader.bytes(), file), read); break;
            default: break;
        }
    if (read.pieces.empty()) refuseBroken(file, "This sentencepiece file holds no pieces.");
    return read;
}

}  // namespace luthier
