# make help lists what there is. Everything sets itself up in .venv; nothing else on the machine is touched,
# except system libraries installed with apt-get when run as root (tools/machine.sh).
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
CATALOGUES := $(wildcard translations/*/LC_MESSAGES/*.po)

.DEFAULT_GOAL := help
.PHONY: help machine demo test check lint types imports test-browser bench wheel texts review pictures clean

help: ## list these targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "make %-13s %s\n", $$1, $$2}'

# Looked at each time, which takes a moment: a machine may lose a library after the environment was made.
machine:
	@tools/machine.sh $(PYTHON)

$(BIN)/python: | machine
	$(PYTHON) -m venv $(VENV)

# Bytecode is compiled at install: importing WeasyPrint takes twice as long without.
$(VENV)/runtime.stamp: requirements/runtime.txt pyproject.toml hatch_build.py | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --compile --use-pep517 --require-hashes -r requirements/runtime.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev.stamp: requirements/dev.txt $(VENV)/runtime.stamp
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --compile --use-pep517 --require-hashes -r requirements/dev.txt
	@touch $@

$(VENV)/texts.stamp: $(CATALOGUES) $(VENV)/runtime.stamp
	@$(BIN)/python -c 'import hatch_build, pathlib; hatch_build.compile_catalogues(pathlib.Path("translations"))'
	@touch $@

demo: machine $(VENV)/texts.stamp ## set up, fill a data folder with invented countries, serve on this machine
	$(BIN)/assessment demo

test: machine $(VENV)/dev.stamp $(VENV)/texts.stamp ## set up and run every test that needs no browser
	$(BIN)/pytest -q

check: lint types imports test ## all that CI checks, but the browser and the wheel

lint: $(VENV)/dev.stamp ## formatting and lint
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(VENV)/dev.stamp ## static types
	$(BIN)/mypy

imports: $(VENV)/dev.stamp ## the layers point one way
	$(BIN)/lint-imports

test-browser: $(VENV)/dev.stamp $(VENV)/texts.stamp ## the tests that need Chromium
	@tools/machine.sh $(BIN)/python browser
	$(BIN)/pytest -q -m browser

bench: $(VENV)/dev.stamp $(VENV)/texts.stamp ## measure the budgets and print the table with its method
	$(BIN)/python tools/bench.py

wheel: $(VENV)/dev.stamp ## build the wheel from the sdist and try it in an empty environment
	tools/wheel.sh $(PYTHON)

texts: $(VENV)/dev.stamp ## bring the message catalogues up to date with the sources
	$(BIN)/python tools/catalogues.py

review: $(VENV)/dev.stamp ## make the generated pages of docs/framework-review anew
	$(BIN)/python -m tools.review_pages

pictures: $(VENV)/dev.stamp $(VENV)/texts.stamp ## take the pictures of the README anew
	@tools/machine.sh $(BIN)/python browser
	$(BIN)/python tools/pictures.py

clean: ## remove what was set up and built; demo-data and data stay
	rm -rf $(VENV) build dist out .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
