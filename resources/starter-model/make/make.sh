#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Makes the starter model again, from the words to the examined model folder. Takes python3 with tokenizers 0.23.3 and about an hour and a half
# on two otherwise idle cores.
#
#   LUTHIER=build/bootstrap/bin/luthier PYTHON=python3 resources/starter-model/make/make.sh
#
# A course that was stopped goes on with `luthier resume`; its run lies in make/work/home.
set -euo pipefail
luthier=$(realpath "${LUTHIER:?the luthier program}")
python=${PYTHON:-python3}
cd "$(dirname "${BASH_SOURCE[0]}")"
export LUTHIER_HOME=$PWD/work/home

course() {  # course NAME: runs NAME.yaml and leaves the model in work/NAME
    "$luthier" run "$1.yaml" --name "$1"
    rm -rf "work/$1"
    "$luthier" export "$1" --format merged --out "work/$1"
}

"$python" make_data.py work
head -n 400 work/held-out.jsonl >work/held-out-small.jsonl
course read
course answer
course settle
for name in config.json tokenizer.json tokenizer_config.json chat_template.jinja generation_config.json model.safetensors; do
    cp "work/settle/$name" ../
done
"$python" make_sample.py
"$python" accept.py "$luthier" "$(realpath ..)"
