# Works with GNU Make 3.81 and later. Everything is installed into .venv, from the lock files alone.
SHELL := /bin/sh
.SUFFIXES:
.DEFAULT_GOAL := help
.PHONY: help play test test-all lint bench format lock clean

VENV := .venv
BIN := $(VENV)/bin
PYTHON_NAMES := python3.14 python3.13 python3.12 python3.11 python3 python
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input -qq install
PYTEST := $(BIN)/python -m pytest -q -rfEs -n 2
QUICK := not slow and not engine and not browser and not fuzz

help:
	@echo "make play      play the default scenario: seven scripted seats, no key, no network"
	@echo "make test      formatting, lint, types, import contracts and the quick tests (under 5 minutes)"
	@echo "make test-all  the same with the slow, engine, browser and fuzz tests"
	@echo "make bench     measure start-up, verify, referee and orchestration against their limits"
	@echo "make format    format the code and mend what ruff can mend"
	@echo "make lock      resolve the lock files anew (needs uv)"
	@echo "make clean     remove the environment and every cache"

play: $(VENV)/.play
	@$(BIN)/python -m wargame play

test: lint
	$(PYTEST) -m "$(QUICK)"

test-all: lint
	$(PYTEST) --hypothesis-profile=fuzz

lint: $(VENV)/.test
	$(BIN)/python -m ruff format --check .
	$(BIN)/python -m ruff check .
	$(BIN)/python -m mypy
	$(BIN)/lint-imports --no-logo

bench: $(VENV)/.test
	$(BIN)/python -m bench

format: $(VENV)/.test
	$(BIN)/python -m ruff format .
	$(BIN)/python -m ruff check --fix .

UV_COMPILE = UV_CUSTOM_COMPILE_COMMAND="make lock" uv pip compile --quiet --universal --fork-strategy fewest \
	--generate-hashes --no-emit-index-url --python-version 3.11 pyproject.toml

lock:
	$(UV_COMPILE) --group build -o requirements.lock
	$(UV_COMPILE) --group dev -c requirements.lock -o requirements-dev.lock

clean:
	rm -rf $(VENV) build dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find wargame tests bench -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/.play: requirements.lock pyproject.toml $(BIN)/python
	@echo "Installing what wargame needs into $(VENV): about half a minute, this once." >&2
	@$(PIP) --require-hashes --no-deps -r requirements.lock
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.test: requirements-dev.lock $(VENV)/.play
	@echo "Installing what the tests need into $(VENV)." >&2
	@$(PIP) --require-hashes --no-deps -r requirements-dev.lock
	@touch $@

# The first name that is Python 3.11 or later and can make environments; else the line that would help.
$(BIN)/python:
	@rm -rf $(VENV)
	@for name in $(PYTHON_NAMES); do \
	    $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 || continue; \
	    old=$$name; \
	    $$name -c 'import ensurepip, venv' >/dev/null 2>&1 || continue; \
	    $$name -m venv $(VENV) && exit 0; \
	    rm -rf $(VENV); exit 1; \
	done; \
	if [ "$$(uname)" = Darwin ]; then \
	    echo "wargame needs Python 3.11 or later with venv. Run: brew install python" >&2; \
	elif [ -n "$$old" ]; then \
	    version=$$($$old -c 'import sys; print("python%d.%d" % sys.version_info[:2])'); \
	    echo "$$old cannot make environments yet. Run: sudo apt install $$version-venv" >&2; \
	else \
	    echo "wargame needs Python 3.11 or later with venv. Run: sudo apt install python3 python3-venv" >&2; \
	fi; \
	exit 1
