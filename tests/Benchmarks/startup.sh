#!/usr/bin/env bash
# What a run costs that does next to nothing: `./build.sh Connections` on an unchanged tree with a prepared cluster.
# Prints the median wall time of 10 runs, beside a bare `dotnet` start, and the peak memory.   usage: startup.sh [runs]
# Needs GNU time (Debian package "time").
set -euo pipefail
root=$(cd -P "${BASH_SOURCE[0]%/*}/../.." && pwd)
runs=${1:-10}
offset=13100
export TERM=dumb
trap '"$root/build.sh" Down --purge --yes --port-offset $offset --no-logo > /dev/null' EXIT
"$root/build.sh" Init --port-offset $offset --no-logo > /dev/null
median() { sort -n | sed -n "$(((runs + 1) / 2))p"; }
measure() {
    local i
    for ((i = 0; i <= runs; i++)); do
        # The first run warms the file cache and does not count.
        /usr/bin/time -f '%e %M' -o /dev/stdout "$@" 2> /dev/null | tail -1
    done | tail -n "$runs"
}
figures=$(measure "$root/build.sh" Connections --port-offset $offset --no-logo)
bare=$(measure dotnet "$root/build/_build/bin/Debug/_build.dll" :complete '')
printf 'build.sh Connections: median %s s, peak memory %s KiB\n' \
    "$(cut -d' ' -f1 <<< "$figures" | median)" "$(cut -d' ' -f2 <<< "$figures" | sort -n | tail -1)"
printf 'the same program answering a shell completion: median %s s\n' "$(cut -d' ' -f1 <<< "$bare" | median)"
