#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Holds Luthier against the live libraries on a real pretrained chat model. Opt-in: takes a network once, 2 GB of disk and 15 minutes.
#
#   tests/interop/run.sh                    # makes its own virtual environment under build/interop
#   PYTHON=python tests/interop/run.sh      # with one that has requirements.txt installed
#   LUTHIER=… MODEL=… WORK=…                # the program, the model's folder, where results go
#   tests/interop/run.sh same_losses …      # only these
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
root=$(cd "$here/../.." && pwd -P)
export WORK=${WORK:-$root/build/interop}
export LUTHIER=${LUTHIER:-$root/build/bootstrap/bin/luthier}
export MODEL=${MODEL:-$WORK/model}
export LUTHIER_HOME=$WORK/home
mkdir -p "$WORK"
[ -x "$LUTHIER" ] || { echo "no program at $LUTHIER: call installer/bootstrap run first, or give LUTHIER=FILE" >&2; exit 1; }
if [ -z "${PYTHON:-}" ]; then
    PYTHON=$WORK/venv/bin/python
    if [ ! -x "$PYTHON" ]; then
        python3 -m venv "$WORK/venv"
        "$PYTHON" -m pip install --quiet -r "$here/requirements.txt"
    fi
fi
"$PYTHON" "$here/make_real_model.py" --cache "$WORK/cache" --out "$MODEL"
passed=0 failed=0
for proof in "${@:-same_text same_losses same_answers peft_opens_adapter transformers_opens_merged lora_learns_as_peft gguf_same labels_open}"; do
    for name in $proof; do
        echo "== $name"
        if "$PYTHON" "$here/$name.py"; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
    done
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
