#!/usr/bin/env bash
# Longest wait and p99 of writers and claimers while maintenance makes, fills, archives and drops partitions, on a
# cluster that runs: first by MaintainPartitions, then by maintain_all_partitions() in one transaction.
# Latency counts from the moment that a statement was due (pgbench --rate).   usage: partitions-under-load.sh <port-offset> [rate]
set -euo pipefail
root=$(cd -P "${BASH_SOURCE[0]%/*}/../.." && pwd)
offset=$1
rate=${2:-200}
pgbench=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -1)/pgbench
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export TERM=dumb
build() { "$root/build.sh" "$@" --port-offset "$offset" --no-logo; }
build Connections --show-secrets > "$work/urls"
url() { sed -n "s/^$1 .*\(postgresql:[^ ]*\)$/\1/p" "$work/urls" | head -1; }
admin=$(url postgres-primary) pool=$(url pgbouncer-rw)
query() { psql -X -q -At -v ON_ERROR_STOP=1 "$admin" "$@"; }

cat > "$work/insert.sql" <<'SQL'
INSERT INTO saga_outbox (event_id, saga_id, event_type, payload) VALUES (gen_random_uuid(), 'load', 'paid', '{"amount": 12}');
SQL
cat > "$work/claim.sql" <<'SQL'
WITH claimed AS (
  SELECT event_id FROM saga_outbox WHERE status = 'pending' AND created_at <= now()
  ORDER BY created_at LIMIT 10 FOR UPDATE SKIP LOCKED)
UPDATE saga_outbox SET status = 'sent', sent_at = now() WHERE event_id IN (SELECT event_id FROM claimed);
SQL

# 12 expired days with 20,000 sent events each, 5 stray days with 10,000 each, 25 days to be made.
prepare() {
    query > /dev/null <<SQL
SET ROLE sagaz_owner;
SELECT create_saga_outbox_partition('2021-01-01'::date + n) FROM generate_series(0, 11) AS n;
INSERT INTO saga_outbox (event_id, saga_id, event_type, payload, status, created_at)
SELECT gen_random_uuid(), 'old', 'paid', '{"amount": 12}', 'sent', '2021-01-01 01:00Z'::timestamptz + n % 12 * interval '1 day' FROM generate_series(1, 240000) AS n;
INSERT INTO saga_outbox (event_id, saga_id, event_type, payload, status, created_at)
SELECT gen_random_uuid(), 'stray', 'paid', '{"amount": 12}', 'sent', (SELECT max(range_to) FROM get_partition_statistics() WHERE table_name = 'saga_outbox') + (10 + n % 5) * interval '1 day' FROM generate_series(1, 50000) AS n;
UPDATE partition_policies SET premake = 25 + (SELECT partitions_ahead FROM get_partition_runway() WHERE table_name = 'saga_outbox') WHERE table_name = 'saga_outbox';
ANALYZE saga_outbox;
RESET ROLE;
CHECKPOINT;
SQL
}
figures() { sort -n | awk '{ v[NR] = $1 } END { if (NR) printf "%6d statements, p50 %6.1f ms, p99 %7.1f ms, longest %7.1f ms\n", NR, v[int(NR * .5) + 1] / 1000, v[int(NR * .99) + 1] / 1000, v[NR] / 1000 }'; }

drill() {
    local name=$1; shift
    (cd "$work" && rm -f load.* && "$pgbench" -n -c 8 -j 2 -R "$rate" -T 40 -l --log-prefix=load -f insert.sql@3 -f claim.sql@1 "$pool" > "$name.out" 2>&1) &
    local load=$!
    until [[ $(cat "$work"/load.* 2> /dev/null | wc -l) -gt $((rate * 8)) ]]; do kill -0 $load; done
    local start end
    start=$(date +%s.%N)
    "$@" > "$work/$name.done"
    end=$(date +%s.%N)
    wait $load
    echo "$name: $(awk "BEGIN { printf \"%.1f\", $end - $start }") s, $(grep -cE '^(CREATE|MOVE|DROP|ARCHIVE)' "$work/$name.done") actions, $(grep -cE '^(SKIP|ERROR)' "$work/$name.done" || true) skipped or failed; failed statements: $(sed -n 's/^number of failed transactions: //p' "$work/$name.out")"
    printf '  before and after '; awk -v a="$start" -v b="$end" '{ t = $5 + $6 / 1e6; if (t < a || t - $3 / 1e6 > b) print $3 }' "$work"/load.* | figures
    printf '  during           '; awk -v a="$start" -v b="$end" '{ t = $5 + $6 / 1e6; if (t >= a && t - $3 / 1e6 <= b) print $3 }' "$work"/load.* | figures
}
prepare
drill nothing sleep 10
drill target build MaintainPartitions
prepare
drill archive build MaintainPartitions --archive "$work/archive"
prepare
drill function query -F ' ' -c 'SELECT * FROM maintain_all_partitions()'
query -c "UPDATE partition_policies SET premake = 7 WHERE table_name = 'saga_outbox'"
