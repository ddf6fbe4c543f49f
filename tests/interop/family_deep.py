# SPDX-License-Identifier: Apache-2.0
"""Fresh random configs of every family beside the live Transformers and PEFT, both ways. Opt-in:

    python tests/interop/family_deep.py BUILD [--seed 1] [--count 3] [--only NAME,NAME]

BUILD is the folder with the test programs (tests/model_test …). For each family `count` configs with awkward sizes are drawn, of models that write and of models
with a head for labels (encoders among them), expected numbers made as for the golden files, and the suites over families run on them. What they export is then
opened by PEFT and Transformers, whose losses and answers must be those of the tuned model, within 1e-4.
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
sys.path[:0] = [str(HERE), str(HERE.parent / "golden" / "families"), str(HERE.parent / "golden" / "classifiers")]
import classifier_exports  # noqa: E402
import make_classifier_golden as labels  # noqa: E402
import make_family_golden as golden  # noqa: E402


def mutated(config, draw):
    """Other sizes that fit together, the same switches."""
    heads, groups = draw.choice([(2, 1), (4, 2), (6, 3), (6, 2), (3, 3), (8, 2)])
    layers = draw.choice([2, 3, 4])
    values = config.to_dict()
    turned = (values.get("rope_parameters") or {}).get("partial_rotary_factor", 1.0)
    size = draw.choice([size for size in (4, 6, 8, 12, 16) if int(size * turned) % 2 == 0])  # Transformers turns whole pairs
    if "local_attention" in values:
        values["local_attention"] = draw.choice([2, 6, 10, 16])
    if "n_heads" in values:  # DistilBERT
        values |= {"n_heads": heads, "dim": heads * size, "n_layers": layers, "hidden_dim": draw.randrange(17, 90)}
        for key in ("hidden_size", "num_attention_heads", "num_hidden_layers"):
            values.pop(key, None)
        return type(config)(**values)
    if values.get("head_dim"):
        values["head_dim"] = draw.choice([size, 6, 10, 14])
    wanted = {"num_attention_heads": heads, "n_head": heads, "num_key_value_heads": groups, "hidden_size": heads * size, "n_embd": heads * size,
              "num_kv_heads": groups, "intermediate_size": draw.randrange(17, 90), "ffn_hidden_size": draw.randrange(17, 90), "num_hidden_layers": layers,
              "n_layer": layers, "sliding_window": draw.randrange(2, 30), "rms_norm_eps": draw.choice([1e-6, 1e-5, 1e-3])}
    for key, value in wanted.items():
        if values.get(key) is not None:
            values[key] = value
    if values.get("layer_types"):
        kinds = sorted(set(values["layer_types"]))
        values["layer_types"] = kinds + [draw.choice(kinds) for _ in range(layers - len(kinds))]
        draw.shuffle(values["layer_types"])
    if values.get("no_rope_layers"):
        values["no_rope_layers"] = [draw.choice([0, 1]) for _ in range(layers)]
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


def make_one(maker, name, config, draw, **more):
    """A case of the first config drawn that Transformers takes; whether there is one."""
    for _ in range(40):
        try:
            maker.make(name, mutated(config(), draw), **more)
            return True
        except Exception as refused:  # whatever it says
            why = f"{type(refused).__name__}: {str(refused).splitlines()[0] if str(refused) else ''}"
    print(f"{name}: no config of forty can be made; the last: {why}", flush=True)
    return False


def losses(model, case):
    with torch.no_grad():
        return sum(float(golden.loss_of(model, t, labels)[1]) for t, labels in zip(case["samples"], case["labels"]))


def opens(folder, case, exports):
    base = folder / "base"
    (base / "config.json").write_text(json.dumps(case["config"]))
    golden.save_file({n: golden.weight(n, s) for n, s in case["tensors"].items()}, base / "model.safetensors", metadata={"format": "pt"})
    merged = golden.opened(exports / "merged")
    tuned = PeftModel.from_pretrained(golden.opened(base), exports / "peft").eval()
    for what, model in (("merged", merged), ("adapter", tuned)):
        apart = abs(losses(model, case) / case["adapter_loss_sum"] - 1)
        assert apart < 1e-4, f"{what} of {exports.name}: {apart}"


def answers_open(folder, case, exports):
    base = folder / "base"
    wanted = torch.tensor(case["adapter_logits"])
    merged = labels.opened(exports / "merged")
    adapted = PeftModel.from_pretrained(classifier_exports.base_of(case, base), exports / "peft").eval()
    for what, model in (("merged", merged), ("adapter", adapted)):
        apart = classifier_exports.apart(model, case)
        assert apart < 1e-4 and len(wanted), f"{what} of {exports.name}: {apart}"


def run(options, cases, exports, variable, suites):
    """Whether every program says yes."""
    environment = os.environ | {variable: str(cases), "LUTHIER_EXPORTS": str(exports)}
    good = True
    for program in ("model_test", "tuning_test", "objective_test", "train_test", "export_test"):
        done = subprocess.run([options.build / "bin" / program, f"--gtest_filter=Golden/{suites}*", "--gtest_brief=1"], env=environment)
        print(program, suites, "ended with", done.returncode, flush=True)
        good = good and done.returncode == 0
    return good


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("build", type=pathlib.Path)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--count", type=int, default=3)
    arguments.add_argument("--only", default="")
    options = arguments.parse_args()
    transformers.logging.set_verbosity_error()
    draw = random.Random(options.seed)
    wanted = {name for name in options.only.split(",") if name}
    good = True
    with tempfile.TemporaryDirectory() as place:
        for maker, opens_, variable, suites in ((golden, opens, "LUTHIER_FAMILIES", "Family"), (labels, answers_open, "LUTHIER_CLASSIFIERS", "Classifier")):
            folder = pathlib.Path(place) / suites
            cases, exports = folder / "cases", folder / "exports"
            cases.mkdir(parents=True)
            (folder / "base").mkdir()
            maker.HERE = cases
            for name, config in maker.cases():
                if wanted and name not in wanted:
                    continue
                targets = labels.MAPS if name == "distilbert" else golden.ATTENTION if "moe" in name or name == "mixtral" else None
                for number in range(options.count):
                    good = make_one(maker, f"{name}_{number}", config, draw, **(dict(lora=targets) if targets else {})) and good
            if not any(cases.iterdir()):
                continue
            good = run(options, cases, exports, variable, suites) and good
            for case in sorted(cases.glob("*.json")):
                try:
                    opens_(folder, json.loads(case.read_text()), exports / ("classifier_" * (maker is labels) + case.stem))
                    print(case.stem, "opened by PEFT and Transformers, same numbers", flush=True)
                except Exception as refused:
                    good = False
                    print(case.stem, "NOT opened alike:", type(refused).__name__, refused, flush=True)
    sys.exit(not good)


if __name__ == "__main__":
    main()
