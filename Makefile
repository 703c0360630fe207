# What can be run. `make help` lists it; each target installs what it needs first.

PYTHON ?= python3
# One more than the cores of a small machine: journeys wait for servers half of their time.
WORKERS ?= 4
VENV := .venv
BIN := $(VENV)/bin
PO := $(wildcard translations/*/LC_MESSAGES/messages.po)
MO := $(PO:.po=.mo)
CODE := app analysis archives charts documents surveys benchmarks tests migrations environment config.py wsgi.py

.DEFAULT_GOAL := help
.PHONY: help install install-dev demo demo-reset test sure audit format bench bench-million bench-web bench-reading bench-definitions translations migration permissions lock screenshots clean

help: ## List what can be run
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 16

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Sillage needs Python 3.11 or newer; set PYTHON=… to choose one.")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/runtime.stamp: requirements/runtime.lock | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements/runtime.lock
	@touch $@

$(VENV)/dev.stamp: requirements/dev.lock | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements/dev.lock
	@touch $@ $(VENV)/runtime.stamp

%.mo: %.po
	@$(BIN)/pybabel --quiet compile --input-file $< --output-file $@

install: $(VENV)/runtime.stamp $(MO) ## Install what the application needs, and build the catalogues

install-dev: $(VENV)/dev.stamp $(MO) ## Install what developers need as well

demo: install ## Serve the demonstration on http://127.0.0.1:8000 (Ctrl-C stops)
	@LOG_LEVEL=WARNING $(BIN)/flask demonstration run

demo-reset: install ## Erase the demonstration's data
	@LOG_LEVEL=WARNING $(BIN)/flask demonstration reset

test: install-dev ## Run every test, on SQLite and PostgreSQL, and the browser journeys
	$(BIN)/pytest --numprocesses $(WORKERS) --dist loadfile --no-loadscope-reorder

sure: install-dev ## Check style, types, formats and translations
	$(BIN)/ruff check $(CODE)
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/mypy
	$(BIN)/python -m tests.translations_check

audit: install-dev ## Look for known holes in what is installed to run it (wants the network)
	$(BIN)/pip-audit --strict --require-hashes --disable-pip --requirement requirements/runtime.lock

format: install-dev ## Put the code in its format
	$(BIN)/ruff check --fix $(CODE)
	$(BIN)/ruff format $(CODE)

bench: install-dev ## Measure quality and speed (wants the corpora, see benchmarks/)
	$(BIN)/python -m benchmarks

bench-million: install-dev ## Measure speed up to a million texts, and two workers (ten minutes; wants the corpora)
	$(BIN)/python -m benchmarks.speed --million

bench-web: install-dev ## Measure ten people who answer a questionnaire at once
	$(BIN)/python -m benchmarks.web

bench-reading: install-dev ## Fill a large platform (5 GB, some ten minutes) and measure its pages
	$(BIN)/python -m benchmarks.big_platform
	$(BIN)/python -m benchmarks.reading

bench-definitions: install-dev ## Import and answer the definitions of a folder: make bench-definitions DIR=…
	$(BIN)/python -m benchmarks.definitions $(DIR)

translations: install-dev ## Collect the texts to translate into the catalogues
	$(BIN)/pybabel --quiet extract --mapping babel.cfg --keyword _l --no-location --sort-output --omit-header --output messages.pot .
	$(BIN)/pybabel --quiet update --input-file messages.pot --output-dir translations --ignore-obsolete --no-fuzzy-matching --width 100
	@rm messages.pot

migration: install-dev ## Write a migration from the models: make migration NAME="add …"
	$(BIN)/flask db migrate --message "$(NAME)"

permissions: install-dev ## Write docs/permissions.md: who may open which page, read from the guards
	$(BIN)/flask permissions > docs/permissions.md

lock: ## Pin every dependency with its hashes (wants uv)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --quiet pyproject.toml --output-file requirements/runtime.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --quiet --extra dev pyproject.toml --output-file requirements/dev.lock

screenshots: install-dev ## Take a picture of every page, wide and narrow, into screenshots/
	$(BIN)/python -m tests.journeys.screenshots

clean: ## Remove what was installed and built
	rm -rf $(VENV) $(MO)
