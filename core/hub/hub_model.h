// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/hub/get_model.h"

namespace luthier {

/// The offer of a hub that speaks as huggingface.co does. `name`: owner/name or owner/name/FILE.gguf; an empty revision is main.
ModelOffer offerFromHub(const std::string& name, const std::string& revision, const CancelToken& cancel, const std::string& token = {});

/// HF_ENDPOINT without a slash at its end.
std::string hubAddress();
/// HF_TOKEN, else the content of the hub's token file; empty when there is none.
std::string hubToken();

}  // namespace luthier
