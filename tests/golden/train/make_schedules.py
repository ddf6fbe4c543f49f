# SPDX-License-Identifier: Apache-2.0
"""Writes schedules.json: the factor on the learning rate in every step, as transformers' schedules give it.

Run with the reference environment: python make_schedules.py
Versions are written into the file; compare with a tolerance of 1e-12.
"""
import json
import math
import pathlib

import torch
import transformers
from transformers import (get_constant_schedule_with_warmup, get_cosine_schedule_with_warmup,
                          get_linear_schedule_with_warmup, get_wsd_schedule)


def factors(make, steps):
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=1.0)
    scheduler = make(optimizer)
    result = []
    for _ in range(steps):
        result.append(scheduler.get_last_lr()[0])
        optimizer.step()
        scheduler.step()
    return result


def main():
    cases = []
    for steps in (1, 7, 10, 40, 95):
        for share in (0.0, 0.03, 0.1, 5):
            warmup = int(share) if share >= 1 else math.ceil(steps * share)
            decay = min(math.ceil(steps / 10), max(0, steps - warmup))
            makers = {
                "constant": lambda o: get_constant_schedule_with_warmup(o, warmup),
                "linear": lambda o: get_linear_schedule_with_warmup(o, warmup, steps),
                "cosine": lambda o: get_cosine_schedule_with_warmup(o, warmup, steps),
                "wsd": lambda o: get_wsd_schedule(o, warmup, decay, num_training_steps=steps, decay_type="linear"),
            }
            for name, make in makers.items():
                if warmup > steps and name == "wsd":
                    continue  # transformers refuses a negative number of stable steps
                cases.append({"schedule": name, "steps": steps, "warmup": share, "warmup_steps": warmup, "factors": factors(make, steps)})
    out = {"script": "tests/golden/train/make_schedules.py", "transformers": transformers.__version__, "torch": torch.__version__.split("+")[0], "tolerance": 1e-12, "cases": cases}
    pathlib.Path(__file__).with_name("schedules.json").write_text(json.dumps(out) + "\n")


main()
