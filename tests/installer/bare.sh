#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Proves installer/bootstrap on a bare system: a minimal root by debootstrap, the committed tree, nothing else.
#
#   tests/installer/bare.sh WORK bookworm run       # or noble; run or test
#
# Takes root, a network and debootstrap. Opt-in, never part of ctest. BARE_MIRROR, BARE_OPTIONS (of debootstrap), BARE_BIND="FOLDER..." (folders of this machine that
# the root sees too, such as one with wheels) and the PIP_* variables of the environment are handed through.
set -euo pipefail
work=$1 suite=$2 command=${3:-run}
source=$(git -C "$(dirname "${BASH_SOURCE[0]}")" rev-parse --show-toplevel)
root=$work/$suite
mkdir -p "$work"
if [ ! -e "$work/$suite.tar" ]; then
    components=main
    [ "$suite" = bookworm ] || components=main,universe  # as every Ubuntu that people install
    # shellcheck disable=SC2086
    debootstrap --variant=minbase --include=ca-certificates --components="$components" ${BARE_OPTIONS:-} "$suite" "$root" ${BARE_MIRROR:-}
    tar -C "$work" -cf "$work/$suite.tar" "$suite"
fi
rm -rf --one-file-system "$root"
tar -C "$work" -xf "$work/$suite.tar"
mkdir -p "$root/luthier"
git -C "$source" archive HEAD | tar -x -C "$root/luthier"
mounted=()
unmount() { for folder in "${mounted[@]}"; do umount "$root$folder"; done; }
trap unmount EXIT
for folder in /proc /dev /etc/ssl ${BARE_BIND:-}; do
    mkdir -p "$root$folder"
    mount --bind "$folder" "$root$folder"
    mounted+=("$folder")
done
cp /etc/resolv.conf "$root/etc/"
mapfile -t pip < <(env | grep '^PIP_' || true)
inside() { chroot "$root" env -i HOME=/root PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "${pip[@]}" "$@"; }
inside bash /luthier/installer/bootstrap "$command"
echo '---- a second call, without a network ----'
unshare --net chroot "$root" env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin bash /luthier/installer/bootstrap "$command"
