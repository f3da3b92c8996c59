#!/usr/bin/env bash
# LoadTest's driver beside pgbench on a cluster that runs: the same script, clients and path (pgbouncer-rw), in turns.
# Closed loop: throughput, CPU of the client for one transaction, p50 and p99. Open loop with a stall of the pool: what
# each of them says of it.   usage: load-vs-pgbench.sh <port-offset> [runtime] [connections] [seconds] [rounds]
set -euo pipefail
root=$(cd -P "${BASH_SOURCE[0]%/*}/../.." && pwd)
offset=$1
runtime=${2:-native}
connections=${3:-8}
seconds=${4:-10}
rounds=${5:-3}
pgbench=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -1)/pgbench
work=$(mktemp -d)
trap 'rm -rf "$work" "$root/sql/workload/bench.json"' EXIT
export TERM=dumb
build() { "$root/build.sh" "$@" --runtime "$runtime" --port-offset "$offset" --no-logo; }
build Connections --show-secrets > "$work/urls"
url=$(sed -n "s/^pgbouncer-rw .*\(postgresql:[^ ]*\)$/\1/p" "$work/urls" | head -1)
# Other users of the machine can read arguments.
PGPASSWORD=$(sed 's|.*//[^:]*:\([^@]*\)@.*|\1|' <<< "$url")
export PGPASSWORD
pool=$(sed 's|\(//[^:]*\):[^@]*@|\1@|' <<< "$url")
# A pool that forgets prepared statements from one transaction to the next gets none of either.
protocol=extended
if [[ $runtime == compose ]]; then protocol=prepared; fi

# The same script for both: whole sagas, nothing else.
cat > "$root/sql/workload/bench.json" <<JSON
{ "description": "Sagas alone, for comparison with pgbench", "seed": 1, "rate": 20, "connections": { "rw": $connections, "ro": 1 },
  "thinkTimeMilliseconds": 0, "variables": { "sagas": 100, "executions": 100, "events": 100, "customers": 100000, "batch": 50 }, "during": [],
  "steps": { "saga": { "script": "saga.sql", "pool": "rw", "kind": "write", "weight": 1 } } }
JSON

figure() { python3 -c "import json,sys; r=json.load(open('$root/artifacts/load/report.json'))['stages'][-1]; print($1)"; }
percentiles() { sort -n | awk '{ v[NR] = $1 } END { printf "p50 %.1f ms, p90 %.1f ms, p99 %.1f ms, max %.1f ms", v[int(NR * .5) + 1] / 1000, v[int(NR * .9) + 1] / 1000, v[int(NR * .99) + 1] / 1000, v[NR] / 1000 }'; }
theirs() { # seconds, further options of pgbench
    local length=$1; shift
    (cd "$work" && rm -f log.* && TIMEFORMAT='%U %S' && time "$pgbench" -n -M $protocol -c "$connections" -j 2 -T "$length" -D customers=100000 -l --log-prefix=log -f "$root/sql/workload/saga.sql" "$@" "$pool" > out 2> errors) 2> "$work/cpu"
}
ours() { build LoadTest --workload bench "$@" > "$work/ours" 2>&1 || true; }

echo "closed loop, $connections connections, pgbench -M $protocol, $seconds s each"
for ((round = 1; round <= rounds; round++)); do
    theirs "$seconds"
    tps=$(sed -n 's/^tps = \([0-9.]*\).*/\1/p' "$work/out")
    printf 'pgbench  %7.1f /s, CPU %5.3f ms each, ' "$tps" "$(awk -v n="$(cat "$work"/log.* | wc -l)" '{ print ($1 + $2) * 1000 / n }' "$work/cpu")"
    cut -d ' ' -f 3 "$work"/log.* | percentiles
    echo
    ours --arrivals closed --duration "$seconds" --warmup 2
    printf 'LoadTest %7.1f /s, CPU %5.3f ms each, ' "$(figure "r['throughput']")" "$(figure "r['generator']['cpuMsPerRequest']")"
    figure "'p50 %.1f ms, p90 %.1f ms, p99 %.1f ms, max %.1f ms' % tuple(r['steps'][0]['latency'][k] for k in ('p50', 'p90', 'p99', 'max'))"
    awk -v a="$(figure "r['throughput']")" -v b="$tps" 'BEGIN { printf "  ratio %.3f\n", a / b }'
done

# pgbouncer-rw stands still for 200 ms, again and again.
stall() {
    if [[ $runtime == compose ]]; then
        docker pause "sagaz-local-$offset-pgbouncer-rw-1" > /dev/null; sleep 0.2; docker unpause "sagaz-local-$offset-pgbouncer-rw-1" > /dev/null
    else
        local id; id=$(< "$(readlink -f "$root/.sagaz/local+$offset")/services/pgbouncer-rw/supervise/pid")
        kill -STOP "$id"; sleep 0.2; kill -CONT "$id"
    fi
}
rate=${RATE:-20}
connections=2
sed -i "s/\"rw\": [0-9]*/\"rw\": $connections/" "$root/sql/workload/bench.json"
echo "a stall of 200 ms every second, $rate sagas a second asked of $connections connections"
stalls() { local until=$((SECONDS + $1)); sleep 3; while ((SECONDS < until)); do stall; sleep 0.8; done; }
stalls "$seconds" & theirs "$seconds" --rate "$rate"; wait $!
printf 'pgbench  --rate:            '; cut -d ' ' -f 3 "$work"/log.* | percentiles; echo
printf 'pgbench  less schedule lag: '; awk '{ print $3 - $7 }' "$work"/log.* | percentiles; echo
stalls "$((seconds - 1))" & theirs "$seconds"; wait $!
printf 'pgbench  closed loop:       '; cut -d ' ' -f 3 "$work"/log.* | percentiles; echo
started() { until grep -q 'steady: ' "$work/ours" 2> /dev/null; do sleep 0.2; done; }
: > "$work/ours"
ours --arrivals poisson --rate "$rate" --duration "$seconds" --warmup 2 & load=$!
started; stalls "$((seconds - 2))"; wait $load
printf 'LoadTest from due:          '; figure "'p50 %.1f ms, p90 %.1f ms, p99 %.1f ms, max %.1f ms' % tuple(r['steps'][0]['latency'][k] for k in ('p50', 'p90', 'p99', 'max'))"
printf 'LoadTest from real begin:   '; figure "'p50 %.1f ms, p90 %.1f ms, p99 %.1f ms, max %.1f ms' % tuple(r['steps'][0]['service'][k] for k in ('p50', 'p90', 'p99', 'max'))"
