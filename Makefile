# Everything one does with this project. Needs git, make and a Python of 3.11 or newer.
PYTHON ?= python3
VENV = .venv/bin/python
# Python keeps what it has compiled, also where a container forbids that: else each of our processes starts 3 s later.
unexport PYTHONDONTWRITEBYTECODE
LOCK = .venv/bin/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-header --no-annotate
# What is set up is decided by portal/launch/install.py; with all in place it takes half a second.
BOOTSTRAP = @command -v $(PYTHON) >/dev/null || \
	{ echo "Python was not found. Please install Python 3.11 or newer, or name it: make PYTHON=/path/to/python3"; exit 1; } >&2; \
	exec $(PYTHON) portal/launch/bootstrap.py

.PHONY: help run manage demo-ladder test proof proof-mail lint types reset lock clean setup
.DEFAULT_GOAL := help

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

run: ## set up what is missing and serve the portal at http://localhost:8000 (PORT=… for another)
	$(BOOTSTRAP) run
	@exec $(VENV) -m portal.launch.run

manage: ## manage.py beside the `make run` of another terminal: make manage ARGS="make_token --help"
	@test -x $(VENV) || { echo "Nothing is set up here yet; make run does that."; exit 1; } >&2
	@exec $(VENV) -m portal.launch.demonstration $(ARGS)

demo-ladder: ## ninety days of a silent office in a minute; beside `make run`, whose mail catcher shows the mails
	$(BOOTSTRAP) play
	@exec $(VENV) -m portal.launch.demo_ladder

test: setup ## set up what is missing and run the tests (ARGS=… goes to pytest)
	@exec env -u DEBUG -u DEMO -u OFFICIAL_SITE $(VENV) -m pytest --numprocesses=2 --dist=loadscope --no-loadscope-reorder $(ARGS)

proof: setup ## the long proofs: every office, every pair, hours of abuse in minutes
	@exec env -u DEBUG -u DEMO -u OFFICIAL_SITE $(VENV) -m pytest -m proof $(ARGS)

proof-mail: setup ## mail under 500 faults with real processes (CASES=20 for fewer, SEED=… for others); half an hour
	@exec env -u DEBUG -u DEMO -u OFFICIAL_SITE $(VENV) -m tests.mail --cases $(or $(CASES),500) --seed $(or $(SEED),94)

lint: setup ## style, format, and who may import whom
	@$(VENV) -m ruff check .
	@$(VENV) -m ruff format --check .
	@.venv/bin/lint-imports

types: setup ## mypy, strict
	@$(VENV) -m mypy portal specialists partners grants tests

reset: ## throw away everything in var/: database, mails, logs (asks nothing; refuses while running)
	$(BOOTSTRAP) reset

lock: setup ## write the lock files from pyproject.toml (UPGRADE=--upgrade for newer versions)
	@$(LOCK) $(UPGRADE) --output-file requirements.txt
	@$(LOCK) $(UPGRADE) --constraint requirements.txt --group embedded --output-file requirements-run.txt
	@$(LOCK) $(UPGRADE) --constraint requirements-run.txt --group embedded --group test --output-file requirements-dev.txt

clean: reset ## also throw away .venv and what the tools remember
	@rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis .coverage htmlcov

setup:
	$(BOOTSTRAP) test
