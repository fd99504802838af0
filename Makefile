# The study in one file of commands: `make help` lists them.
PYTHON ?= python3
BIN := .venv/bin
.DEFAULT_GOAL := help
.PHONY: help figures test verify refit bench lock lab site clean

help:  ## list these commands
	@grep -hE '^[a-z.]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z.]+):.*## (.*)/\1\t\2/' | expand -t 12

.venv: .venv/installed  ## make the environment: locked packages, checked by hash, and the command .venv/bin/baogao

.venv/installed: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "baogao: Python %d.%d is too old; it takes 3.11 or newer. Name one with: make figures PYTHON=python3.11" % sys.version_info[:2])'
	@$(PYTHON) -m venv .venv || { echo "baogao: python3 cannot make a virtual environment; install its venv module (on Debian: python3-venv)." >&2; exit 1; }
	@echo "Installing the locked packages into .venv (about two minutes, once) ..."
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch .venv/installed

figures: .venv  ## make features (where the texts are here), notebooks, figures and numbers
	@$(BIN)/baogao figures

test: .venv  ## run every test, the linter and the type checker
	@$(BIN)/ruff check . && $(BIN)/ruff format --check --quiet . && $(BIN)/mypy
	@$(BIN)/pytest -n 2

verify: .venv  ## make the figures anew elsewhere and compare them with figures/
	@$(BIN)/baogao verify

refit: .venv  ## fit the topic models and the reader anew (fifteen minutes) and compare them with the stored ones
	@$(BIN)/baogao refit
	@$(BIN)/baogao refit-specification
	@$(BIN)/baogao refit-reader

bench: .venv  ## compare speeds with other tools in the same run (ten minutes)
	@$(BIN)/python benchmarks/bench.py
	@echo; $(BIN)/python benchmarks/scale.py

lock:  ## resolve requirements.lock anew (needs uv)
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-header --no-annotate --all-extras pyproject.toml -o requirements.lock

lab: .venv  ## open the notebooks in JupyterLab
	@$(BIN)/jupyter lab notebooks

site: .venv  ## build the docs site into .cache/site (mkdocs serves it: docs/site/mkdocs.yml)
	@$(BIN)/mkdocs build --quiet -f docs/site/mkdocs.yml && echo "See .cache/site/index.html."

clean:  ## remove the environment and what is cached
	rm -rf .venv .cache build *.egg-info analysis/*.egg-info
