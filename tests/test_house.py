"""The limits of size that CONTRIBUTING sets."""

import ast
from pathlib import Path

import planparse

MODULES = sorted(Path(planparse.__file__).parent.rglob("*.py"))
MODULE, FUNCTION = 250, 40
# Its parameters are the options of the command, each with its help.
COMMANDS = {"extract"}


def test_modules_and_functions_stay_small() -> None:
    long = []
    for path in MODULES:
        text = path.read_text(encoding="utf-8")
        long += [path.name] * (len(text.splitlines()) > MODULE)
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef) and node.name not in COMMANDS:
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                long += [f"{path.name}: {node.name}"] * (lines > FUNCTION)

    assert len(MODULES) > 100
    assert long == []
