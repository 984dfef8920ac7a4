#!/usr/bin/env bash
# See that this machine has what is not on PyPI: install it when root on Debian or Ubuntu, else say in one line what to install.
#   tools/machine.sh PYTHON            a Python that can make virtual environments, and the libraries that PDF reports need
#   tools/machine.sh PYTHON browser    what the browser tests need beside these
# Each thing is looked for by itself: a machine that has some of them is the common one.
set -u
python=${1:?usage: tools/machine.sh PYTHON [browser]}
for_browser=${2:-}

command -v "$python" >/dev/null || { echo "Python 3.11 or newer is needed, and '$python' was not found. Name it: make PYTHON=/path/to/python3" >&2; exit 1; }
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; $("$python" --version) was found. Name another one: make PYTHON=python3.12" >&2; exit 1; }

missing() { # prints the Debian package of each thing that is not there
  "$python" - "$for_browser" <<'PY'
import ctypes, pathlib, shutil, sys

def loads(*names):
    """Whether the dynamic linker finds one of them, as WeasyPrint would."""
    for name in names:
        try:
            ctypes.CDLL(name)
        except OSError:
            continue
        return True
    return False

def has_modules():
    try:
        import ensurepip, venv
    except ImportError:
        return False
    return True

def has_font():
    return any(
        next(pathlib.Path(folder).rglob(kind), None)
        for folder in ("/usr/share/fonts", "/usr/local/share/fonts")
        for kind in ("*.ttf", "*.otf", "*.ttc")
    )

needs = {
    "python3-venv": has_modules(),
    "libpango-1.0-0": loads("libgobject-2.0.so.0", "libgobject-2.0.0.dylib") and loads("libpango-1.0.so.0", "libpango-1.0.dylib"),
    "libpangoft2-1.0-0": loads("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib"),
    "libharfbuzz-subset0": loads("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib"),
    "libfontconfig1": loads("libfontconfig.so.1", "libfontconfig.1.dylib"),
}
if "browser" in sys.argv:
    needs["chromium"] = any(map(shutil.which, ("chromium", "chromium-browser", "google-chrome")))
    if sys.platform == "linux":
        needs["libatomic1"] = loads("libatomic.so.1")  # for the node that Playwright brings along
        needs["fonts-dejavu-core"] = has_font()
print(*(package for package, there in needs.items() if not there))
PY
}

wanted=$(missing)
[ -n "$wanted" ] || exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "Installing $wanted ..."
  export DEBIAN_FRONTEND=noninteractive
  # shellcheck disable=SC2086 # a list of packages
  { apt-get update -qq && apt-get install -y -qq --no-install-recommends $wanted; } >/dev/null 2>&1
  wanted=$(missing)
  [ -n "$wanted" ] || exit 0
fi
echo "This machine lacks something that is not on PyPI. Debian, Ubuntu, as root: apt-get install $wanted · Fedora: dnf install python3 pango harfbuzz fontconfig${for_browser:+ chromium libatomic} · macOS: brew install python pango harfbuzz fontconfig${for_browser:+ && brew install --cask chromium}" >&2
exit 1
