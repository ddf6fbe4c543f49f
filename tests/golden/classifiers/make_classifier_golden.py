# SPDX-License-Identifier: Apache-2.0
"""Golden class logits, gradients and 10-step curves of tiny models with a head for labels, from the reference libraries.

    python tests/golden/classifiers/make_classifier_golden.py [NAME…]        # torch 2.13.0, transformers 5.23.0, peft 0.21.2

Writes one NAME.json per case: config.json, the names and shapes Transformers saves, and expected numbers. Weights are made as in
tests/golden/families/make_family_golden.py, from hashes of their names. Every sample runs alone, without padding. Loss: the summed cross entropy
of the samples' classes; "several" and "number" hold the mean losses of Transformers' own multi-label and regression heads. "fresh": what a base checkpoint without the head makes of the head (names that from_pretrained reports missing or
unexpected, and the standard deviation of what it draws). Tolerances of the tests: logits 2e-5 of the largest, loss 1e-6 relative, gradients 1e-4
of the norm, curves 1e-4 relative.
"""
import json
import pathlib
import sys
import tempfile

import numpy
import torch
import transformers
from peft import LoraConfig, get_peft_model, get_peft_model_state_dict
from safetensors.torch import load_file, save_file

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "families"))
from make_family_golden import ATTENTION, RANK, STEPS, VOCABULARY, as_published, gradients, rope, sizes, values, weight  # noqa: E402
from make_family_golden import cases as writing_cases  # noqa: E402

RATE = {"full": 5e-4, "lora": 3e-3}
# No token is 0 or 1: those are padding somewhere, and Transformers counts positions past it.
SAMPLES = [[2 + t % (VOCABULARY - 2) for t in sample] for sample in (
    [7 * i * i + 3 * i + 11 for i in range(11)], [5], [10, 58, 33], [5 * i * i + 13 * i + 2 for i in range(41)], [3 * i + 1 for i in range(19)])]
