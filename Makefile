# Two commands do everything: `make site` and `make test`. Works with the make that macOS ships (3.81).
# Nothing outside this folder is written, but for a browser that `make test` may ask the package manager for.

VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip --quiet --disable-pip-version-check --no-input
LOCKED := $(PIP) install --require-hashes --no-build-isolation
WORKERS ?= 2

.PHONY: help site test lint types unit outside same-bytes serve bench fuzz audit lock clean
.DEFAULT_GOAL := help

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' Makefile

site: $(VENV)/core.stamp ## set everything up, build site/ from seeds/ and say where to look
	@$(PY) -m generator build; status=$$?; \
	if [ -f site/index.html ]; then echo "Open $(CURDIR)/site/index.html in a browser."; fi; exit $$status

test: lint types unit same-bytes ## set everything up, then all checks: style, types, tests with a browser, same bytes

lint: $(VENV)/dev.stamp ## ruff, both as linter and as formatter
	$(PY) -m ruff check --quiet .
	$(PY) -m ruff format --check --quiet .

types: $(VENV)/dev.stamp ## mypy, strict
	$(PY) -m mypy

unit: $(VENV)/dev.stamp $(VENV)/browser $(VENV)/outside.stamp ## pytest, the browser's tests with it
	BAOZHAI_CHROMIUM="$$(cat $(VENV)/browser)" BAOZHAI_OUTSIDE="$(CURDIR)/$(VENV)/outside" $(PY) -m pytest -q -n $(WORKERS)

outside: $(VENV)/dev.stamp $(VENV)/browser $(VENV)/outside.stamp ## every page in every look against the measures of others, in some minutes
	BAOZHAI_CHROMIUM="$$(cat $(VENV)/browser)" BAOZHAI_OUTSIDE="$(CURDIR)/$(VENV)/outside" BAOZHAI_OUTSIDE_ALL=1 \
	$(PY) -m pytest -q tests/outside

same-bytes: $(VENV)/core.stamp ## build twice and compare every byte
	@tools/same-bytes.sh

serve: $(VENV)/core.stamp ## look at the site while you change something
	$(PY) -m generator serve

bench: $(VENV)/core.stamp ## measure, beside others where PEERS= has them, and write docs/performance.md (N=10000 for long)
	$(PY) benchmarks/parse.py
	PEERS="$(PEERS)" $(PY) -m benchmarks $(N) $(BENCH)

RUNS ?= 200000
PARSER_RUNS ?= 1000000

fuzz: $(VENV)/dev.stamp ## feed every reader what no one would write, for hours (RUNS=, PARSER_RUNS=)
	@tools/fuzz.sh $(PY) $(RUNS) $(PARSER_RUNS)

audit: $(VENV)/core.stamp ## hold the locked dependencies against the known vulnerabilities (needs a network)
	@$(PY) -m venv $(VENV)/audit && tools/audit.sh $(VENV)/audit/bin/python

lock: ## resolve the dependencies anew (needs uv)
	tools/lock.sh

clean: ## remove what these commands made, but never seeds/ or records/
	@if [ -x $(PY) ]; then $(PY) -m generator clean || true; fi
	rm -rf $(VENV) build dist .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find generator tests tools benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

# The environment. A stamp newer than its lock file means: nothing to do.

$(PY):
	@found=$$(tools/find-python.sh) && echo "Making $(VENV) with $$($$found --version)" && $$found -m venv --clear $(VENV)

$(VENV)/core.stamp: requirements-build.lock requirements.lock pyproject.toml | $(PY)
	@echo "Installing the locked dependencies into $(VENV)"
	@$(LOCKED) -r requirements-build.lock
	@$(LOCKED) -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev.stamp: requirements-dev.lock $(VENV)/core.stamp
	@echo "Installing what the tests need into $(VENV)"
	@$(LOCKED) -r requirements-dev.lock
	@touch $@

$(VENV)/outside.stamp: tests/outside/package-lock.json $(VENV)/dev.stamp
	@tools/fetch-outside.sh $(VENV)/outside
	@touch $@

$(VENV)/browser: $(VENV)/dev.stamp
	@tools/find-browser.sh --install >$@.found && mv $@.found $@
	@echo "Browser for the tests: $$(cat $@)"
