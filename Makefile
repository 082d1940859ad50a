# Everything is set up in .venv, from the versions pinned in constraints.txt.
# What is needed beforehand: Python 3.11 or newer, make and git. `make` alone lists the targets.

VENV := .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt
PLAY := $(VENV)/ready-to-play
DEVELOP := $(VENV)/ready-to-develop
AXE := axe-core@4.14.1

.PHONY: help play test lint types check bench wheel docs pictures clean

help: ## this list
	@sed -n 's/^\([a-z]*\): .*## /make \1	/p' $(MAKEFILE_LIST) | expand -t 16

play: $(PLAY) ## play the game
	@$(BIN)/python -m pmquest

test: $(DEVELOP) ## run the tests on all cores; ARGS="-k debrief" hands arguments to pytest
	@$(BIN)/python -m pytest -n auto --dist worksteal $(ARGS)

lint: $(DEVELOP) ## style, and which layer may import which
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/lint-imports

types: $(DEVELOP) ## type check, strict
	@$(BIN)/mypy

check: $(PLAY) ## check the scenarios that ship with the game
	@$(BIN)/python -m pmquest check --strict scenarios/

bench: $(DEVELOP) ## measure; prints figures, judges nothing
	@for script in benchmarks/[a-z]*.py; do echo "== $$script"; $(BIN)/python "$$script" || exit 1; done

wheel: $(DEVELOP) ## build the wheel into dist/
	@$(BIN)/python -m pip wheel --quiet --disable-pip-version-check \
		--no-deps --no-build-isolation --wheel-dir dist .

docs: $(DEVELOP) ## make the pages that come from the code anew
	@$(BIN)/python docs/reference.py
	@$(BIN)/python docs/findings.py
	@$(BIN)/python docs/scenarios.py

pictures: $(DEVELOP) ## draw the pictures of the docs from the real screens
	@$(BIN)/python docs/pictures.py

clean: ## remove everything that was made here
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find src tests benchmarks docs -name __pycache__ -prune -exec rm -rf {} +

# Where the environment's Python went away, or the checkout was moved, it is set up anew.
$(shell [ -x $(BIN)/python ] && [ "$$(cat $(PLAY) 2>&1)" = "$(CURDIR)" ] || rm -f $(PLAY) $(DEVELOP))

$(PLAY): pyproject.toml constraints.txt .ci/venv
	@.ci/venv $(VENV)
	@echo "Setting up the game in $(VENV) ..."
	@$(INSTALL) hatchling
	@$(INSTALL) --no-build-isolation --editable .
	@echo "$(CURDIR)" > $@

$(DEVELOP): $(PLAY)
	@echo "Setting up the tools for development in $(VENV) ..."
	@$(INSTALL) --no-build-isolation --editable ".[dev]"
	@mkdir -p $(VENV)/axe
	@npm pack $(AXE) --silent --pack-destination $(VENV)/axe >/dev/null 2>&1 \
		&& tar -xzf $(VENV)/axe/axe-core-*.tgz -C $(VENV)/axe package/axe.min.js \
		|| echo "The phone page is tested without axe-core: npm did not give it."
	@touch $@
