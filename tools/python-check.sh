#!/usr/bin/env bash
# See that PYTHON is 3.11 or newer and can make virtual environments: install what Debian splits off when root, else say how in one line.
set -u
python=${1:?usage: tools/python-check.sh PYTHON}
command -v "$python" >/dev/null || { echo "Python 3.11 or newer is needed, and '$python' was not found. Name it: make PYTHON=/path/to/python3" >&2; exit 1; }
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; $("$python" --version) was found. Name another one: make PYTHON=python3.12" >&2; exit 1; }
"$python" -c 'import ensurepip, venv' 2>/dev/null && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  { apt-get update -qq && apt-get install -y -qq --no-install-recommends python3-venv; } >/dev/null 2>&1
  "$python" -c 'import ensurepip, venv' 2>/dev/null && exit 0
fi
echo "Python cannot make virtual environments here. Debian, Ubuntu: sudo apt-get install python3-venv" >&2
exit 1
