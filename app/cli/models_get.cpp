// SPDX-License-Identifier: Apache-2.0
#include "app/cli/models_get.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/cli/command.h"
#include "app/cli/progress.h"
#include "core/base/error.h"
#include "core/base/file.h"
#include "core/base/os.h"
#include "core/events/control.h"
#include "core/hub/get_model.h"
#include "core/store/model_card.h"

namespace luthier::cli {
namespace {

/// One line that renews itself with the time left, on a terminal only.
class FetchLine {
public:
    ~FetchLine() {
        if (shown_) renewLine("");
    }
    void tell(const GetProgress& progress) {
        constexpr double kBetween = 0.2;  // seconds between two looks
        const double now = os::now();
        if (!shown_ || now - told_ < kBetween) return;
        if (told_ == 0) begin_ = now, first_ = progress.here;
        told_ = now;
        const double speed = static_cast<double>(progress.here - std::min(progress.here, first_)) / std::max(now - begin_, kBetween);
        const double left = static_cast<double>(progress.bytes - std::min(progress.bytes, progress.here));
        renewLine(fmt::format("{} of {}{}", bytesInWords(static_cast<int64_t>(progress.here)), bytesInWords(static_cast<int64_t>(progress.bytes)),
                              speed > 0 ? ", " + timeInWords(left / speed) + " left" : ""));
    }

private:
    bool shown_ = os::isTerminal(2);
    double begin_ = 0, told_ = 0;
    uint64_t first_ = 0;
};

void introduce(const ModelOffer& offer) {
    const std::string licence = offer.licence.empty() ? "" : "; licence " + offer.licence;
    const std::string size = offer.bytes == 0 ? "" : ", " + bytesInWords(static_cast<int64_t>(offer.bytes));
    const std::string here = offer.here == 0 ? "" : offer.here >= offer.bytes ? ", all of it here already" : ", " + bytesInWords(static_cast<int64_t>(offer.here)) + " of it here already";
    say(fmt::format("{} {} from {}{}{}{}", offer.name, offer.revision.substr(0, 12), offer.source, size, here, licence));
}

}  // namespace

int getModel(const std::string& name, const std::string& revision) {
    CancelToken token;
    const StopOnSignal onSignal(token);
    try {
        const ModelOffer offer = offerModel(name, revision, token);
        if (hasError(offer.problems)) return report(offer.problems);
        if (!jsonAsked()) report(offer.problems);
        introduce(offer);
        std::filesystem::path model;
        {
            FetchLine line;
            model = fetchModel(offer, token, [&](const GetProgress& progress) { line.tell(progress); });
        }
        const std::string licence = offer.licence.empty() ? licenceOf(model) : offer.licence;
        if (offer.licence.empty()) say("licence: " + (licence.empty() ? "the model does not say" : licence));
        if (jsonAsked()) printLine(Json(Json::Object{{"path", textOf(model)}, {"name", offer.name}, {"revision", offer.revision}, {"licence", licence.empty() ? Json() : Json(licence)}}).dump());
        else printLine(textOf(model));
        return kDone;
    } catch (const Stopped&) {
        say("stopped; what has arrived is kept, and the next call goes on from there");
        return kStopped;
    }
}

}  // namespace luthier::cli
