#!/usr/bin/env bash
# Checks Python with discord.py and pytest, which the sample in Python and the bot of discord.py need. They are installed with apt when run as root
# or in CI; otherwise they are named.
set -uo pipefail
/usr/bin/python3 -c 'import discord, pytest' 2>/dev/null && exit 0
. "$(dirname "$0")/apt.sh"
apt_install python3-discord python3-pytest && exit 0
echo "error: the bots of discord.py need /usr/bin/python3 with the packages discord and pytest (Debian: python3-discord, python3-pytest)" >&2
exit 1
