#!/bin/bash
# Run by dpkg and rpm after installation; electron-builder fills in ${executable} and ${sanitizedProductName}.
set -e
home='/opt/${sanitizedProductName}'

# The command is the launcher, not the program itself.
ln -sf "$home/briefmark" /usr/bin/briefmark

# Chromium's sandbox needs user namespaces, or else its own helper with set-user-id.
if [[ -L /proc/self/ns/user ]] && unshare --user true 2>/dev/null; then
  chmod 0755 "$home/chrome-sandbox" || true
else
  chmod 4755 "$home/chrome-sandbox" || true
fi

# Where AppArmor forbids user namespaces (Ubuntu 24.04 and later), the profile allows them to this program.
profile="$home/resources/apparmor-profile"
if apparmor_status --enabled >/dev/null 2>&1 && apparmor_parser --skip-kernel-load --debug "$profile" >/dev/null 2>&1; then
  cp -f "$profile" '/etc/apparmor.d/${executable}'
  if ! { [[ -x /usr/bin/ischroot ]] && /usr/bin/ischroot; }; then
    apparmor_parser --replace --write-cache --skip-read-cache '/etc/apparmor.d/${executable}' || true
  fi
fi

if hash update-mime-database 2>/dev/null; then update-mime-database /usr/share/mime || true; fi
if hash update-desktop-database 2>/dev/null; then update-desktop-database /usr/share/applications || true; fi
