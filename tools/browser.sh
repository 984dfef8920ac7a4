#!/usr/bin/env bash
# See that Chromium is there for the browser tests: install Debian's when root, else say how in one line.
set -u
for name in chromium chromium-browser google-chrome; do command -v "$name" >/dev/null && exit 0; done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "Installing Chromium for the browser tests ..."
  export DEBIAN_FRONTEND=noninteractive
  { apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium; } >/dev/null 2>&1
  command -v chromium >/dev/null && exit 0
fi
echo "The browser tests need Chromium. Debian: sudo apt-get install chromium · Fedora: sudo dnf install chromium · macOS: brew install --cask chromium" >&2
exit 1
