# Everything a newcomer needs: `make site` and `make test`. Both set up .venv from the lock files
# in requirements/ first; the stamps in .venv make the second run skip that. The tests also need
# npm, the site never does.

PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$name && break; \
	done)
VENV := .venv
RUN := $(VENV)/bin/python
NPM := tests/browser/node_modules/.package-lock.json
LIGHTHOUSE := tests/browser/node_modules/lighthouse/package.json
CI := npm ci --prefix tests/browser --loglevel=error --ignore-scripts --no-audit --no-fund
PIP := $(RUN) -m pip --disable-pip-version-check install --quiet --require-hashes

# Every command is a new Python, which would compile the whole builder each time.
unexport PYTHONDONTWRITEBYTECODE

# MkDocs 1.x is pinned; its theme's banner about 2.0 is no news to us.
export NO_MKDOCS_2_WARNING := 1

.PHONY: site bundle print test nightly serve check verify lint bench scores faults lock clean
.DELETE_ON_ERROR:

site: $(VENV)/.site
	@$(RUN) -m builder build

bundle: $(VENV)/.site
	@$(RUN) -m builder bundle

print: $(VENV)/.print
	@$(RUN) -m builder build --quiet
	@$(RUN) -m builder print

test: $(VENV)/.dev $(NPM)
	@$(RUN) -m pytest --numprocesses=auto --dist=loadfile --no-loadscope-reorder

# Every page in three engines; `make test` looks at one of each kind.
nightly: $(VENV)/.dev
	@$(RUN) -m pytest tests/test_engines.py --all-pages

serve: $(VENV)/.site
	@$(RUN) -m builder serve

check verify: $(VENV)/.site
	@$(RUN) -m builder $@

lint: $(VENV)/.dev
	@$(RUN) -m ruff check .
	@$(RUN) -m ruff format --check .
	@$(RUN) -m mypy

bench: $(VENV)/.dev $(LIGHTHOUSE)
	@$(RUN) -m benchmarks.formats
	@$(RUN) -m benchmarks.builder
	@$(RUN) -m benchmarks.snapshots
	@$(RUN) -m builder build --quiet
	@$(RUN) -m benchmarks.lighthouse

# FOLDER holds real files and what readers found in them; see benchmarks/real.py.
scores: $(VENV)/.dev
	@test -n "$(FOLDER)" || { echo "Say which files: make scores FOLDER=path/to/folder" >&2; exit 1; }
	@$(RUN) -m benchmarks.real "$(FOLDER)"

# Faults, one at a time, in a built site and in what made it; what `verify` tells of them. FOLDER
# may hold real files, as for `make scores`.
faults: $(VENV)/.dev
	@$(RUN) -m benchmarks.faults --record $(if $(FOLDER),--real "$(FOLDER)")

# Writes the lock files anew, with the newest versions that pyproject.toml allows.
# Without --no-header the files would name the command's folder and options.
LOCK = $(RUN) -m uv pip compile --quiet --universal --generate-hashes --no-header --upgrade
lock: $(VENV)/.dev
	@$(RUN) -m pip install --quiet uv==0.13.9
	@$(LOCK) --group build --output-file requirements/build.lock
	@$(LOCK) pyproject.toml --output-file requirements/site.lock
	@$(LOCK) --group print --constraint requirements/site.lock --output-file requirements/print.lock
	@$(LOCK) --group dev --constraint requirements/site.lock --constraint requirements/print.lock \
		--output-file requirements/dev.lock

clean:
	@rm -rf site dist .build .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find builder tests benchmarks -name __pycache__ -prune -exec rm -rf {} +

# jieba is published as source only. Its build finds the locked setuptools in .venv; left to
# itself pip would fetch the newest one, without a hash.
$(VENV)/.site: requirements/build.lock requirements/site.lock
	@test -n "$(PYTHON)" || { \
		echo "Python 3.11 or newer is needed, as python3 or python3.11 … python3.14."; \
		echo "Install it, or name it: make PYTHON=/path/to/python site"; exit 1; } >&2
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "$(PYTHON) cannot make virtual environments: its ensurepip is missing."; \
		echo "On Debian and Ubuntu: apt-get install python3-venv"; exit 1; } >&2
	@echo "Setting up $(VENV) with $$($(PYTHON) --version) …"
	@rm -rf $(VENV)
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) --requirement requirements/build.lock
	@$(PIP) --requirement requirements/site.lock --no-build-isolation
	@touch $@

$(VENV)/.print: $(VENV)/.site requirements/print.lock
	@echo "Adding what sets PDF files …"
	@$(PIP) --requirement requirements/print.lock
	@touch $@

$(VENV)/.dev: $(VENV)/.site requirements/dev.lock
	@echo "Adding the tools for the tests …"
	@$(PIP) --requirement requirements/dev.lock
	@touch $@

# Lighthouse is nine tenths of it, and only `make bench` asks for it.
# npm itself writes the stamp, a copy of the lock file, with an old date.
$(NPM): tests/browser/package-lock.json
	@command -v npm >/dev/null || { \
		echo "The tests need Node.js and npm. On Debian and Ubuntu: apt-get install nodejs npm"; \
		exit 1; } >&2
	@echo "Adding what the tests need of npm …"
	@$(CI) --omit=dev
	@touch $@

$(LIGHTHOUSE): $(NPM)
	@echo "Adding Lighthouse …"
	@$(CI)
	@touch $(NPM) $@
