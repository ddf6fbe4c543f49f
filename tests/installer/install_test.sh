#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# install_test.sh BUILD: facts about what `cmake --install` leaves. The tree is moved once, so that nothing in it can hold on to where it was put.
set -euo pipefail
build=$1
work=$(mktemp -d)
started=
trap '[ -z "$started" ] || kill "$started" 2>/dev/null || true; rm -rf "$work"' EXIT
failures=0

fact() {  # fact NAME COMMAND...: the command succeeds
    if "${@:2}" >"$work/said" 2>&1; then
        printf 'ok %s\n' "$1"
    else
        printf 'FAILED %s; it said:\n%s\n' "$1" "$(cat "$work/said")"
        failures=$((failures + 1))
    fi
}

cmake --install "$build" --prefix "$work/first" >"$work/log" || { cat "$work/log"; exit 1; }
mv "$work/first" "$work/P"
P=$work/P
export LUTHIER_HOME=$work/home QT_QPA_PLATFORM=offscreen OMP_NUM_THREADS=1
unset LUTHIER_RESOURCES LD_LIBRARY_PATH
cd /

says() { "${@:2}" | grep -F -- "$1"; }
names_no_place() {  # no library or program looks for others outside the tree
    local file found=0
    for file in "$P"/bin/* "$P"/lib*/luthier/libluthier_* "$P"/lib/*/luthier/libluthier_*; do
        [ -e "$file" ] || continue
        ! readelf -d "$file" | grep -E 'R(UN)?PATH' | grep -vE '\[(\$ORIGIN[^:]*)(:\$ORIGIN[^:]*)*\]' || found=1
    done
    return $found
}
engine_is_opened_from_here() {  # the window opens it once it is painted
    env -u OMP_WAIT_POLICY "$P/bin/luthier-studio" &
    started=$!
    for _ in $(seq 600); do
        ! grep -qE "$P/lib[^ ]*/libluthier_engine" "/proc/$started/maps" || return 0
        kill -0 "$started" || return 1
        sleep 0.1
    done
    return 1
}

fact 'libraries are looked for beside the programs only' names_no_place
fact 'the command line opens the engine' says 'libtorch' "$P/bin/luthier" info
fact 'the starter model and the sample are found' "$P/bin/luthier" check "$P/share/luthier/recipes/first-run.yaml" --threads 1
fact 'the window says its version without a display' says 'luthier-studio ' env -u QT_QPA_PLATFORM "$P/bin/luthier-studio" --version
fact 'an option that the window does not know is refused' says 'nowhere' bash -c "! '$P/bin/luthier-studio' --nowhere 2>&1"
fact 'the window starts and opens the engine' engine_is_opened_from_here
fact 'its waiting threads sleep, whoever loaded the runtime of threads first' grep -qzx OMP_WAIT_POLICY=passive "/proc/$started/environ"
fact 'the desktop file names a program and an icon that are there' test -x "$P/bin/$(sed -n 's/^Exec=//p' "$P/share/applications/luthier-studio.desktop")" -a \
    -e "$P/share/icons/hicolor/scalable/apps/$(sed -n 's/^Icon=//p' "$P/share/applications/luthier-studio.desktop").svg" -a \
    -e "$P/share/icons/hicolor/48x48/apps/luthier.png"
if command -v desktop-file-validate >/dev/null; then
    fact 'the desktop file is a good one' desktop-file-validate "$P/share/applications/luthier-studio.desktop"
fi
fact 'both licences and the list of parts come along' ls "$P"/share/doc/luthier/{LICENSE,LICENSE.GPL-3.0,THIRD_PARTY.md}
fact 'nothing of how samples and the starter model are made comes along' test -z "$(find "$P/share/luthier" -name '*.py' -o -name make)"

echo "$failures failed"
[ "$failures" -eq 0 ]
