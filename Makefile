# Everything happens in .venv; a target makes what it needs.

PYTHON ?= python3
BIN := .venv/bin
MODEL := models/pose_landmarker_full.task
SAMPLE ?= samples/cobra.mp4
EXERCISE ?= cobra

.PHONY: demo test check format bench clean

demo: $(MODEL)
	$(BIN)/formcheck analyze $(SAMPLE) --exercise $(EXERCISE) --output demo --no-history
	@echo
	@echo "The annotated video, the report (open report.html) and the poses are in $(CURDIR)/demo"

test: $(MODEL)
	$(BIN)/python -m pytest

check: .venv/made
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	@# before Python 3.11 the libraries' own types are other ones
	$(BIN)/python -c "import sys; sys.exit(sys.version_info >= (3, 11))" || $(BIN)/mypy

format: .venv/made
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(MODEL)
	$(BIN)/python -m tests.bench

$(MODEL): models/manifest.json | .venv/made
	$(BIN)/formcheck model fetch full --into models
	@touch $@

.venv/made: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable . --group dev
	@touch $@

clean:
	rm -rf .venv demo build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
