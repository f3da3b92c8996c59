#!/usr/bin/env bash
# Makes the base image of deploy/images/Dockerfile from Debian's packages, where no registry offers one.
#   deploy/images/base.sh sagaz/base:trixie
# As root, with debootstrap. The package sources are this machine's own; the image names Debian's instead.
set -euo pipefail

image=${1:?name of the image to make}
release=${image##*:}

mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | awk '/\/debian\/?$/ {print; exit}')
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT

debootstrap --variant=minbase "$release" "$root" "${mirror:-http://deb.debian.org/debian}" > "$root.log" 2>&1 ||
    { tail -20 "$root.log" >&2; rm -f "$root.log"; exit 1; }
rm -f "$root.log"

cat > "$root/etc/apt/sources.list" << EOF
deb http://deb.debian.org/debian $release main
deb http://deb.debian.org/debian $release-updates main
deb http://deb.debian.org/debian-security $release-security main
EOF
# As in Debian's own slim images: no manuals and translations, also of packages to come.
cat > "$root/etc/dpkg/dpkg.cfg.d/slim" << 'EOF'
path-exclude /usr/share/doc/*
path-include /usr/share/doc/*/copyright
path-exclude /usr/share/man/*
path-exclude /usr/share/info/*
path-exclude /usr/share/locale/*
path-exclude /usr/share/lintian/*
EOF
printf '#!/bin/sh\nexit 101\n' > "$root/usr/sbin/policy-rc.d"
chmod 755 "$root/usr/sbin/policy-rc.d"
find "$root/usr/share/doc" -mindepth 1 ! -type d ! -name copyright -delete
rm -rf "$root"/usr/share/{man,info,locale,lintian}/* "$root"/var/lib/apt/lists/* "$root"/var/cache/apt/*.bin \
    "$root"/var/cache/apt/archives/*.deb "$root"/var/log/* "$root"/var/cache/debconf/*-old "$root"/debootstrap
tar --numeric-owner -C "$root" -c . | docker import --change 'CMD ["bash"]' - "$image" > /dev/null
