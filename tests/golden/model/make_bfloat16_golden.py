# SPDX-License-Identifier: Apache-2.0
"""Golden losses of the models of make_model_golden.py in bfloat16 arithmetic, from the reference library.

    python tests/golden/model/make_bfloat16_golden.py        # torch 2.13.0, transformers 5.23.0

The models are loaded as Transformers loads them with dtype=torch.bfloat16: weights, activations and logits in bfloat16, norms and loss in float32.
Written are the loss sum and, beside it, that of float32 arithmetic over the same rounded weights, which says how much of the loss is rounding.
Tolerance of the test: 5e-3 nats per token. A processor's own order of summation moves the numbers by less than a tenth of that.
"""
import json

import torch
import transformers

from make_model_golden import HERE, labels_of, weight


def loss_sum(model, samples):
    total = 0.0
    for index, tokens in enumerate(samples):
        target = torch.tensor(labels_of(tokens, index))[1:]
        if len(target):
            logits = model(torch.tensor([tokens])).logits[0, :-1].float()
            total += float(torch.nn.functional.cross_entropy(logits, target, ignore_index=-100, reduction="sum").double())
    return total


losses = {"made by": "make_bfloat16_golden.py, torch 2.13.0, transformers 5.23.0"}
for file in sorted(HERE.glob("*.json")):
    case = json.loads(file.read_text())
    if "config" not in case:
        continue
    config = transformers.AutoConfig.for_model(**case["config"])
    model = transformers.AutoModelForCausalLM.from_config(config, attn_implementation="eager").float()
    with torch.no_grad():
        for number, (name, parameter) in enumerate(model.named_parameters()):
            parameter.copy_(weight(number, parameter.shape, name.endswith("norm.weight")))
        model = model.to(torch.bfloat16)
        narrow = loss_sum(model, case["samples"])
        losses[file.stem] = {"loss_sum": narrow, "of_float32_arithmetic": loss_sum(model.float(), case["samples"]), "count": case["count"]}
(HERE / "bfloat16.json").write_text(json.dumps(losses, indent=1) + "\n")
