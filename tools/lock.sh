#!/usr/bin/env bash
# Rewrite the locked versions in requirements/ from pyproject.toml (needs uv: pip install uv).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
options=(--universal --python-version 3.11 --generate-hashes --no-header --quiet "$@")
uv pip compile "${options[@]}" --group build pyproject.toml -o requirements/runtime.txt
uv pip compile "${options[@]}" --group dev pyproject.toml -o requirements/dev.txt
