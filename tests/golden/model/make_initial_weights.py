# SPDX-License-Identifier: Apache-2.0
"""From which law Transformers draws every tensor of a new model, family by family.

    python tests/golden/model/make_initial_weights.py        # torch 2.13.0, transformers 5.23.0

Writes initial_weights.json: for the configs of tests/golden/families and tests/golden/classifiers the law of each tensor as it is saved: ["normal", standard
deviation], ["truncated", standard deviation, cutoff in such units], ["constant", value], and behind that the rows that are zero, if any. Laws are those of the
last call that filled a tensor (transformers.initialization is watched), not measured. The tests hold drawn numbers to them: mean and deviation within six
standard errors, bounds and constants exactly. "waves": sinusoidal position embeddings, to 1e-6.
"""
import json
import pathlib
import sys
import tempfile

import torch
import transformers
from safetensors.torch import load_file
from transformers import initialization

HERE = pathlib.Path(__file__).parent
sys.path[:0] = [str(HERE.parent / "families"), str(HERE.parent / "classifiers")]
import make_classifier_golden  # noqa: E402
import make_family_golden  # noqa: E402
UNTOLD = ("",)  # what Transformers leaves as torch makes it (the bias of a tied head)


class Watch:
    """Laws by the storage of what was filled, and rows that were filled with zeros alone."""

    def __init__(self):
        self.laws, self.rows = {}, {}

    def note(self, tensor, law):
        if tensor._base is not None and tensor.numel() < tensor._base.numel():  # a row of an embedding
            assert law == ("constant", 0.0)
            self.rows.setdefault(tensor._base.data_ptr(), []).append(tensor.storage_offset() // tensor.numel())
        else:
            self.laws[tensor.data_ptr()] = law
            self.rows.pop(tensor.data_ptr(), None)

    def watched(self, name, law):
        plain = getattr(initialization, name)

        def filled(tensor, *given, **named):
            if not getattr(tensor, "_is_hf_initialized", False):  # else it is left as it is
                self.note(tensor, law(*given, **named))
            return plain(tensor, *given, **named)
        return filled


LAWS = {"normal_": lambda mean=0.0, std=1.0, **_: ("normal", std), "zeros_": lambda: ("constant", 0.0), "ones_": lambda: ("constant", 1.0),
        "constant_": lambda value: ("constant", value), "trunc_normal_": lambda mean=0.0, std=1.0, a=-2.0, b=2.0, **_: ("truncated", std, b / std)}


def laws_of(automatic, config):
    watch = Watch()
    usual = {name: getattr(initialization, name) for name in LAWS}
    try:
        for name, law in LAWS.items():
            setattr(initialization, name, watch.watched(name, law))
        model = automatic.from_config(config)
    finally:
        for name, function in usual.items():
            setattr(initialization, name, function)
    kinds = sorted({*watch.laws.values(), UNTOLD})
    with torch.no_grad():
        for parameter in model.parameters():  # each tells its law, whatever it is saved as
            rows = watch.rows.get(parameter.data_ptr(), [])
            parameter.fill_(kinds.index(watch.laws.get(parameter.data_ptr(), UNTOLD)))
            parameter[rows] = -1.0
    with tempfile.TemporaryDirectory() as folder:
        model.save_pretrained(folder)
        saved = load_file(pathlib.Path(folder) / "model.safetensors")
    laws = {}
    for name, tensor in sorted(saved.items()):
        lines = tensor.reshape(tensor.shape[0], -1)
        zeros = [row for row in range(len(lines)) if lines[row, 0] == -1]
        law = kinds[int(lines.max())]
        if law != UNTOLD:
            laws[name] = [*law, *([zeros] if zeros else [])]
    return laws


def waves():
    """Position embeddings of a new DistilBERT that has them sinusoidal."""
    config = transformers.DistilBertConfig(vocab_size=20, dim=6, n_heads=1, n_layers=1, hidden_dim=8, max_position_embeddings=33, sinusoidal_pos_embds=True)
    weight = transformers.AutoModel.from_config(config).embeddings.position_embeddings.weight
    return {"config": config.to_dict(), "weight": weight.tolist()}


def labelled(config):
    config.num_labels = len(make_classifier_golden.LABELS)
    return config


def main():
    transformers.logging.set_verbosity_error()
    golden = {"made by": f"make_initial_weights.py, torch 2.13.0, transformers {transformers.__version__}"}
    golden["families"] = {name: laws_of(transformers.AutoModelForCausalLM, config()) for name, config in make_family_golden.cases()}
    golden["classifiers"] = {name: laws_of(transformers.AutoModelForSequenceClassification, labelled(config())) for name, config in make_classifier_golden.cases()}
    golden["waves"] = waves()
    (HERE / "initial_weights.json").write_text(json.dumps(golden, separators=(",", ":")) + "\n")
    for kind in ("families", "classifiers"):
        for name, laws in golden[kind].items():
            print(kind, name, sorted({str(law) for law in laws.values()}))


if __name__ == "__main__":
    main()
