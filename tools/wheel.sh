#!/usr/bin/env bash
# Build the wheel through the sdist, look into it, install it in an empty environment and use it from another folder.
set -euo pipefail
python=${1:-python3}
project=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$project/.venv/bin/python" -m hatchling version >/dev/null
(cd "$project" && .venv/bin/python -m hatchling build -t sdist -d "$work/sdist" >/dev/null)
mkdir "$work/source"
tar -xzf "$work"/sdist/*.tar.gz -C "$work/source" --strip-components=1
(cd "$work/source" && "$project/.venv/bin/python" -m hatchling build -t wheel -d "$work/wheel" >/dev/null)

list=$("$python" -m zipfile -l "$work"/wheel/*.whl | awk '{print $1}')
for wanted in assessment/_bundled/questions.yaml assessment/_bundled/editions/child-trafficking-systems-2026.1.yaml assessment/_bundled/templates/base.html assessment/_bundled/reports/national/report.html \
  assessment/_bundled/reports/shared/fonts.conf assessment/_bundled/templates/mail/invitation.txt assessment/_bundled/templates/static/js/app.js \
  assessment/_bundled/translations/{ar,fr}/LC_MESSAGES/messages.mo assessment/storage/migrations/{env.py,script.py.mako}; do
  grep -qx "$wanted" <<<"$list" || { echo "wheel: $wanted is missing" >&2; exit 1; }
done
if grep -E '\.(pdf|sqlite|db)$|(^|/)tests/' <<<"$list"; then echo "wheel: holds files that do not belong in it" >&2; exit 1; fi

"$python" -m venv "$work/empty"
"$work/empty/bin/python" -m pip install --quiet --disable-pip-version-check --use-pep517 --require-hashes -r "$project/requirements/runtime.txt"
"$work/empty/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps "$work"/wheel/*.whl
cd "$work"
"$work/empty/bin/assessment" check
"$work/empty/bin/assessment" diff 2026.1 | tail -3
"$work/empty/bin/assessment" sample --archetype fragile-state --seed 1 --count 1 --lang fr -o "$work/out"
"$work/empty/bin/assessment" verify "$work"/out/*.pdf
echo "wheel: built, installed in an empty environment, checked its framework and made a verified report"
