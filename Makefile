# Everything a newcomer needs: `make demo` and `make test`. Python 3.11, pip and make are enough.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
WITH_TESTS := $(VENV)/.installed-with-tests
SAMPLES := corpus/samples/dev
OUT ?= out/demo
FIND_CHROMIUM := { echo "$(CHROMIUM)" | grep . || command -v chromium || command -v chromium-browser || command -v google-chrome; }

.PHONY: help demo test lint browser figures peers clean
help:
	@echo "make demo     install, run the main job on the sample articles, say where the report is"
	@echo "make test     install and run all tests"
	@echo "make lint     ruff (rules and format) and mypy (strict)"
	@echo "make browser  install Debian's chromium for the browser tests, where there is none and the user is root"
	@echo "make figures  measure our samples and put the table into README.md"
	@echo "make peers    run other tools beside ours and put the table into evaluation/peers/RESULTS.md"
	@echo "make clean    remove the environment and the demo's results"

$(INSTALLED): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $(INSTALLED)

$(WITH_TESTS): $(INSTALLED)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[dev]"
	@touch $(WITH_TESTS)

demo: $(INSTALLED)
	$(BIN)/counterclaim run $(SAMPLES) --out $(OUT) --mirror

test: $(WITH_TESTS) browser
	@$(FIND_CHROMIUM) >/dev/null || echo "no chromium here: the browser tests are left out"
	CHROMIUM=$$($(FIND_CHROMIUM)) COUNTERCLAIM_NO_BROWSER=$$($(FIND_CHROMIUM) >/dev/null || echo 1) $(BIN)/python -m pytest

lint: $(WITH_TESTS)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

browser:
	@$(FIND_CHROMIUM) >/dev/null || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq \
		&& apt-get install -y -qq --no-install-recommends chromium >/dev/null; } || true

figures: $(WITH_TESTS)
	$(BIN)/counterclaim evaluate --update README.md --out out/evaluation

peers: $(WITH_TESTS)
	$(BIN)/counterclaim evaluate --peer all --update evaluation/peers/RESULTS.md

clean:
	rm -rf $(VENV) out
