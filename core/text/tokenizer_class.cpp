// SPDX-License-Identifier: Apache-2.0
#include "core/text/tokenizer_class.h"

#include <string_view>

#include "core/text/tokenizer_source.h"

namespace luthier {
namespace {

constexpr std::string_view kBackend = "TokenizersBackend";

struct Registered {
    std::string_view family, name;
    bool overFolder = false;  ///< counts against what the folder says (MODELS_WITH_INCORRECT_HUB_TOKENIZER_CLASS)
};
/// TOKENIZER_MAPPING_NAMES of the families whose older files are read here. Where it says TokenizersBackend, files are read plainly whatever
/// class the folder names.
constexpr Registered kRegistered[] = {
    {"bert", "BertTokenizer"},          {"convbert", "BertTokenizer"},          {"distilbert", "BertTokenizer"},
    {"electra", "BertTokenizer"},       {"ernie", "BertTokenizer"},             {"megatron-bert", "BertTokenizer"},
    {"mobilebert", "MobileBertTokenizer"}, {"nomic_bert", "BertTokenizer"},     {"squeezebert", "BertTokenizer"},
    {"bart", "RobertaTokenizer"},       {"longformer", "RobertaTokenizer"},     {"roberta", "RobertaTokenizer"},
    {"roberta-prelayernorm", "RobertaTokenizer"},
    {"gpt2", "GPT2Tokenizer"},          {"gpt_neo", "GPT2Tokenizer"},           {"gptj", "GPT2Tokenizer"},
    {"opt", "GPT2Tokenizer"},           {"phi", "GPT2Tokenizer"},               {"starcoder2", "GPT2Tokenizer"},
    {"gpt_neox", "GPTNeoXTokenizer"},   {"mpt", "GPTNeoXTokenizer"},            {"olmo", "GPTNeoXTokenizer"},
    {"olmoe", "GPTNeoXTokenizer"},
    {"qwen2", "Qwen2Tokenizer", true},  {"qwen2_moe", "Qwen2Tokenizer"},        {"qwen3", "Qwen2Tokenizer"},
    {"qwen3_moe", "Qwen2Tokenizer"},
    {"gemma", "GemmaTokenizer"},        {"gemma2", "GemmaTokenizer"},           {"gemma3", "GemmaTokenizer"},
    {"gemma3_text", "GemmaTokenizer"},  {"gemma3n_text", "GemmaTokenizer"},     {"recurrent_gemma", "GemmaTokenizer"},
    {"t5", "T5Tokenizer"},              {"mt5", "T5Tokenizer"},                 {"xlm-roberta", "XLMRobertaTokenizer"},
    {"cohere", "CohereTokenizer"},      {"cohere2", "CohereTokenizer"},
    {"mistral", kBackend},              {"mistral3", kBackend},                 {"mixtral", kBackend},
    {"ministral", kBackend},            {"ministral3", kBackend},               {"phi3", kBackend},
    {"phimoe", kBackend},               {"granite", kBackend},                  {"granitemoe", kBackend},
    {"olmo2", kBackend},                {"olmo3", kBackend},                    {"stablelm", kBackend},
    {"internlm2", kBackend},            {"internlm3", kBackend},                {"nemotron", kBackend},
    {"persimmon", kBackend},            {"minicpm3", kBackend},                 {"jamba", kBackend},
    {"modernbert", kBackend},           {"umt5", kBackend},                     {"xlm-roberta-xl", kBackend},
};

/// Names under which Transformers keeps a class reachable.
constexpr std::pair<std::string_view, std::string_view> kAliases[] = {
    {"ConvBertTokenizer", "BertTokenizer"},   {"DistilBertTokenizer", "BertTokenizer"}, {"ElectraTokenizer", "BertTokenizer"},
    {"LayoutLMTokenizer", "BertTokenizer"},   {"LxmertTokenizer", "BertTokenizer"},     {"MobileBertTokenizer", "BertTokenizer"},
    {"SqueezeBertTokenizer", "BertTokenizer"}, {"BartTokenizer", "RobertaTokenizer"},   {"LEDTokenizer", "RobertaTokenizer"},
    {"LongformerTokenizer", "RobertaTokenizer"}, {"MvpTokenizer", "RobertaTokenizer"},  {"Phi3Tokenizer", "LlamaTokenizer"},
    {"PreTrainedTokenizer", kBackend},        {"BloomTokenizer", kBackend},
};

std::string withoutFast(std::string name) {
    if (name.ends_with("Fast")) name.resize(name.size() - 4);
    return name;
}

std::string chosen(const std::string& folder, const std::string& family) {
    for (const Registered& known : kRegistered) {
        if (known.family != family) continue;
        if (folder.empty() || known.name == kBackend || known.overFolder) return std::string(known.name);
    }
    return folder.empty() ? std::string(kBackend) : folder;
}

}  // namespace

std::string tokenizerClass(const ModelFiles& files) {
    const Json config = configFile(files, "tokenizer_config.json"), model = configFile(files, "config.json");
    const std::string folder = withoutFast(config.stringOr("tokenizer_class", model.stringOr("tokenizer_class", "")));
    const std::string name = chosen(folder, model.stringOr("model_type", ""));
    for (const auto& [alias, main] : kAliases)
        if (alias == name) return std::string(main);
    return name;
}

}  // namespace luthier
