#!/usr/bin/env bash
# What each measure brings, one at a time, in a closed loop through pgbouncer-rw of a cluster that runs: one round trip for
# a transaction, events in batches, group commit, prepared statements (Compose's PgBouncer keeps them), the size of the pool.
# usage: load-tuning.sh <port-offset> [runtime] [connections] [seconds]
set -euo pipefail
root=$(cd -P "${BASH_SOURCE[0]%/*}/../.." && pwd)
offset=$1
runtime=${2:-native}
connections=${3:-16}
seconds=${4:-8}
workload=$root/sql/workload
work=$(mktemp -d)
export TERM=dumb
build() { "$root/build.sh" "$@" --runtime "$runtime" --port-offset "$offset" --no-logo; }
build Connections --show-secrets > "$work/urls"
url=$(sed -n "s/^postgres-primary .*\(postgresql:[^ ]*\)$/\1/p" "$work/urls" | head -1)
# Other users of the machine can read arguments.
PGPASSWORD=$(sed 's|.*//[^:]*:\([^@]*\)@.*|\1|' <<< "$url")
export PGPASSWORD
admin=$(sed 's|\(//[^:]*\):[^@]*@|\1@|' <<< "$url")
tell() { psql -X -q -v ON_ERROR_STOP=1 "$admin" -c "$1" > /dev/null; }
forget() { tell 'ALTER SYSTEM RESET commit_delay' && tell 'SELECT pg_reload_conf()'; }
trap 'forget || true; rm -rf "$work" "$workload"/bench*' EXIT

profile() { # script
    cat > "$workload/bench.json" <<JSON
{ "description": "One script alone", "seed": 1, "rate": 20, "connections": { "rw": 16, "ro": 1 }, "thinkTimeMilliseconds": 0,
  "variables": { "sagas": 100, "executions": 100, "events": 100, "customers": 100000, "batch": 50 }, "during": [],
  "steps": { "step": { "script": "$1", "pool": "rw", "kind": "write", "weight": 1 } } }
JSON
}
measure() { # name, further options
    local name=$1; shift
    build LoadTest --workload bench --arrivals closed --connections "$connections" --duration "$seconds" --warmup 2 "$@" > "$work/out" 2>&1 || true
    python3 - "$name" <<PYTHON
import json, sys
r = json.load(open('$root/artifacts/load/report.json'))['stages'][-1]
split = next((s for s in r['server']['split'] if s['pool'] == 'rw'), {})
print('%-44s %7.1f /s %8.1f events/s, transaction p50 %6.1f p99 %6.1f ms, pool wait %5.1f ms, %s' % (
    sys.argv[1], r['throughput'], r['events'] / r['seconds'], r['writes']['p50'], r['writes']['p99'], split.get('poolWait', 0), ', '.join(f'{k} {v}' for k, v in list(r['server']['waits'].items())[:3])))
PYTHON
}

echo "$connections connections, $seconds s each"
for round in 1 2; do
    sed -e 's/^\\startpipeline/BEGIN;/' -e 's/^\\endpipeline/COMMIT;/' "$workload/saga.sql" > "$workload/bench-plain.sql"
    profile bench-plain.sql; measure "saga, each statement a round trip"
    profile saga.sql; measure "saga, each transaction a round trip"
    tell 'ALTER SYSTEM SET commit_delay = 500' && tell 'SELECT pg_reload_conf()'
    measure "the same, commit_delay 0.5 ms"
    forget
    profile insert-event.sql; measure "event, one a transaction"
    profile insert-events.sql; measure "events, ten a transaction"
done
profile saga.sql
for size in 5 10 25 50; do
    build SetPool --pool rw --size "$size" > "$work/out" 2>&1
    measure "saga, pool of $size servers"
done
build SetPool --pool rw --size 25 > "$work/out" 2>&1
