#!/usr/bin/env bash
# The least that could be called the same job: initdb, one streaming replica by pg_basebackup, two PgBouncers.
# No failover, no proxy, no TLS, no passwords, no checks. Baseline of up-vs-bare.sh.
set -euo pipefail
bin=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -1)
work=$(mktemp -d)
as=()
if [[ $EUID == 0 ]]; then chown postgres "$work"; as=(setpriv --reuid=postgres --regid=postgres --init-groups); fi
cd /
cleanup() {
    for pool in rw ro; do if [[ -f $work/$pool.pid ]]; then kill "$(< "$work/$pool.pid")"; fi; done
    for node in replica primary; do "${as[@]}" "$bin/pg_ctl" -D "$work/$node" -m immediate -w stop > /dev/null || true; done
    rm -rf "$work"
}
trap cleanup EXIT

"${as[@]}" "$bin/initdb" -D "$work/primary" -k -A trust > /dev/null
"${as[@]}" "$bin/pg_ctl" -D "$work/primary" -w -l "$work/primary.log" -o "-p 28432 -k $work" start > /dev/null
"${as[@]}" "$bin/pg_basebackup" -h "$work" -p 28432 -D "$work/replica" -R -c fast -X stream
"${as[@]}" "$bin/pg_ctl" -D "$work/replica" -w -l "$work/replica.log" -o "-p 28433 -k $work" start > /dev/null
for pool in rw:29432:28432 ro:29433:28433; do
    IFS=: read -r name port server <<< "$pool"
    printf '[databases]\npostgres = host=%s port=%s\n[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = %s\nunix_socket_dir =\nauth_type = any\npidfile = %s\nlogfile = %s\n' \
        "$work" "$server" "$port" "$work/$name.pid" "$work/$name.log" | sed 's/^postgres = .*/& user=postgres/' > "$work/$name.ini"
    "${as[@]}" /usr/sbin/pgbouncer -q -d "$work/$name.ini"
    deadline=$((SECONDS + 30))
    until psql -h 127.0.0.1 -p "$port" -U postgres -d postgres -Atc 'SELECT 1' > /dev/null 2>&1; do
        if ((SECONDS > deadline)); then
            tail -3 "$work/$name.log" >&2
            exit 4
        fi
    done
done
date +%s%N > "${READY:-/dev/null}"
