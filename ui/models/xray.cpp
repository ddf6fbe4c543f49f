// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/xray.h"

#include "ui/models/text.h"

namespace luthier::ui {
namespace {

std::string fateOf(const EncodeSettings& settings, const Example& example) {
    if (settings.labels.present()) return settings.overlong == "truncate" ? settings.overlong : "drop";  // a piece has no label of its own
    if (settings.overlong != "auto") return settings.overlong;
    return example.document || example.kind == Example::Kind::Text ? "split" : "drop";
}

}  // namespace

XRay xray(const TextModel& model, const Example& example, const EncodeSettings& settings) {
    XRay result;
    result.longest = settings.maxLength;
    result.overlong = fateOf(settings, example);
    EncodeSettings whole = settings;
    whole.maxLength = 0;
    whole.keepDropped = true;
    const Encoded encoded = encode(model, example, whole);
    result.dropped = encoded.dropped;
    if (settings.labels.present()) result.label = qText(labelText(example.label));
    if (encoded.samples.empty()) return result;
    const Sample& sample = encoded.samples.front();
    Tokenizer::Stream stream = model.tokenizer().stream(false);
    for (size_t i = 0; i < sample.ids.size(); ++i) {
        const bool beyond = result.longest > 0 && static_cast<int64_t>(i) >= result.longest;
        result.tokens.push_back({qText(stream.next(sample.ids[i])), sample.ids[i], sample.learnt[i], model.tokenizer().isSpecial(sample.ids[i]), beyond});
        result.learnt += sample.learnt[i] && !beyond;
    }
    if (!result.tokens.empty()) result.tokens.back().text += qText(stream.finish());
    if (result.isOverlong() && result.overlong == "drop") result.dropped = "overlong";
    return result;
}

}  // namespace luthier::ui
