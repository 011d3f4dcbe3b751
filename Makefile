# Mangrove: the commands. They need Python 3.11, git and make, nothing else.
#
#   make demo    serve the demonstration site on http://127.0.0.1:8000 (PORT=8080 changes the port)
#   make test    run the tests: SQLite, no server, no browser needed
#   make browser run the tests that need Chromium
#   make check   every rule of the house, then the tests
#   make bench   print the figures
#   make fmt     format the code
#   make messages   bring locale/*/LC_MESSAGES/django.po up to date with the code

SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.ONESHELL:
.SILENT:

PYTHON ?= python3.11
PORT ?= 8000
WORKERS ?= 2
UV_VERSION := 0.13.9

VENV := .venv
BIN := $(VENV)/bin
UV := .bootstrap/bin/uv
MANAGE := $(BIN)/python manage.py
STAMPS := build/stamps
DATA := $(or $(CHM_DATA_DIR),var)

export DJANGO_SETTINGS_MODULE ?= config.settings.development
export CHM_DATA_DIR := $(DATA)
export CHM_BASE_URL ?= http://127.0.0.1:$(PORT)
export UV_PROJECT_ENVIRONMENT := $(VENV)
# Trust what the machine trusts, also behind an institution's proxy.
export UV_SYSTEM_CERTS ?= true
export NODE_OPTIONS ?= --use-system-ca
export npm_config_fetch_retries ?= 1
# Groups add up instead of replacing each other: `make test` after `make demo` is quick.
SYNC := $(UV) sync --quiet --frozen --inexact --python $(PYTHON)

.PHONY: demo test browser check lint bench fmt messages catalogues clean
.DEFAULT_GOAL := demo

# --- Environment -----------------------------------------------------------------

$(UV):
	echo "Preparing the environment ..."
	command -v $(PYTHON) >/dev/null || { echo "$(PYTHON) is missing. Install Python 3.11, or name it: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	$(PYTHON) -m venv .bootstrap
	.bootstrap/bin/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)

$(STAMPS)/run: uv.lock $(UV)
	mkdir -p $(@D)
	$(SYNC) --no-default-groups --group assets
	touch $@

$(STAMPS)/dev: uv.lock $(UV)
	mkdir -p $(@D)
	$(SYNC)
	touch $@

# --- Prepared files --------------------------------------------------------------

CATALOGUES := $(wildcard locale/*/LC_MESSAGES/django.po)

catalogues: $(CATALOGUES:.po=.mo)

%.mo: %.po
	$(BIN)/pybabel --quiet compile --input-file $< --output-file $@ --locale $(notdir $(patsubst %/LC_MESSAGES/,%,$(dir $<)))

$(STAMPS)/assets: $(STAMPS)/run $(wildcard frontend/package*.json frontend/*.mjs cms/management/commands/build_assets.py)
	if $(MANAGE) build_assets; then touch $@
	else echo "The maps could not be drawn: pages show their tables instead. The next start tries again." >&2; fi

# --- Running ---------------------------------------------------------------------

demo: $(STAMPS)/run
	$(MAKE) --no-print-directory $(STAMPS)/assets catalogues
	mkdir -p $(DATA) build/static
	$(MANAGE) migrate --verbosity 0
	$(MANAGE) createcachetable --verbosity 0
	if [ ! -f $(DATA)/demo.txt ]; then
		echo "Loading the demonstration content ..."
		$(MANAGE) load_demo | tee $(DATA)/demo.unfinished
		mv $(DATA)/demo.unfinished $(DATA)/demo.txt
	else
		cat $(DATA)/demo.txt
	fi
	echo "Mangrove is served on $(CHM_BASE_URL)/  (stop it with Ctrl-C)"
	$(BIN)/gunicorn config.wsgi --bind 127.0.0.1:$(PORT) --worker-class gthread --workers $(WORKERS) --threads 4 --graceful-timeout 3 --no-control-socket --log-level warning & web=$$!
	$(MANAGE) run_jobs --loop & clock=$$!
	stop() { trap '' INT TERM; kill $$web $$clock 2>/dev/null || true; wait; }
	trap 'stop; exit 0' INT TERM
	status=0; wait -n || status=$$?
	stop
	exit $$status

# --- Tests and rules -------------------------------------------------------------

PYTEST_ARGS ?= -n auto

test: $(STAMPS)/dev
	$(MAKE) --no-print-directory catalogues
	DJANGO_SETTINGS_MODULE=config.settings.test $(BIN)/python -m pytest $(PYTEST_ARGS)

browser: $(STAMPS)/dev
	$(MAKE) --no-print-directory $(STAMPS)/assets catalogues
	export DJANGO_SETTINGS_MODULE=config.settings.test
	# Lighthouse measures speed, so nothing else runs beside it.
	$(BIN)/python -m pytest -m browser -n 2 --ignore=tests/browser/test_lighthouse.py tests
	$(BIN)/python -m pytest -m browser tests/browser/test_lighthouse.py

lint: $(STAMPS)/dev
	$(MAKE) --no-print-directory catalogues
	export DJANGO_SETTINGS_MODULE=config.settings.test
	mkdir -p $(DATA)
	set -x
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check --quiet .
	$(BIN)/mypy .
	$(BIN)/lint-imports --no-cache
	$(BIN)/djade --check --target-version 5.2 $$(git ls-files '*.html')
	$(BIN)/djlint --lint --quiet .
	$(BIN)/vulture
	$(BIN)/deptry .
	$(BIN)/codespell
	$(MANAGE) check --fail-level WARNING
	$(MANAGE) makemigrations --check --dry-run --verbosity 1

check: lint test

bench: $(STAMPS)/dev
	$(MAKE) --no-print-directory catalogues
	$(BIN)/python -m bench

fmt: $(STAMPS)/dev
	$(BIN)/ruff check --fix --quiet . || true
	$(BIN)/ruff format --quiet .
	$(BIN)/djade --target-version 5.2 $$(git ls-files '*.html') || true

messages: $(STAMPS)/dev
	$(BIN)/python -m config.messages

clean:
	rm -rf build .bootstrap $(VENV)
