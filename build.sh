#!/usr/bin/env bash
# The one entry point: ./build.sh [targets] [--parameters]; ./build.sh --help lists them.
# Needs nothing but the .NET SDK. An unchanged tree starts the compiled build directly: no restore, no build.
set -euo pipefail

root=$(cd -P "${BASH_SOURCE[0]%/*}" && pwd)
project="$root/build/_build/_build.csproj"
program="$root/build/_build/bin/Debug/_build.dll"
stamp="$root/build/_build/bin/built-from"
answer="$root/build/_build/bin/nuke-engine"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 NUKE_TELEMETRY_OPTOUT=1
# An SDK unpacked from its archive comes without ICU, and the build has no use for it.
export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1

refuse() { printf '%s\n    try:  %s\n' "$1" "$2" >&2; exit 3; }

# What the build is made from, as one number; a changed, added or removed file changes it.
fingerprint() {
    find "$root/build" "$root/global.json" "$root/Directory.Build.props" "$root/Directory.Packages.props" "$root/.editorconfig" \
        \( -name bin -o -name obj \) -prune -o -type f -printf '%T@ %p\n' | cksum
}

# NUKE's packages where the feed has them, else the stand-in. Asked once; only a clear answer is remembered.
find_engine() {
    local log status=0
    log=$(dotnet restore "$project" -p:NukeEngine=package --force 2>&1) || status=$?
    if [[ $status == 0 ]]; then
        engine=package
    elif [[ $log == *NU1101* || $log == *NU1102* || $log == *NU1103* ]]; then
        engine=bundled
    else
        engine=bundled
        return
    fi
    printf '%s\n' "$engine" > "$answer"
}

build() {
    mkdir -p "${stamp%/*}"
    exec 9> "$root/build/_build/bin/lock"
    # Two first runs at once: the second waits, then finds everything built.
    if command -v flock > /dev/null; then flock 9; fi
    local before log
    before="$engine $(fingerprint)"
    if [[ -f $stamp && $before == "$(< "$stamp")" && -f $program ]]; then return; fi
    if [[ $engine == unknown ]]; then
        find_engine
        before="$engine $(fingerprint)"
    fi
    if ! log=$(dotnet build "$project" -p:NukeEngine="$engine" --nologo -clp:NoSummary 9>&- 2>&1); then
        printf '%s\n' "$log" >&2
        refuse 'The build itself does not compile or restore.' 'read the errors above; without a package feed, fill the package cache first'
    fi
    printf '%s\n' "$before" > "$stamp.new"
    mv "$stamp.new" "$stamp"
    exec 9>&-
}

command -v dotnet > /dev/null || refuse 'The .NET SDK is not installed.' 'install the .NET 10 SDK (https://dotnet.microsoft.com/download)'

engine=${NUKE_ENGINE:-}
case $engine in
    '') engine=unknown; if [[ -f $answer ]]; then engine=$(< "$answer"); fi ;;
    package | bundled) ;;
    *) refuse "NUKE_ENGINE is '$engine'; it must be package or bundled." 'unset NUKE_ENGINE' ;;
esac

if [[ ! -f $program || ! -f $stamp || "$engine $(fingerprint)" != "$(< "$stamp")" ]]; then build; fi
exec dotnet "$program" "$@"
