# SPDX-License-Identifier: Apache-2.0
"""Golden logits of config.json files that say a thing in another way than Transformers writes it: other names, older words, null, settings left out.

    python tests/golden/fields/make_field_golden.py [NAME…]        # torch 2.13.0, transformers 5.23.0

Writes one NAME.json per case: config.json as changed, the names and shapes that Transformers then has, and its logits of three rows (of a head for labels:
the only one). Weights are made as in tests/golden/families/make_family_golden.py. Tolerance of the test: 2e-5 of the largest logit.
"""
import json
import pathlib
import sys
import tempfile

import torch
import transformers

HERE = pathlib.Path(__file__).parent
sys.path[:0] = [str(HERE.parent / "families"), str(HERE.parent / "classifiers")]
import make_classifier_golden as labels  # noqa: E402
import make_family_golden as golden  # noqa: E402

# With padding tokens (0, of some families 1) within and at the end, which heads for labels pass over and RoBERTa's positions do not count.
TOKENS = golden.SAMPLES[-1][:14] + [1, 0] + golden.SAMPLES[-1][14:28] + [1, 0, 0]
ROWS = [0, 7, len(TOKENS) - 1]
MOST = 2_000_000  # weights: where a size is left out its default is a real model's
GONE = object()   # a member left out


def class_of(answers):
    return transformers.AutoModelForSequenceClassification if answers else transformers.AutoModelForCausalLM


def settings_of(config, answers):
    """What Transformers writes of a config, as a dictionary."""
    with tempfile.TemporaryDirectory() as place:
        class_of(answers).from_config(config).save_pretrained(place)
        return json.loads((pathlib.Path(place) / "config.json").read_text())


def changed(settings, members):
    return {key: value for key, value in (settings | members).items() if value is not GONE}


def case(settings, answers):
    """config.json, what Transformers makes of it, its logits."""
    with tempfile.TemporaryDirectory() as place:
        folder, written = pathlib.Path(place), pathlib.Path(place) / "written"
        (folder / "config.json").write_text(json.dumps(settings))
        config = transformers.AutoConfig.from_pretrained(folder)
        with torch.device("meta"):
            if sum(p.numel() for p in class_of(answers).from_config(config).parameters()) > MOST:
                raise ValueError("the defaults are too large")
        class_of(answers).from_config(config).save_pretrained(written)
        names = {n: list(t.shape) for n, t in golden.load_file(written / "model.safetensors").items()}
        golden.save_file({n: golden.weight(n, s) for n, s in names.items()}, folder / "model.safetensors", metadata={"format": "pt"})
        model, info = class_of(answers).from_pretrained(folder, dtype=torch.float32, output_loading_info=True)
        if info["missing_keys"] or info["mismatched_keys"]:
            raise ValueError(str(info))
        with torch.no_grad():
            logits = model.eval()(torch.tensor([TOKENS]), use_cache=False).logits[0] if not answers else model.eval()(torch.tensor([TOKENS])).logits
    rows = logits if answers else logits[ROWS]
    if not torch.isfinite(rows).all():
        raise ValueError("logits are not finite")
    return {"config": settings, "tensors": names, "tokens": TOKENS, "logits": [[round(x, 7) for x in row] for row in rows.tolist()]}


def writing(name):
    return settings_of(dict(golden.cases())[name](), False)


def answering(name):
    config = dict(labels.cases())[name]()
    config.id2label = dict(enumerate(labels.LABELS))
    return settings_of(config, True)


def cases():
    """name, config.json, whether it answers with labels"""
    far = {"rope_type": "default", "rope_theta": 4000.0}
    yield "gpt2_other_names", changed(writing("gpt2"), dict(hidden_size=24, num_hidden_layers=3, num_attention_heads=4, max_position_embeddings=50, n_embd=GONE, n_head=GONE)), False
    yield "bloom_other_names", changed(writing("bloom"), dict(n_embed=24, num_hidden_layers=3, num_attention_heads=3)), False
    yield "distilbert_other_names", changed(answering("distilbert"), dict(hidden_size=24, num_hidden_layers=3, num_attention_heads=3)), True
    yield "mixtral_other_names", changed(writing("mixtral"), dict(num_experts=3)), False
    yield "gpt_neox_theta_outside", changed(writing("gpt_neox"), dict(rope_parameters=GONE, rope_theta=77.0, partial_rotary_factor=1.0, rotary_pct=0.5)), False
    yield "phi3_length_inside", changed(writing("phi3_longrope"), dict(original_max_position_embeddings=GONE, max_position_embeddings=8192)), False
    yield "smollm3_window_by_layers", changed(writing("smollm3"), dict(layer_types=["sliding_attention", "full_attention", "sliding_attention"], sliding_window=6)), False
    yield "gemma3_older_rope_over_newer", changed(writing("gemma3"), dict(rope_scaling={"type": "linear", "factor": 3.0}, rope_parameters={"full_attention": far})), False
    yield "falcon_switches_null", changed(writing("falcon"), dict(multi_query=None, parallel_attn=None)), False
    yield "modernbert_window", changed(answering("modernbert"), dict(sliding_window=2)), True
    yield "mistral_layer_types", changed(writing("mistral"), dict(layer_types=["full_attention", "sliding_attention"])), False
    yield "qwen2_older_layer_types", changed(writing("qwen2"), dict(layer_types=["attention", "attention"])), False
    yield "qwen2_count_of_labels", changed(answering("qwen2"), dict(num_labels=5)), True
    for name in ("llama", "gpt2", "bloom", "roberta", "xlm_roberta", "bert"):  # with padding tokens in the text
        yield f"{name}_padding", changed(answering(name), dict(pad_token_id=1 if "roberta" in name else 0)), True


if __name__ == "__main__":
    transformers.logging.set_verbosity_error()
    for name, settings, answers in cases():
        if sys.argv[1:] and name not in sys.argv[1:]:
            continue
        made = case(settings, answers)
        (HERE / f"{name}.json").write_text(json.dumps({"made by": "make_field_golden.py, torch 2.13.0, transformers 5.23.0"} | made) + "\n")
        print(name, (HERE / f"{name}.json").stat().st_size, "bytes")
