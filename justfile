# Run the tests and the checks
default: test lint

# Run the tests on both cores
test:
    pytest -n auto

# Style, types, layers, generated pages
lint:
    ruff check .
    ruff format --check .
    mypy
    lint-imports
    python docs/generate.py --check

# Rewrite what can be rewritten
fix:
    ruff check --fix .
    ruff format .
    python docs/generate.py

# Rewrite the golden records; read the difference before you commit it
golden:
    pytest tests/test_golden.py --golden-update
    git diff --stat tests/golden

# planparse beside other tools
bench:
    python benchmarks/run.py
