#!/bin/sh
# After the files are in place. Touches nobody's data.
set -e
program="$DPKG_ROOT/opt/${sanitizedProductName}"

# The window's program, and with a command's words (`mohr sync …`) the same without a window.
mkdir -p "$DPKG_ROOT/usr/bin"
ln -sf "/opt/${sanitizedProductName}/${executable}" "$DPKG_ROOT/usr/bin/${executable}"

# Chromium prefers user namespaces; where the kernel refuses them, its helper makes the sandbox.
if [ -e "$program/chrome-sandbox" ]; then
  chown root:root "$program/chrome-sandbox"
  chmod 4755 "$program/chrome-sandbox"
fi

# Ubuntu 24.04 and later allow user namespaces to programs with a profile. Others don't know the profile's language.
if [ -z "$DPKG_ROOT" ] && command -v apparmor_parser >/dev/null 2>&1; then
  if apparmor_parser --skip-kernel-load --skip-cache "$program/resources/apparmor-profile" >/dev/null 2>&1; then
    cp -f "$program/resources/apparmor-profile" "/etc/apparmor.d/${executable}"
    apparmor_parser --replace --write-cache --skip-read-cache "/etc/apparmor.d/${executable}" || true
  fi
fi
