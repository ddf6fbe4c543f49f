# SPDX-License-Identifier: Apache-2.0
"""Fresh random configs of every family beside the live Transformers and PEFT, both ways. Opt-in:

    python tests/interop/family_deep.py BUILD [--seed 1] [--count 3]

BUILD is the folder with the test programs (tests/model_test …). For each family `count` configs with awkward sizes are drawn, expected numbers made
as for the golden files, and the suites over families run on them. What they export is then opened by PEFT and Transformers, whose losses must be
those of the tuned model, within 1e-4.
"""
import argparse
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile

import torch
import transformers
from peft import PeftModel

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "golden" / "families"))
import make_family_golden as golden  # noqa: E402


def mutated(config, draw):
    """Other sizes that fit together, the same switches."""
    heads, groups = draw.choice([(2, 1), (4, 2), (6, 3), (6, 2), (3, 3), (8, 2)])
    size = draw.choice([4, 6, 8, 12, 16])
    layers = draw.choice([2, 3, 4])
    values = config.to_dict()
    if values.get("head_dim"):
        values["head_dim"] = draw.choice([size, 6, 10, 14])
    wanted = {"num_attention_heads": heads, "n_head": heads, "num_key_value_heads": groups, "hidden_size": heads * size, "n_embd": heads * size,
              "num_kv_heads": groups, "intermediate_size": draw.randrange(17, 90), "ffn_hidden_size": draw.randrange(17, 90), "num_hidden_layers": layers,
              "n_layer": layers, "sliding_window": draw.randrange(2, 30), "rms_norm_eps": draw.choice([1e-6, 1e-5, 1e-3])}
    for key, value in wanted.items():
        if values.get(key) is not None:
            values[key] = value
    for key in ("layer_types", "no_rope_layers"):
        values.pop(key, None)
    if "n_head" in values:
        for key in ("hidden_size", "num_attention_heads", "num_hidden_layers"):
            if key in values and ("n_embd" in values or key != "hidden_size"):
                values.pop(key)
    if values.get("num_key_value_heads") and config.model_type == "gpt_neox":
        values["num_key_value_heads"] = heads
    rope = values.get("rope_parameters") or {}
    if "short_factor" in rope:
        pairs = int(size * rope.get("partial_rotary_factor", 1.0)) // 2
        rope["short_factor"], rope["long_factor"] = ([draw.uniform(1, 4) for _ in range(pairs)] for _ in range(2))
    return type(config)(**values)


def make_one(name, config, draw, **more):
    """A case of the first config drawn that Transformers takes."""
    for _ in range(20):
        try:
            return golden.make(name, mutated(config(), draw), **more)
        except (ValueError, RuntimeError, AssertionError) as refused:
            print(f"{name}: Transformers refuses this config: {str(refused).splitlines()[0]}")
    raise SystemExit(f"{name}: no config of twenty can be made")


def losses(model, case):
    with torch.no_grad():
        return sum(float(golden.loss_of(model, t, labels)[1]) for t, labels in zip(case["samples"], case["labels"]))


def opens(folder, case, exports):
    base = folder / "base"
    base.mkdir(exist_ok=True)
    (base / "config.json").write_text(json.dumps(case["config"]))
    golden.save_file({n: golden.weight(n, s) for n, s in case["tensors"].items()}, base / "model.safetensors", metadata={"format": "pt"})
    merged = golden.opened(exports / "merged")
    tuned = PeftModel.from_pretrained(golden.opened(base), exports / "peft").eval()
    for what, model in (("merged", merged), ("adapter", tuned)):
        apart = abs(losses(model, case) / case["adapter_loss_sum"] - 1)
        assert apart < 1e-4, f"{what} of {exports.name}: {apart}"


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("build", type=pathlib.Path)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--count", type=int, default=3)
    options = arguments.parse_args()
    transformers.logging.set_verbosity_error()
    draw = random.Random(options.seed)
    with tempfile.TemporaryDirectory() as place:
        cases, exports = pathlib.Path(place) / "cases", pathlib.Path(place) / "exports"
        cases.mkdir()
        golden.HERE = cases
        for name, config in golden.cases():
            experts = "moe" in name or name == "mixtral"
            for number in range(options.count):
                make_one(f"{name}_{number}", config, draw, **(dict(lora=golden.ATTENTION) if experts else {}))
        environment = os.environ | {"LUTHIER_FAMILIES": str(cases), "LUTHIER_EXPORTS": str(exports)}
        for program in ("model_test", "tuning_test", "train_test", "export_test"):
            subprocess.run([options.build / "bin" / program, "--gtest_filter=Golden/Family*", "--gtest_brief=1"], env=environment, check=True)
        for case in sorted(cases.glob("*.json")):
            opens(pathlib.Path(place), json.loads(case.read_text()), exports / case.stem)
            print(case.stem, "opened by PEFT and Transformers, same losses")


if __name__ == "__main__":
    main()
