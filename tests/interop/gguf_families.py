# SPDX-License-Identifier: Apache-2.0
"""What is made of GGUF files of every family, written in the hub's layout, opened by the live Transformers: the logits of the golden cases.

    LUTHIER_EXPORTS=FOLDER build/dev/bin/model_test --gtest_filter='*GgufFamilies*'
    python tests/interop/gguf_families.py FOLDER        # torch 2.13.0, transformers 5.23.0

Tolerance: 2e-5 of the largest logit.
"""
import json
import pathlib
import sys

import torch
import transformers

GOLDEN = pathlib.Path(__file__).parent.parent / "golden"
sys.path.insert(0, str(GOLDEN / "families"))
from make_family_golden import opened  # noqa: E402


def main(exports):
    worst = 0.0
    for folder in sorted(exports.glob("gguf_*")):
        case = json.loads((GOLDEN / "gguf" / "families" / f"{folder.name.removeprefix('gguf_')}.json").read_text())
        with torch.no_grad():
            found = opened(folder)(torch.tensor([case["tokens"]]), use_cache=False).logits[0][case["rows"]]
        wanted = torch.tensor(case["logits"])
        apart = float((found - wanted).abs().max() / max(1.0, float(wanted.abs().max())))
        print(f"{folder.name:28} {apart:.1e}", flush=True)
        worst = max(worst, apart)
    assert 0 < worst <= 2e-5, worst


if __name__ == "__main__":
    transformers.utils.logging.set_verbosity_error()
    main(pathlib.Path(sys.argv[1]))
