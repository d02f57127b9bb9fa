# `make demo` needs Python (3.10 or later) and a package index; what tests or compiles also needs node and npm.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SOLIDITY := 'contracts/**/*.sol'

.DEFAULT_GOAL := help
.PHONY: help demo test lint format compile demo-everywhere bench soak clean

help: ## List what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "%-17s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

demo: $(VENV)/.installed ## Install the package and run a small co-op's first season
	$(BIN)/dao-sim demo

test: lint $(VENV)/.installed-test node_modules/.installed ## Everything CI runs
	DAO_SIM_REQUIRE_ANVIL=1 $(BIN)/python -m pytest $(PYTEST_ARGS)
	$(BIN)/python scripts/demo_everywhere.py

lint: $(VENV)/.installed-test node_modules/.installed ## Style and types, Python and Solidity
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	node_modules/.bin/solhint --disc --noPoster --max-warnings 0 $(SOLIDITY)
	node_modules/.bin/prettier --check $(SOLIDITY)

format: $(VENV)/.installed-test node_modules/.installed ## Lay all sources out
	$(BIN)/ruff check --fix-only
	$(BIN)/ruff format
	node_modules/.bin/prettier --write $(SOLIDITY)

compile: $(VENV)/.installed-test node_modules/.installed ## Contracts to artifacts, artifacts to bindings
	$(BIN)/python scripts/compile.py
	$(BIN)/python scripts/bindings.py

demo-everywhere: $(VENV)/.installed ## The demo under every Python from 3.10 to 3.14 that is here
	$(BIN)/python scripts/demo_everywhere.py

bench: $(VENV)/.installed-test node_modules/.installed ## Votes per second on every engine, as one table
	$(BIN)/python scripts/bench.py

SECONDS ?= 60
soak: $(VENV)/.installed-test ## State machines for SECONDS (default 60)
	$(BIN)/python scripts/soak.py --seconds $(SECONDS) $(SOAK_ARGS)

clean: ## Remove what these targets made, artifacts aside
	rm -rf $(VENV) node_modules build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find dao_sim scripts tests -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 10) and "dao-sim needs Python 3.10 or later, and $(PYTHON) is %d.%d: try make PYTHON=python3.12" % sys.version_info[:2])'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml | $(BIN)/python
	@echo "Installing dao-sim into $(VENV) (half a minute)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.installed-test: pyproject.toml | $(BIN)/python
	@echo "Installing dao-sim and what its tests need into $(VENV) (a minute)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	@touch $@ $(VENV)/.installed

node_modules/.installed: package-lock.json package.json
	npm ci
	@touch $@
