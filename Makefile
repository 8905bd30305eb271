# Short names for those who have make; everything goes through start.py, which runs anywhere.
.PHONY: setup check demo rehearse format lock vendor

PYTHON ?= python3

check:
	$(PYTHON) start.py test

setup:
	$(PYTHON) start.py --version

demo:
	$(PYTHON) start.py demo

rehearse:
	$(PYTHON) start.py rehearse

format:
	.venv/bin/python -m ruff check --fix .
	.venv/bin/python -m ruff format .
	npm run --silent format

lock:
	uv pip compile --quiet --universal --generate-hashes --no-header --python-version 3.11 \
	  --extra build pyproject.toml -o requirements.lock
	uv pip compile --quiet --universal --generate-hashes --no-header --python-version 3.11 \
	  --all-extras -c requirements.lock pyproject.toml -o requirements-test.lock

vendor:
	.venv/bin/python -m tools.vendor
