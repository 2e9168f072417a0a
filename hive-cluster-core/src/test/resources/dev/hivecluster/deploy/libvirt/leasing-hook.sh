#!/bin/bash
# libvirt's hook for its machines: qemu <name> <operation> begin -, with the machine's XML on the input.
# Machines without a system never ask for an address: each gets one as if it had, the way that dnsmasq tells libvirt.
# A machine that has a file of its name beside this is not started, once.
set -euo pipefail
name="$1" operation="$2"
xml="$(cat)"

case "$operation" in
  prepare)
    refused="${0%/*}/$name"
    if [[ -e "$refused" ]]; then
      cat "$refused" >&2
      rm "$refused"
      exit 1
    fi
    ;;
  started)
    [[ "$xml" =~ \<mac\ address=\'([0-9a-f:]+)\' ]]
    mac="${BASH_REMATCH[1]}"
    [[ "$xml" =~ bridge=\'([0-9a-z]+)\' ]]
    bridge="${BASH_REMATCH[1]}"
    [[ "$(ip -4 -oneline address show dev "$bridge")" =~ inet\ ([0-9]+\.[0-9]+\.[0-9]+)\. ]]
    address="${BASH_REMATCH[1]}.$((100 + ${name##*-}))"
    DNSMASQ_INTERFACE="$bridge" DNSMASQ_LEASE_EXPIRES="$(($(date +%s) + 3600))" \
      /usr/lib/libvirt/libvirt_leaseshelper add "$mac" "$address" "$name"
    ;;
esac
