# SPDX-License-Identifier: Apache-2.0
"""Every field of every family's config.json, changed one at a time. Opt-in:

    python tests/interop/family_fields.py BUILD [NAME…]        # torch 2.13.0, transformers 5.23.0

BUILD is the folder with the test programs. Of each golden case of a family (tests/golden/families) each field that Transformers writes gets another
value; where that changes Transformers' logits, the changed config must be read as Transformers reads it (names, shapes, logits within 2e-5), or be
refused by name. What is refused is listed.
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

import torch
import transformers

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "golden" / "families"))
import make_family_golden as golden  # noqa: E402

TOKENS = golden.SAMPLES[-1]
# Words about the file, its training or its use; and sizes whose weights would be others, which the suites over fresh configs vary.
ASIDE = {"architectures", "model_type", "transformers_version", "dtype", "torch_dtype", "vocab_size", "use_cache", "id2label", "label2id", "problem_type", "chunk_size_feed_forward",
         "output_attentions", "output_hidden_states", "return_dict", "initializer_range", "_name_or_path", "router_aux_loss_coef", "is_encoder_decoder"}


def others(value):
    """Other values of a field."""
    if isinstance(value, bool):
        return [not value]
    if isinstance(value, int):
        return [value + 1, value * 2, 0]
    if isinstance(value, float):
        return [value * 1.5 + 0.125]
    if isinstance(value, str):
        return ["relu", "gelu", "silu"]
    return [True, 2, 0.5] if value is None else []


def logits_of(config, folder):
    names = golden.written_names(config, folder)
    golden.save_file({n: golden.weight(n, s) for n, s in names.items()}, folder / "model.safetensors", metadata={"format": "pt"})
    with torch.no_grad():
        return golden.opened(folder)(torch.tensor([TOKENS]), use_cache=False).logits[0], names


def changed(name, config, out):
    """One case for every changed field that changes what Transformers computes."""
    usual = config.to_dict()
    with tempfile.TemporaryDirectory() as place:
        base, _ = logits_of(config, pathlib.Path(place))
    for key, value in usual.items():
        if key in ASIDE or "dropout" in key or key.endswith(("_pdrop", "token_id")):
            continue
        for number, other in enumerate(others(value)):
            try:
                with tempfile.TemporaryDirectory() as place:
                    folder = pathlib.Path(place)
                    found, names = logits_of(type(config)(**(usual | {key: other})), folder)
                    written = json.loads((folder / "config.json").read_text())
            except Exception:  # Transformers refuses this value, whatever it says
                continue
            if not torch.isfinite(found).all() or torch.allclose(found, base, atol=1e-6):
                continue
            case = {"changed": f"{key}: {value} -> {other}", "config": written, "tensors": names, "tokens": TOKENS, "logits": [found[row].tolist() for row in (0, 7, len(TOKENS) - 1)]}
            (out / f"{name}__{key}__{number}.json").write_text(json.dumps(case))


def main(build, wanted):
    with tempfile.TemporaryDirectory() as place:
        out = pathlib.Path(place)
        for name, config in golden.cases():
            if not wanted or name in wanted:
                changed(name, config(), out)
        print(f"{len(list(out.iterdir()))} changes that Transformers heeds", flush=True)
        subprocess.run([build / "bin" / "model_test", "--gtest_filter=FamilyFields.*", "--gtest_brief=1"], env=os.environ | {"LUTHIER_FIELDS": str(out)}, check=True)


if __name__ == "__main__":
    transformers.logging.set_verbosity_error()
    main(pathlib.Path(sys.argv[1]), sys.argv[2:])
