# SPDX-License-Identifier: Apache-2.0
"""What is exported of models with a head for labels, opened by the live libraries: the answers of the golden cases.

    LUTHIER_EXPORTS=FOLDER build/dev/bin/export_test --gtest_filter='*ClassifierExport*'
    python tests/interop/classifier_exports.py FOLDER        # torch 2.13.0, transformers 5.23.0, peft 0.21.2

Every case is exported with its adapter merged (opened as a ForSequenceClassification) and as an adapter (opened by PEFT over the golden weights).
Tolerance: 2e-5 of the largest answer.
"""
import json
import pathlib
import sys
import tempfile

import torch
import transformers
from peft import PeftModel
from safetensors.torch import save_file

GOLDEN = pathlib.Path(__file__).parent.parent / "golden"
sys.path[:0] = [str(GOLDEN / "families"), str(GOLDEN / "classifiers")]
from make_classifier_golden import LABELS, answers, opened  # noqa: E402
from make_family_golden import weight  # noqa: E402


def apart(model, case):
    wanted = torch.tensor(case["adapter_logits"])
    with torch.no_grad():
        found = answers(model.eval())
    return float((found - wanted).abs().max() / max(1.0, float(wanted.abs().max())))


def base_of(case, folder):
    save_file({n: weight(n, s) for n, s in case["tensors"].items()}, folder / "model.safetensors", metadata={"format": "pt"})
    (folder / "config.json").write_text(json.dumps(case["config"]))
    return opened(folder)


def main(exports):
    worst = 0.0
    for folder in sorted(exports.glob("classifier_*")):
        case = json.loads((GOLDEN / "classifiers" / f"{folder.name.removeprefix('classifier_')}.json").read_text())
        merged = opened(folder / "merged")
        assert type(merged).__name__ == case["config"]["architectures"][0], type(merged)
        assert list(merged.config.id2label.values()) == LABELS and merged.config.problem_type == "single_label_classification"
        with tempfile.TemporaryDirectory() as place:
            adapted = PeftModel.from_pretrained(base_of(case, pathlib.Path(place)), folder / "peft")
            figures = apart(merged, case), apart(adapted, case)
        print(f"{folder.name:32} merged {figures[0]:.1e}  PEFT {figures[1]:.1e}", flush=True)
        worst = max(worst, *figures)
    assert 0 < worst <= 2e-5, worst


if __name__ == "__main__":
    transformers.utils.logging.set_verbosity_error()
    main(pathlib.Path(sys.argv[1]))
