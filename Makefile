# `make demo` needs Python (3.10 or later) and a package index; what tests or compiles also needs node and npm.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
BROWNIE_VENV := .venv-brownie
BROWNIE := $(BROWNIE_VENV)/bin/python scripts/isolated_brownie.py
SOLIDITY := 'contracts/**/*.sol'

.DEFAULT_GOAL := help
.PHONY: help demo test lint format compile brownie brownie-console demo-everywhere bench soak clean

help: ## List what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "%-17s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

demo: $(VENV)/.installed ## Install the package and run a small co-op's first season
	$(BIN)/dao-sim demo

test: lint brownie $(VENV)/.installed-test node_modules/.installed ## Everything CI runs
	DAO_SIM_REQUIRE_ANVIL=1 DAO_SIM_REQUIRE_BROWNIE=1 $(BIN)/python -m pytest $(PYTEST_ARGS)
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

brownie: $(BROWNIE_VENV)/.installed node_modules/.installed ## Compile, deploy, vote and test with brownie, in its own environment
	$(BROWNIE) compile
	$(BROWNIE) run scripts/deploy.py
	$(BROWNIE) run scripts/governance_cycle.py
	$(BROWNIE) test tests/brownie --gas

brownie-console: $(BROWNIE_VENV)/.installed node_modules/.installed ## A console in which a deployed co-op is at hand
	$(BROWNIE) run scripts/deploy.py --interactive

demo-everywhere: $(VENV)/.installed ## The demo under every Python from 3.10 to 3.14 that is here
	$(BIN)/python scripts/demo_everywhere.py

bench: $(VENV)/.installed-test node_modules/.installed ## Votes per second on every engine, as one table
	$(BIN)/python scripts/bench.py

SECONDS ?= 60
soak: $(VENV)/.installed-test ## State machines and random scenarios for SECONDS (default 60)
	$(BIN)/python scripts/soak.py --seconds $(SECONDS) $(SOAK_ARGS)

clean: ## Remove what these targets made, artifacts aside
	rm -rf $(VENV) $(BROWNIE_VENV) node_modules build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
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

# Brownie pins some 60 packages exactly, among them a web3 that is older than ours; dao-sim is installed beside it.
$(BROWNIE_VENV)/.installed: pyproject.toml
	@echo "Installing brownie and dao-sim into $(BROWNIE_VENV) (a minute)"
	@test -x $(BROWNIE_VENV)/bin/python || $(PYTHON) -m venv $(BROWNIE_VENV)
	@$(BROWNIE_VENV)/bin/python -m pip install --quiet --disable-pip-version-check eth-brownie==1.22.2 --editable .
	@$(BROWNIE_VENV)/bin/python -m pip check
	@touch $@

node_modules/.installed: package-lock.json package.json
	npm ci
	@touch $@
