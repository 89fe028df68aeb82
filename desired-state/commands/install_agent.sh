#!/usr/bin/env bash
# Installs the shop's agent below ${AGENT_HOME:-$PWD/shop-agent}. Running it twice leaves the same result.
set -euo pipefail

channel=stable
greeting=
while [ $# -gt 0 ]; do
    case "$1" in
    --channel) channel=${2:?--channel needs a value} && shift 2 ;;
    --greeting) greeting=${2:?--greeting needs a value} && shift 2 ;;
    *) echo "install_agent.sh: unknown argument '$1'" >&2 && exit 2 ;;
    esac
done

home=${AGENT_HOME:-$PWD/shop-agent}
mkdir -p "$home"
printf 'channel = %s\ngreeting = %s\n' "$channel" "$greeting" >"$home/agent.conf.new"
mv "$home/agent.conf.new" "$home/agent.conf"
echo "agent installed from channel $channel"
