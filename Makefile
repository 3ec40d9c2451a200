# The same commands on a laptop and in CI. `make` alone lists them.
PYTHON ?= python3
RUN := .venv/bin/python
COMPILE := .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--custom-compile-command 'make requirements'

.DEFAULT_GOAL := help
.PHONY: help demo demo-reset test lint messages check environment requirements

help: ## these lines
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 16

demo: ## the portal with demonstration content on 127.0.0.1; PORT and DATA_DIR choose where
	@$(PYTHON) -m scripts.demo

demo-reset: ## forget what the demonstration kept and what was entered in it
	@$(PYTHON) -m scripts.demo --reset

test: environment ## all tests, on SQLite and on a private PostgreSQL, with Elasticsearch and Chromium; ARGS go to pytest
	@$(RUN) -m scripts.test $(ARGS)

lint: environment ## style, types, templates, migrations, translations
	@$(RUN) -m scripts.lint

check: lint test ## lint and test: what CI runs

messages: environment ## collect new texts into locale/, derive Serbian Latin from Cyrillic, compile
	@$(RUN) -m scripts.messages

environment: ## .venv with everything a developer needs
	@$(PYTHON) -m scripts.environment development

requirements: environment ## compile the pinned requirements from pyproject.toml; UPGRADE=--upgrade takes new versions
	@$(COMPILE) $(UPGRADE) pyproject.toml -o requirements/main.txt
	@$(COMPILE) $(UPGRADE) -c requirements/main.txt --group test --group lint pyproject.toml -o requirements/development.txt
	@echo 'uv>=0.13' | $(COMPILE) $(UPGRADE) --no-annotate - -o requirements/uv.txt
