# Sourced by the partition benchmarks: a scratch server on loopback with the schema of sql/, gone at the end.
set -euo pipefail
here=$(cd -P "${BASH_SOURCE[0]%/*}" && pwd)
sql=$(cd -P "$here/../../sql" && pwd)
bin=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -1)
port=${PORT:-27532}
work=$(mktemp -d)
as=()
if [[ $EUID == 0 ]]; then chown postgres "$work"; as=(setpriv --reuid=postgres --regid=postgres --init-groups); fi
export PGHOST=$work PGPORT=$port PGUSER=postgres PGOPTIONS='-c client_min_messages=warning'
cleanup() {
    "${as[@]}" "$bin/pg_ctl" -D "$work/data" -m immediate -w stop > /dev/null || true
    rm -rf "$work"
}
trap cleanup EXIT
cd /
"${as[@]}" "$bin/initdb" -D "$work/data" -A trust -N -E UTF8 --locale=C > /dev/null
"${as[@]}" "$bin/pg_ctl" -D "$work/data" -w -l "$work/log" -o "-p $port -k $work -c listen_addresses= -c shared_buffers=512MB \
    -c max_wal_size=8GB -c max_locks_per_transaction=1024 -c autovacuum=${AUTOVACUUM:-off} -c jit=off" start > /dev/null

query() { psql -X -q -At -v ON_ERROR_STOP=1 "$@"; }
for file in "$sql"/provision/cluster/*.sql; do query -d postgres -f "$file"; done

# schema <database>: an empty database with the whole schema.
schema() {
    query -d postgres -c "DROP DATABASE IF EXISTS $1" -c "CREATE DATABASE $1 OWNER sagaz_owner"
    query -d "$1" -c 'GRANT USAGE, CREATE ON SCHEMA public TO sagaz_owner'
    for file in "$sql"/migrations/*.sql; do query -d "$1" -f "$file"; done
}

# median <numbers on standard input>
median() { sort -n | awk '{ v[NR] = $1 } END { printf "%.3f", v[int((NR + 1) / 2)] }'; }

# timed <database> <runs> <statement>: median of the server's own time in ms, in one session; the first run is apart.
timed() {
    local times
    times=$({ echo '\timing on'; for ((i = 0; i <= $2; i++)); do echo "$3 \\g /dev/null"; done; } | psql -X -q -d "$1" | sed -n 's/^Time: \([0-9.]*\) ms.*/\1/p')
    printf '%s %s\n' "$(head -1 <<< "$times")" "$(tail -n +2 <<< "$times" | median)"
}

ratio() { awk "BEGIN { printf \"%.1f\", $1 / $2 }"; }
