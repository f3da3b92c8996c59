#!/usr/bin/env bash
# maintain_all_partitions() beside pg_partman's run_maintenance(), same tables, same rows, same server, turn by turn.
# Needs postgresql-NN-partman. Prints medians in ms and ratios.   usage: [ROWS=1000000] partitions-vs-partman.sh [pairs]
source "${BASH_SOURCE[0]%/*}/partitions-server.sh"
rows=${ROWS:-1000000}
pairs=${1:-5}

# Both sides get the same tables, 30 days of outbox, 12 months of executions, and keep 7 days and 3 months ready.
fill() {
    query -d "$1" <<SQL
INSERT INTO saga_outbox (event_id, saga_id, event_type, payload, status, created_at)
SELECT gen_random_uuid(), 'saga-' || n, 'paid', '{"amount": 12}', 'sent', now() - (n::float8 / $rows) * interval '29 days 12 hours'
FROM generate_series(1, $rows) AS n;
INSERT INTO saga_executions (saga_name, status, created_at)
SELECT 'order', 'SUCCESS', now() - (n::float8 / ($rows / 10)) * interval '330 days' FROM generate_series(1, $rows / 10) AS n;
SQL
    query -d "$1" -c 'VACUUM ANALYZE'
}
ours() {
    schema "$1"
    query -d "$1" -c "SELECT create_saga_outbox_partition(current_date - n) FROM generate_series(1, 30) AS n" \
        -c "SELECT create_saga_executions_partition((current_date - n * interval '1 month')::date) FROM generate_series(1, 12) AS n" > /dev/null
}
partman() {
    query -d postgres -c "DROP DATABASE IF EXISTS $1" -c "CREATE DATABASE $1"
    query -d "$1" -c 'CREATE SCHEMA partman' -c 'CREATE EXTENSION pg_partman SCHEMA partman' \
        -c 'GRANT USAGE, CREATE ON SCHEMA public TO sagaz_owner' -f "$sql/migrations/001_create_partitioned_tables.sql"
    query -d "$1" > /dev/null <<'SQL'
DROP TABLE saga_outbox_default, saga_executions_default, saga_audit_log_default;
SELECT partman.create_parent('public.saga_outbox', 'created_at', 'native', 'daily', p_premake := 7, p_start_partition := (current_date - 30)::text);
SELECT partman.create_parent('public.saga_executions', 'created_at', 'native', 'monthly', p_premake := 3, p_start_partition := (date_trunc('month', current_date) - interval '12 months')::text);
SELECT partman.create_parent('public.saga_audit_log', 'created_at', 'native', 'monthly', p_premake := 3);
UPDATE partman.part_config SET infinite_time_partitions = true, retention_keep_table = false,
  retention = CASE parent_table WHEN 'public.saga_outbox' THEN '40 days' ELSE '13 months' END;
SQL
}
steady_ours='SELECT * FROM maintain_all_partitions()'
steady_partman='SELECT partman.run_maintenance(p_analyze := false)'

echo "rows: $rows outbox, $((rows / 10)) executions; $("$bin/postgres" --version); pairs: $pairs"
ours o && fill o && partman p && fill p
query -d o -c "$steady_ours" > /dev/null && query -d p -c "$steady_partman" > /dev/null
for side in o p; do : > "$work/$side.cold"; : > "$work/$side.warm"; done
for ((pair = 1; pair <= pairs; pair++)); do
    for side in o p; do
        [[ $side == o ]] && statement=$steady_ours || statement=$steady_partman
        read -r cold warm < <(timed "$side" 20 "$statement")
        echo "$cold" >> "$work/$side.cold"; echo "$warm" >> "$work/$side.warm"
    done
done
for kind in cold warm; do
    o=$(median < "$work/o.$kind") p=$(median < "$work/p.$kind")
    echo "steady state, $kind: ours $o ms, pg_partman $p ms, pg_partman/ours $(ratio "$p" "$o")"
done

echo 'catching up 60 daily partitions:'
for side in o p; do : > "$work/$side.60"; done
for ((pair = 1; pair <= pairs; pair++)); do
    ours c; partman d
    query -d c -c "UPDATE partition_policies SET premake = 67 WHERE table_name = 'saga_outbox'"
    query -d d -c "UPDATE partman.part_config SET premake = 67 WHERE parent_table = 'public.saga_outbox'"
    read -r o _ < <(timed c 0 "$steady_ours"); echo "$o" >> "$work/o.60"
    read -r p _ < <(timed d 0 "$steady_partman"); echo "$p" >> "$work/p.60"
done
o=$(median < "$work/o.60") p=$(median < "$work/p.60")
made=$(query -d c -c "SELECT count(*) FROM pg_inherits WHERE inhparent = 'saga_outbox'::regclass"), made_d=$(query -d d -c "SELECT count(*) FROM pg_inherits WHERE inhparent = 'saga_outbox'::regclass")
echo "ours $o ms ($made partitions), pg_partman $p ms ($made_d partitions), pg_partman/ours $(ratio "$p" "$o")"

echo 'steady state (warm) by number of daily partitions:'
for count in 10 100 1000; do
    ours c; partman d
    # Each partition is a commit, so that neither side fills the lock table.
    query -d c -c "UPDATE partition_policies SET retention = NULL"
    query -d d -c "UPDATE partman.part_config SET retention = NULL"
    query -d c -c "DO \$\$ BEGIN FOR n IN 31..$count LOOP PERFORM create_saga_outbox_partition(current_date - n); COMMIT; END LOOP; END \$\$"
    query -d d -c "DO \$\$ BEGIN FOR n IN 31..$count LOOP PERFORM partman.create_partition_time('public.saga_outbox', ARRAY[(current_date - n)::timestamptz]); COMMIT; END LOOP; END \$\$"
    if ((count == 10)); then
        for n in $(seq 10 30); do
            query -d c -c "DROP TABLE IF EXISTS saga_outbox_$(date -u -d "-$n days" +y%Ym%md%d)"
            query -d d -c "DROP TABLE IF EXISTS saga_outbox_p$(date -u -d "-$n days" +%Y_%m_%d)"
        done
    fi
    read -r _ o < <(timed c 10 "$steady_ours")
    read -r _ p < <(timed d 10 "$steady_partman")
    echo "$count: ours $o ms ($(query -d c -c "SELECT count(*) FROM pg_inherits WHERE inhparent = 'saga_outbox'::regclass")), pg_partman $p ms ($(query -d d -c "SELECT count(*) FROM pg_inherits WHERE inhparent = 'saga_outbox'::regclass")), ratio $(ratio "$p" "$o")"
done
