"""What a reader meets first: the help of the command, the README, links between pages."""

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from conftest import ROOT
from planparse.cli import app
from planparse.errors import EXIT_MEANINGS

PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md"] + [
    page for folder in ("docs", "benchmarks") for page in sorted((ROOT / folder).glob("*.md"))
]


def test_the_help_of_extract_has_a_line_for_each_exit_code() -> None:
    shown = CliRunner().invoke(app, ["extract", "--help"]).stdout
    lines = [line.strip() for line in shown.splitlines()]

    for code, meaning in EXIT_MEANINGS.items():
        assert f"{code.value}  {meaning}" in lines


def test_the_readme_has_the_two_lines_that_the_checks_run() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    first, second = [x for x in text.splitlines() if x.startswith("python3 -m venv")]

    assert first.endswith("planparse extract data/raw")
    assert second.endswith("pytest")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8"))

    assert [target for target in targets if not (page.parent / target).exists()] == []
