#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Facts about installer/bootstrap that need no network and no build: what it says to systems and wheels it cannot use, and what it unpacks.
set -euo pipefail
bootstrap=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)/installer/bootstrap
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failures=0

fact() {  # fact NAME EXPECTED-EXIT EXPECTED-WORDS COMMAND...: the command ends so and says so
    local name=$1 wanted=$2 words=$3 code=0 said
    shift 3
    said=$("$@" 2>&1) || code=$?
    if [ "$code" -ne "$wanted" ] || ! grep -qF -- "$words" <<<"$said"; then
        printf 'FAILED %s: exit %s, wanted %s with "%s"; it said:\n%s\n' "$name" "$code" "$wanted" "$words" "$said"
        failures=$((failures + 1))
    else
        printf 'ok %s\n' "$name"
    fi
}

system() {  # system ID VERSION: an os-release file
    printf 'ID=%s\nVERSION_ID="%s"\nPRETTY_NAME="%s %s"\n' "$1" "$2" "$1" "$2" >"$work/os-$1-$2"
    printf 'LUTHIER_OS_RELEASE=%s' "$work/os-$1-$2"
}

wheel() {  # wheel FOLDER VERSION METADATA FILE...: a wheel of torch that holds these files
    mkdir -p "$1"
    python3 - "$@" <<'PYTHON'
import sys, zipfile
folder, version, metadata, *files = sys.argv[1:]
with zipfile.ZipFile(f"{folder}/torch-{version}-cp311-cp311-manylinux_2_28_x86_64.whl", "w") as wheel:
    for file in files:
        wheel.writestr(file, "x")
    info = f"torch-{version}.dist-info"
    wheel.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: torch\nVersion: {version}\n{metadata}")
    wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: false\nTag: cp311-cp311-manylinux_2_28_x86_64\n")
    wheel.writestr(f"{info}/RECORD", "")
PYTHON
}

# Only the folder given has wheels, whatever this machine's pip is set to.
fetch() { env -u LIBTORCH PIP_CONFIG_FILE=/dev/null PIP_NO_INDEX=1 PIP_FIND_LINKS="$1" XDG_CACHE_HOME="$2" "$bootstrap" libtorch; }

needed=(torch/include/torch/version.h torch/lib/libtorch.so torch/lib/libtorch_cpu.so torch/lib/libc10.so torch/lib/libgomp.so.1)
fact 'a word it does not know gets the usage' 2 'installer/bootstrap test' "$bootstrap" dance
fact 'a model the demonstration does not know is refused' 1 'starter or real' "$bootstrap" run --model other
printf '{"messages": [{"role": "user", "content": "Say \\"hi\\".\\nNow?"}, {"role": "assistant", "content": "no"}]}\n' >"$work/asked.jsonl"
printf '{"text":"one\\ntwo \\u00fc","ids":[1],"stop":"eos"}\n' >"$work/answers.jsonl"
export LC_ALL=C.UTF-8  # as the bootstrap has it
eval "$(sed -nE '/^show_three\(\)/,/^}/p; /^(texts|shown|say)\(\)/p' "$bootstrap")"
fact 'questions are shown as they were asked' 0 '  asked   Say "hi".' show_three "$work/asked.jsonl" "$work/answers.jsonl" "$work/answers.jsonl"
fact 'and answers with all their lines' 0 '          two ü' show_three "$work/asked.jsonl" "$work/answers.jsonl" "$work/answers.jsonl"
fact 'an older Debian is told what is missing' 1 'too old: debian 12 is the first' env "$(system debian 11)" "$bootstrap" libtorch
fact 'an older Ubuntu is told what is missing' 1 'too old: ubuntu 24.04 is the first' env "$(system ubuntu 22.04)" "$bootstrap" libtorch
fact 'another system is told what to have' 1 'To build by hand it takes CMake 3.25' env "$(system fedora 41)" "$bootstrap" libtorch
mkdir -p "$work/given/include/torch" "$work/given/lib"
touch "$work/given/lib/libtorch_cpu.so"
fact 'a newer Debian goes on' 0 "$work/given" env "$(system debian 13)" LIBTORCH="$work/given" "$bootstrap" libtorch
fact 'a LIBTORCH folder without libtorch is refused' 1 'holds no include/torch' env LIBTORCH="$work" "$bootstrap" libtorch

wheel "$work/cpu" 2.13.0+cpu '' "${needed[@]}" torch/lib/libtorch_python.so torch/nn/functional.py
fact 'the CPU wheel is taken' 0 "$work/cache/luthier/libtorch-2.13.0-cpu" fetch "$work/cpu" "$work/cache"
fact 'only what building and running need is unpacked' 0 '' test -z "$(find "$work/cache/luthier" -name '*.py' -o -name 'libtorch_python*')"
fact 'a second call needs no wheel' 0 "$work/cache/luthier/libtorch-2.13.0-cpu" fetch "$work/nowhere" "$work/cache"

wheel "$work/plain" 2.13.0 '' "${needed[@]}"
fact 'a CPU wheel without a mark is taken' 0 "$work/cache2/luthier" fetch "$work/plain" "$work/cache2"
wheel "$work/cuda" 2.13.0 '' "${needed[@]}" torch/lib/libtorch_cuda.so
fact 'a CUDA wheel is known by its libraries' 1 'gave the CUDA build' fetch "$work/cuda" "$work/cache3"
wheel "$work/needs" 2.13.0 'Requires-Dist: nvidia-cublas-cu12==12.8' "${needed[@]}"
fact 'a CUDA wheel is known by what it requires' 1 'PIP_INDEX_URL=ADDRESS' fetch "$work/needs" "$work/cache3"
fact 'no wheel at all is told how to give libtorch' 1 'LIBTORCH=FOLDER' fetch "$work/nowhere" "$work/cache3"
fact 'a refused wheel leaves nothing behind' 0 '' test -z "$(ls -A "$work/cache3/luthier")"

echo "$failures failed"
[ "$failures" -eq 0 ]
