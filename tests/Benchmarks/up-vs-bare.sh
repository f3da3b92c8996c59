#!/usr/bin/env bash
# How long `./build.sh Up` takes from empty data, in turn with a bare script that does the least of the same job.
# Prints each pair, the median ratio and the phases of the last Up.   usage: up-vs-bare.sh [pairs]
set -euo pipefail
here=$(cd -P "${BASH_SOURCE[0]%/*}" && pwd)
root=$(cd -P "$here/../.." && pwd)
pairs=${1:-5}
offset=13000
export TERM=dumb READY
READY=$(mktemp)
trap 'rm -f "$READY"; "$root/build.sh" Down --purge --yes --port-offset $offset --no-logo > /dev/null' EXIT
"$root/build.sh" Down --purge --yes --port-offset $offset --no-logo > /dev/null
now() { date +%s%N; }
ratios=()
for ((pair = 1; pair <= pairs; pair++)); do
    start=$(now)
    "$here/bare-cluster.sh"
    bare=$((($(< "$READY") - start) / 1000000))
    start=$(now)
    "$root/build.sh" Up --runtime native --port-offset $offset --no-logo > /dev/null
    up=$((($(now) - start) / 1000000))
    "$root/build.sh" Down --purge --yes --port-offset $offset --no-logo > /dev/null
    ratio=$(awk "BEGIN { printf \"%.2f\", $up / $bare }")
    ratios+=("$ratio")
    printf 'pair %s: bare %s ms, Up %s ms, ratio %s\n' "$pair" "$bare" "$up" "$ratio"
done
printf 'median ratio: %s\n' "$(printf '%s\n' "${ratios[@]}" | sort -n | sed -n "$(((pairs + 1) / 2))p")"
"$root/build.sh" Up --runtime native --port-offset $offset --no-logo > /dev/null
sed -n '/"phases"/,/]/p' "$root/artifacts/report.json"
