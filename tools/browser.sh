#!/usr/bin/env bash
# See that the browser tests have what they need: install it when root on Debian or Ubuntu, else say how in one line.
# Chromium; libatomic for the node that Playwright brings along; a font, because a bare machine has none.
set -u
python=${1:?usage: tools/browser.sh PYTHON}
chromium() { command -v chromium || command -v chromium-browser || command -v google-chrome; } >/dev/null
works() { chromium && "$python" -m playwright --version >/dev/null 2>&1; }
works && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "Installing Chromium for the browser tests ..."
  export DEBIAN_FRONTEND=noninteractive
  { apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium libatomic1 fonts-dejavu-core; } >/dev/null 2>&1
  works && exit 0
fi
echo "The browser tests need Chromium. Debian: sudo apt-get install chromium libatomic1 fonts-dejavu-core · Fedora: sudo dnf install chromium libatomic · macOS: brew install --cask chromium" >&2
exit 1