CLASSES = [2, 0, 1, 2, 0]
SEVERAL = [[1.0, 0.0, 1.0], [0.0, 0.0, 0.0], [1.0, 1.0, 1.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]
NUMBERS = [0.5, -2.0, 3.25, 0.0, 1.0]
LABELS = ["calm", "sad", "glad"]


def written_names(config, folder):
    transformers.AutoModelForSequenceClassification.from_config(config).save_pretrained(folder)
    return {n: list(t.shape) for n, t in load_file(folder / "model.safetensors").items()}


def opened(folder):
    torch.manual_seed(0)
    model, info = transformers.AutoModelForSequenceClassification.from_pretrained(folder, dtype=torch.float32, output_loading_info=True)
    assert not info["missing_keys"] and not info["unexpected_keys"] and not info["mismatched_keys"], info
    return model.eval()  # without the base model's own dropout


def answers(model):
    return torch.cat([model(torch.tensor([tokens])).logits for tokens in SAMPLES])


def loss_of(model):
    return torch.nn.functional.cross_entropy(answers(model), torch.tensor(CLASSES), reduction="sum")


def curve(model, kind):
    learning = [(n, p) for n, p in model.named_parameters() if p.requires_grad]
    matrices = [p for n, p in learning if p.ndim > 1 and "norm" not in n]
    rest = [p for n, p in learning if not (p.ndim > 1 and "norm" not in n)]
    optimizer = torch.optim.AdamW([{"params": matrices, "weight_decay": 0.1}, {"params": rest, "weight_decay": 0.0}], lr=RATE[kind])
    losses = []
    for _ in range(STEPS):
        mean = loss_of(model) / len(SAMPLES)
        losses.append(float(mean))
        mean.backward()
        torch.nn.utils.clip_grad_norm_([p for _, p in learning], 1.0)
        optimizer.step()
        optimizer.zero_grad()
    return losses


def adapted(folder, targets):
    """An adapter with values of its own, its copy of the head included. Its tensors under the names of PEFT's file."""
    model = get_peft_model(opened(folder), LoraConfig(r=RANK, lora_alpha=2 * RANK, target_modules=targets, task_type="SEQ_CLS")).eval()
    file = get_peft_model_state_dict(model)
    own = dict(model.named_parameters())
    names = {}
    with torch.no_grad():
        for name in file:
            found = [n for n in own if n.replace(".modules_to_save.default", "").replace(".default", "") == name and ("lora_" in name or "modules_to_save" in n)]
            assert len(found) == 1, (name, found)
            names[name] = list(own[found[0]].shape)
            own[found[0]].copy_(torch.tensor((0.2 * values(name, own[found[0]].shape)).astype(numpy.float32)))
    return model, names, sorted(model.peft_config["default"].modules_to_save)


def fresh_head(folder, names, config):
    """The same checkpoint as its base model saves it, opened for labels."""
    with tempfile.TemporaryDirectory() as place:
        transformers.AutoModelForSequenceClassification.from_pretrained(folder).base_model.save_pretrained(place)
        torch.manual_seed(0)
        model, info = transformers.AutoModelForSequenceClassification.from_pretrained(place, num_labels=64, output_loading_info=True)
        own = dict(model.named_parameters())
        return {"missing": {n: [list(own[n].shape), float(own[n].detach().double().std(correction=0))] for n in sorted(info["missing_keys"])},
                "unexpected": sorted(info["unexpected_keys"])}


def several(folder):
    """The mean loss of rows with several labels each."""
    model = opened(folder)
    model.config.problem_type = "multi_label_classification"
    return {"targets": SEVERAL, "loss": numpy.mean([float(model(torch.tensor([tokens]), labels=torch.tensor([row])).loss.detach()) for tokens, row in zip(SAMPLES, SEVERAL)])}


def number(config):
    """The same model with a head of one number: answers, and the mean loss of rows with numbers."""
    config = type(config).from_dict(config.to_dict() | {"id2label": {0: "LABEL_0"}, "label2id": {"LABEL_0": 0}, "problem_type": "regression"})
    with tempfile.TemporaryDirectory() as place:
        folder = pathlib.Path(place)
        save_file({n: weight(n, s) for n, s in written_names(config, folder).items()}, folder / "model.safetensors", metadata={"format": "pt"})
        model = opened(folder)
        told = [model(torch.tensor([tokens]), labels=torch.tensor([value])) for tokens, value in zip(SAMPLES, NUMBERS)]
        return {"targets": NUMBERS, "logits": [[round(float(one.logits.detach()), 7)] for one in told], "loss": numpy.mean([float(one.loss.detach()) for one in told])}


def make(name, config, lora="all-linear"):
    config.vocab_size = VOCABULARY
    config.id2label = dict(enumerate(LABELS))
    config.label2id = {label: i for i, label in enumerate(LABELS)}
    config.problem_type = "single_label_classification"
    with tempfile.TemporaryDirectory() as place:
        folder = pathlib.Path(place)
        names = written_names(config, folder)
        save_file({n: weight(n, s) for n, s in names.items()}, folder / "model.safetensors", metadata={"format": "pt"})
        model = opened(folder)
        logits = answers(model)
        total = loss_of(model)
        total.backward()
        case = {"made by": "make_classifier_golden.py, torch 2.13.0, transformers 5.23.0, peft 0.21.2",
                "config": json.loads((folder / "config.json").read_text()), "tensors": names, "samples": SAMPLES, "classes": CLASSES,
                "logits": [[round(x, 7) for x in row] for row in logits.tolist()], "loss_sum": float(total), "gradients": gradients(model, as_published(names)),
                "rank": RANK, "alpha": 2 * RANK, "rates": RATE, "targets": lora, "fresh": fresh_head(folder, names, config),
                "several": several(folder), "number": number(config), "curves": {"full": curve(opened(folder), "full")}}
        model, case["adapter"], case["modules_to_save"] = adapted(folder, lora)
        case["adapter_logits"] = [[round(x, 7) for x in row] for row in answers(model).tolist()]
        case["curves"]["lora"] = curve(model, "lora")
    (HERE / f"{name}.json").write_text(json.dumps(case, indent=None) + "\n")
    print(name, (HERE / f"{name}.json").stat().st_size, "bytes")


def encoder(**more):
    return dict(vocab_size=VOCABULARY, hidden_size=36, intermediate_size=52, num_hidden_layers=2, num_attention_heads=4, max_position_embeddings=64,
                initializer_range=0.05) | more


def families():
    """One case of every other family of decoders that Transformers has a ForSequenceClassification for, sizes and switches as among the golden files of
    families that write."""
    of = {"mistral": "mistral", "qwen2": "qwen2", "phi3": "phi3", "gemma2": "gemma2", "gemma3_text": "gemma3", "smollm3": "smollm3", "olmo2": "olmo2",
          "stablelm": "stablelm", "gpt_neox": "gpt_neox", "falcon": "falcon_new", "starcoder2": "starcoder2", "bloom": "bloom", "phi": "phi_normed",
          "mixtral": "mixtral", "qwen3_moe": "qwen3_moe"}
    written = dict(writing_cases())
    for family, case in of.items():
        yield family, written[case]


def cases():
    t = transformers
    yield "llama", lambda: t.LlamaConfig(**sizes(head_dim=10, attention_bias=True, rope_parameters=rope()))
    yield "qwen3_tied", lambda: t.Qwen3Config(**sizes(head_dim=14, tie_word_embeddings=True, rope_parameters=rope()))
    yield "gemma", lambda: t.GemmaConfig(**sizes(head_dim=10, num_key_value_heads=1, tie_word_embeddings=True, rope_parameters=rope()))
    yield "gpt2", lambda: t.GPT2Config(vocab_size=VOCABULARY, n_embd=36, n_layer=2, n_head=3, n_positions=64, bos_token_id=1, eos_token_id=2, pad_token_id=0)
    yield "bert", lambda: t.BertConfig(**encoder())
    yield "bert_relu", lambda: t.BertConfig(**encoder(type_vocab_size=3, hidden_act="relu", layer_norm_eps=1e-5, max_position_embeddings=41))
    yield "roberta", lambda: t.RobertaConfig(**encoder(type_vocab_size=1, pad_token_id=1, layer_norm_eps=1e-5))
    yield "xlm_roberta", lambda: t.XLMRobertaConfig(**encoder(type_vocab_size=1, pad_token_id=1, num_attention_heads=3))
    yield "distilbert", lambda: t.DistilBertConfig(vocab_size=VOCABULARY, dim=36, hidden_dim=52, n_layers=2, n_heads=4, max_position_embeddings=64)
    yield from families()
    written = dict(writing_cases())
    for name in ("qwen2", "mistral", "bloom"):  # every token sees all, or a window to both sides
        yield f"{name}_both_ways", lambda name=name: type(written[name]())(**written[name]().to_dict() | {"is_causal": False})
    yield "gemma3_text_both_ways", lambda: t.Gemma3TextConfig(**written["gemma3"]().to_dict() | {"use_bidirectional_attention": True})
    modern = encoder(hidden_size=40, pad_token_id=0, bos_token_id=1, eos_token_id=2, cls_token_id=1, sep_token_id=2, num_hidden_layers=3, global_attn_every_n_layers=2, local_attention=8, global_rope_theta=800.0, local_rope_theta=60.0)
    yield "modernbert", lambda: t.ModernBertConfig(**modern)
    yield "modernbert_mean", lambda: t.ModernBertConfig(**modern | dict(classifier_pooling="mean", classifier_activation="relu", norm_bias=True, attention_bias=True,
                                                                        mlp_bias=True, classifier_bias=True))


# Rather than all-linear, at which PEFT fails: it would adapt pre_classifier, which modules_to_save's "classifier" names too (by the ends of names).
MAPS = ["q_lin", "k_lin", "v_lin", "out_lin", "lin1", "lin2"]

if __name__ == "__main__":
    wanted = sys.argv[1:]
    for name, config in cases():
        if not wanted or name in wanted:
            make(name, config(), **{"distilbert": dict(lora=MAPS), "mixtral": dict(lora=ATTENTION), "qwen3_moe": dict(lora=ATTENTION)}.get(name, {}))
