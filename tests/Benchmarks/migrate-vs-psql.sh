#!/usr/bin/env bash
# How long Migrate of the whole set into an empty database takes beside `psql -f` of the same files, in turn, on a
# scratch server of its own; then a Migrate that has nothing to do, and where its time goes.   usage: migrate-vs-psql.sh [rounds]
# Migrate's figure is inside its process, without the .NET runtime's start, which is printed apart.
set -euo pipefail
here=$(cd -P "${BASH_SOURCE[0]%/*}" && pwd)
root=$(cd -P "$here/../.." && pwd)
rounds=${1:-7}
bin=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -1)
dotnet build "$root/tests/Sagaz.MigrateClient" -c Release -v q --nologo > /dev/null
client=("dotnet" "$root/tests/Sagaz.MigrateClient/bin/Release/net10.0/Sagaz.MigrateClient.dll")
work=$(mktemp -d)
as=()
if [[ $EUID == 0 ]]; then chown postgres "$work"; as=(setpriv --reuid=postgres --regid=postgres --init-groups); fi
cd /
trap '"${as[@]}" "$bin/pg_ctl" -D "$work/server" -m immediate -w stop > /dev/null || true; rm -rf "$work"' EXIT
port=25442
"${as[@]}" "$bin/initdb" -D "$work/server" -U postgres -A trust -E UTF8 --locale=C -N > /dev/null
"${as[@]}" "$bin/pg_ctl" -D "$work/server" -w -l "$work/log" -o "-p $port -k $work -c listen_addresses=127.0.0.1" start > /dev/null
admin() { psql -qAtX -v ON_ERROR_STOP=1 -h 127.0.0.1 -p $port -U postgres "$@" > /dev/null 2>&1; }
empty() {
    admin -d postgres -c "DROP DATABASE IF EXISTS $1" -c "CREATE DATABASE $1 OWNER sagaz_owner"
    admin -d postgres -c "CHECKPOINT"
}
now() { date +%s%N; }
median() { sort -n | sed -n "$(((rounds + 1) / 2))p"; }
field() { sed -n "s/.*$1=\([0-9.]*\).*/\1/p" <<< "$2"; }

for role in sagaz_owner sagaz_app sagaz_readonly replicator pgbouncer; do admin -d postgres -c "CREATE ROLE $role LOGIN"; done
ratios=()
for ((round = 1; round <= rounds; round++)); do
    empty bare
    start=$(now)
    files=()
    for file in "$root"/sql/migrations/*.sql; do files+=(-f "$file"); done
    psql -qAtX -v ON_ERROR_STOP=1 -h 127.0.0.1 -p $port -U sagaz_owner -d bare "${files[@]}" > /dev/null 2>&1
    bare=$((($(now) - start) / 1000))
    empty ours
    start=$(now)
    line=$("${client[@]}" "$root/sql/migrations" $port ours sagaz_owner | tail -1)
    whole=$((($(now) - start) / 1000))
    inside=$(field total_ms "$line")
    ratio=$(awk "BEGIN { printf \"%.2f\", $inside * 1000 / $bare }")
    ratios+=("$ratio")
    awk "BEGIN { printf \"round %d: psql %.0f ms, Migrate %.0f ms (with the process %.0f ms), ratio %s\n\", $round, $bare / 1000, $inside, $whole / 1000, $ratio }"
    last=$line
done
printf 'median ratio: %s\n' "$(printf '%s\n' "${ratios[@]}" | median)"
printf 'last Migrate: %s\n' "$last"
for ((round = 1; round <= rounds; round++)); do "${client[@]}" "$root/sql/migrations" $port ours sagaz_owner | tail -1; done > "$work/noop"
for part in start_ms connect_ms lock_ms plan_ms replay_ms total_ms; do
    printf 'no-op Migrate, median %-10s %s ms\n' "${part%_ms}" "$(while read -r line; do field "$part" "$line"; done < "$work/noop" | median)"
done
