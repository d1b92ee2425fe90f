#!/bin/sh
# After the files are gone. The offices' data folders stay as they are, also at `purge`: they belong to people, not to the package.
set -e
if [ "$1" = upgrade ]; then exit 0; fi
rm -f "$DPKG_ROOT/usr/bin/${executable}"
profile="$DPKG_ROOT/etc/apparmor.d/${executable}"
if [ -e "$profile" ]; then
  if [ -z "$DPKG_ROOT" ] && command -v apparmor_parser >/dev/null 2>&1; then apparmor_parser --remove "$profile" || true; fi
  rm -f "$profile"
fi
