#!/usr/bin/env bash
# See to the system libraries that WeasyPrint needs: install them when root on Debian or Ubuntu, else say how in one line.
set -u
python=${1:?usage: tools/system-libraries.sh PYTHON}
works() { "$python" -c 'import weasyprint' >/dev/null 2>&1; }
works && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "Installing Pango and HarfBuzz, which PDF reports need ..."
  export DEBIAN_FRONTEND=noninteractive
  { apt-get update -qq && apt-get install -y -qq --no-install-recommends \
    libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 libfontconfig1; } >/dev/null 2>&1
  works && exit 0
fi
cat >&2 <<'TEXT'
PDF reports need Pango and HarfBuzz. Debian, Ubuntu: sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 · Fedora: sudo dnf install pango harfbuzz · macOS: brew install pango
TEXT
exit 1
