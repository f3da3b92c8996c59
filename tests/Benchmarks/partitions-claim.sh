#!/usr/bin/env bash
# Latency of a worker's claim and of marking one event as sent, with 0, 100,000 and 1,000,000 sent events in the table,
# over 30 daily partitions and with autovacuum at work.   usage: [SENT="0 100000 1000000"] partitions-claim.sh [seconds]
AUTOVACUUM=on
source "${BASH_SOURCE[0]%/*}/partitions-server.sh"
seconds=${1:-20}
cat > "$work/insert.sql" <<'SQL'
INSERT INTO saga_outbox (event_id, saga_id, event_type, payload) SELECT gen_random_uuid(), 'load', 'paid', '{"amount": 12}' FROM generate_series(1, 10);
SQL
cat > "$work/claim.sql" <<'SQL'
WITH claimed AS (
  SELECT event_id FROM saga_outbox WHERE status = 'pending' AND created_at <= now()
  ORDER BY created_at LIMIT 10 FOR UPDATE SKIP LOCKED)
UPDATE saga_outbox SET status = 'claimed', claimed_at = now(), worker_id = 'w' WHERE event_id IN (SELECT event_id FROM claimed) RETURNING *;
SQL
cat > "$work/send.sql" <<'SQL'
UPDATE saga_outbox SET status = 'sent', sent_at = now()
WHERE event_id = (SELECT event_id FROM saga_outbox WHERE status = 'claimed' ORDER BY claimed_at LIMIT 1 FOR UPDATE SKIP LOCKED);
SQL
figures() { awk -v script="$1" '$4 == script { print $3 }' "$work"/load.* | sort -n | awk '{ v[NR] = $1 } END { printf "p50 %6.2f ms, p99 %7.2f ms", v[int(NR * .5) + 1] / 1000, v[int(NR * .99) + 1] / 1000 }'; }

for sent in ${SENT:-0 100000 1000000}; do
    schema q
    query -d q -c "SELECT create_saga_outbox_partition(current_date - n) FROM generate_series(1, 30) AS n" > /dev/null
    query -d q <<SQL
INSERT INTO saga_outbox (event_id, saga_id, event_type, payload, status, created_at)
SELECT gen_random_uuid(), 'old-' || n, 'paid', '{"amount": 12}', 'sent', now() - (n::float8 / $sent) * interval '29 days' FROM generate_series(1, $sent) AS n;
INSERT INTO saga_outbox (event_id, saga_id, event_type, payload, status, claimed_at)
SELECT gen_random_uuid(), 'seed', 'paid', '{"amount": 12}', 'claimed', now() FROM generate_series(1, 500);
VACUUM ANALYZE;
CHECKPOINT;
SQL
    (cd "$work" && rm -f load.* && "$bin/pgbench" -n -d q -c 4 -j 1 -R 200 -T "$seconds" -l --log-prefix=load -f insert.sql -f claim.sql -f send.sql@10 > out 2>&1) || tail -3 "$work/out"
    echo "$sent sent rows: claim $(figures 1); sent $(figures 2)"
done
