#!/bin/bash
# Run by dpkg and rpm after removal, and in the middle of an upgrade, when the new version's files are already there and
# must be left alone. People's briefs are not ours to remove in any case.
[[ -e '/opt/${sanitizedProductName}/${executable}' ]] && exit 0

if [[ "$(readlink /usr/bin/briefmark)" == '/opt/${sanitizedProductName}/briefmark' ]]; then
  rm -f /usr/bin/briefmark
fi

profile='/etc/apparmor.d/${executable}'
if [[ -f "$profile" ]]; then
  # Unloaded first, as it would otherwise stay in force until the machine restarts.
  if apparmor_status --enabled >/dev/null 2>&1 && ! { [[ -x /usr/bin/ischroot ]] && /usr/bin/ischroot; }; then
    apparmor_parser --remove "$profile" || true
  fi
  rm -f "$profile"
fi
