#!/usr/bin/env bash
# A Docker Engine with Compose v2 and buildx for the tests, from Debian's packages; everything that is there stays as it is.
#   tests/Engine/start.sh         installs what is missing and starts the engine when none answers
#   tests/Engine/start.sh stop    stops the engine if this script started it
# As root on Debian or Ubuntu; elsewhere the engine and its plugins must be there already.
set -euo pipefail

run=/run/sagaz-engine
plugins=/usr/local/lib/docker/cli-plugins
archive_key=/usr/share/keyrings/debian-archive-keyring.gpg
# The release that Compose v2 and buildx come from: the first that has them, and its programs run on older ones too.
release=trixie

answers() { docker version --format '{{.Server.Version}}' > /dev/null 2>&1; }

install_package() {
    apt-get -qq update
    DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends "$@" > /dev/null
}

# Nothing is started by a package: the engine is started below, and stopped again.
without_services() {
    local policy=/usr/sbin/policy-rc.d
    if [[ -e $policy ]]; then "$@"; return; fi
    printf '#!/bin/sh\nexit 101\n' > "$policy"; chmod 755 "$policy"
    local status=0
    "$@" || status=$?
    rm -f "$policy"
    return $status
}

# The machine's own archive, whatever mirror that is.
archive() { apt-get indextargets --format '$(SITE) $(REPO_URI)' 'Created-By: Packages' | awk '$2 ~ /\/debian\/?$/ {print $2; exit}'; }

install_plugins() {
    local work options uri
    uri=$(archive)
    work=$(mktemp -d)
    mkdir -p "$work/lists/partial" "$work/cache/archives/partial"
    echo "deb [signed-by=$archive_key] ${uri:-http://deb.debian.org/debian} $release main" > "$work/sources.list"
    options=(-qq -o "Dir::Etc::sourcelist=$work/sources.list" -o Dir::Etc::sourceparts=- -o "Dir::State::lists=$work/lists" -o "Dir::Cache=$work/cache" -o Dir::State::status=/dev/null -o APT::Sandbox::User=root)
    apt-get "${options[@]}" update
    (cd "$work" && apt-get "${options[@]}" download docker-compose docker-buildx > /dev/null)
    for package in "$work"/*.deb; do dpkg-deb -x "$package" "$work/unpacked"; done
    install -D -m 755 -t "$plugins" "$work"/unpacked/usr/libexec/docker/cli-plugins/*
    rm -rf "$work"
}

# A killed server leaves its file, and its number may be a zombie's or another process's by now.
forget_dead() {
    local program=$1 file=$2 name state
    if [[ ! -f $file ]]; then return; fi
    if read -r _ name state _ 2> /dev/null < "/proc/$(< "$file")/stat" && [[ $name == "($program)" && $state != Z ]]; then return; fi
    rm -f "$file"
}

start_engine() {
    mkdir -p "$run"
    forget_dead dockerd "$run/docker.pid"
    forget_dead containerd /run/docker/containerd/containerd.pid
    setsid dockerd --pidfile "$run/docker.pid" > "$run/dockerd.log" 2>&1 < /dev/null &
    local engine=$!
    for ((i = 0; i < 300; i++)); do
        if answers; then return; fi
        if ! kill -0 "$engine" 2> /dev/null; then break; fi
        sleep 0.2
    done
    tail -20 "$run/dockerd.log" >&2
    echo 'The Docker Engine did not start.' >&2
    return 1
}

stop_engine() {
    if [[ ! -f $run/docker.pid ]]; then return; fi
    local engine
    engine=$(< "$run/docker.pid")
    kill "$engine" 2> /dev/null || true
    tail --pid="$engine" -f /dev/null
    rm -rf "$run"
}

if [[ ${1:-start} == stop ]]; then stop_engine; exit; fi
if ! answers; then
    if [[ $EUID != 0 || ! -x /usr/bin/apt-get ]]; then echo 'No Docker Engine answers, and only root on Debian can start one here.' >&2; exit 3; fi
    if ! command -v dockerd > /dev/null; then without_services install_package docker.io iptables ca-certificates; fi
    start_engine
fi
if ! docker compose version > /dev/null 2>&1 || ! docker buildx version > /dev/null 2>&1; then install_plugins; fi
docker compose version --short
