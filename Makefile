# Fortnight. `make help` lists what can be made.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
SHELL := /bin/sh

PORT ?= 8000
# Processes that test at once.
WORKERS ?= 2
# More for pytest, for example: make test ARGS="-k consent"
ARGS ?=
SEED ?=
# How many case histories `make histories` tells, and how many of them it skips: a long run can be told in portions.
N ?= 10000
FROM ?=

PYTHON := $(shell command -v python3.11 || command -v python3)
RUN := .venv/bin/python
export PORT

.PHONY: help
help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: demo
demo: .venv/ready-for-demo ## everything on this machine until Ctrl-C (PORT=8000), with made-up people and families
	@$(RUN) -m config.demo

.PHONY: demo-reset
demo-reset: .venv/ready-for-demo ## forget what the demo kept, so that the next `make demo` starts anew
	@$(RUN) -m config.demo reset

.PHONY: test
test: .venv/ready-for-test ## the whole suite, on real PostgreSQL and Redis and in a real browser (ARGS= for pytest)
	@$(RUN) -m pytest -n $(WORKERS) --dist loadfile --durations=10 $(ARGS)

.PHONY: proof
proof: .venv/ready-for-test ## hours of who may see what and of what is never lost: random stories, every page at both widths, odd requests, every mutant (SEED= repeats a run)
	@seed=$(SEED); seed=$${seed:-$$(od -An -N4 -tu4 /dev/urandom | tr -d ' ')}; \
	echo "Seed $$seed: \`make proof SEED=$$seed\` tries the same stories again."; \
	$(RUN) -m pytest tests/oracle --hypothesis-profile=proof --hypothesis-seed=$$seed $(ARGS)
	@FORTNIGHT_PROOF=1 $(RUN) -m pytest tests/journeys/test_every_page.py tests/journeys/test_empty_centre.py tests/journeys/test_between_on_a_phone.py $(ARGS)
	@FORTNIGHT_PROOF=1 $(RUN) -m pytest tests/reminders/test_year.py $(ARGS)
	@FORTNIGHT_PROOF=1 $(RUN) -m pytest tests/transfer/whole/test_demo.py tests/transfer/whole/test_packing.py $(ARGS)
	@FORTNIGHT_API_EXAMPLES=20 $(RUN) -m pytest tests/access/test_api_fuzz.py $(ARGS)
	@$(MAKE) --no-print-directory histories
	@$(RUN) -m tests.mutation --workers $(WORKERS)

.PHONY: histories
histories: .venv/ready-for-test ## case histories made up at random: no open one without lead or alarm, review, owners (N=10000 SEED= FROM=)
	@seed=$(SEED); seed=$${seed:-$$(od -An -N4 -tu4 /dev/urandom | tr -d ' ')}; \
	echo "Seed $$seed: \`make histories N=$(N) SEED=$$seed\` tells the same histories again."; \
	FORTNIGHT_HISTORIES_FROM=$(FROM) FORTNIGHT_HISTORIES=$(N) FORTNIGHT_HISTORIES_SEED=$$seed \
	$(RUN) -m pytest tests/histories/test_histories.py -k whatever_happens -n $(WORKERS) $(ARGS)

.PHONY: bench
bench: .venv/ready-for-test ## what things cost, side by side in one run; writes bench/results.json
	@FORTNIGHT_TEST=1 $(RUN) -m config.engines --throwaway run -- $(RUN) -m bench

.PHONY: check
check: .venv/ready-for-test ## style, types, architecture, migrations, settings, templates, files
	@$(RUN) -m checks

.PHONY: format
format: .venv/ready-for-test ## put the Python into the house's form
	@$(RUN) -m ruff check --fix-only --quiet .
	@$(RUN) -m ruff format .

.PHONY: screenshots
screenshots: .venv/ready-for-test ## the pictures in docs/, taken from the product itself
	@$(RUN) -m tests.screenshots

.PHONY: engines
engines: .venv/ready-for-demo ## PostgreSQL and Redis alone, for work by hand; prints the variables to export
	@$(RUN) -m config.engines serve

.PHONY: shell
shell: .venv/ready-for-demo ## Django's shell on the demo's data (stop the demo first, or it joins the running one)
	@FORTNIGHT_DEBUG=1 $(RUN) -m config.engines run -- $(RUN) manage.py shell

.PHONY: lock
lock: .venv/ready-for-test ## choose versions anew from pyproject.toml and pin them with their hashes
	@$(RUN) -m checks.lock

# --- the virtual environment: from the hashed requirements, with pip alone -----------------------------------

.PHONY: system-demo system-test
system-demo:
	@test -n "$(PYTHON)" || { echo "Python 3.11 is needed, and there is none."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11) and "Python 3.11 is needed; this is " + sys.version)'
	@$(PYTHON) checks/system_packages.py demo

system-test: system-demo
	@$(PYTHON) checks/system_packages.py test

.venv/ready-for-demo: requirements.txt | system-demo
	@echo "Installing the Python packages of requirements.txt (a minute or two) ..."
	@$(PYTHON) -m venv .venv
	@$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.txt
	@touch $@

.venv/ready-for-test: requirements-dev.txt .venv/ready-for-demo | system-test
	@echo "Installing the Python packages of requirements-dev.txt ..."
	@$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements-dev.txt
	@touch $@
