"""A run that changes nothing costs next to nothing; whatever a result depends on is read again."""

import errno
import os
import subprocess
import sys
from importlib.metadata import requires
from pathlib import Path

import pytest
import regex

from drawing import Sheet
from planparse.errors import NotAPlanError, ProgramError
from planparse.kept import keep_file
from planparse.knowledge import load
from planparse.read.options import ReadOptions
from planparse.runs import cache, fingerprint
from planparse.runs.results import Job, Result, read
from planparse.write.output import Formats


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    sheet = Sheet()
    sheet.head()
    sheet.text(60, 200, "I. MỤC TIÊU", bold=True)
    return sheet.save(tmp_path / "plan.pdf")


@pytest.fixture(autouse=True)
def empty_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load()  # what is known is kept, too, by the first that needs it
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


# What a run has loaded stands on its last line.
RUN = """
import sys
from planparse.cli import main
try:
    main()
finally:
    print(*sorted({name.split(".")[0] for name in sys.modules} | set(sys.modules)))
"""


def run(*arguments: str | Path) -> tuple[int, str, set[str]]:
    command = [sys.executable, "-c", RUN, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, env=dict(os.environ))
    *lines, modules = done.stdout.splitlines()
    return done.returncode, "\n".join(lines) + done.stderr, set(modules.split())


def contents(folder: Path) -> dict[str, tuple[bytes, int]]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(path): (path.read_bytes(), path.stat().st_mtime_ns) for path in files}


def test_a_second_run_reads_nothing_and_writes_nothing(plan: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    code, said, loaded = run("extract", plan, "--out", out)
    before = contents(out)
    assert code == 0
    assert "planparse.pipeline" in loaded
    assert len(before) == 9

    again = run("extract", plan, "--out", out)
    assert again[:2] == (code, said)
    assert contents(out) == before
    heavy = {"planparse.pipeline", "planparse.schema", "numpy", "pyarrow", "pandas", "pikepdf"}
    assert not heavy & again[2]


# What starts before the options are known, each in a word on standard output.
STARTS = """
import os
from planparse import process
from planparse.read import reader
reader._load_readers = lambda: os.write(1, b"reader ")
process.start_server = lambda: os.write(1, b"server ")
process.count_cores = lambda: 2
"""


def test_what_reads_is_loaded_where_there_is_something_to_read(plan: Path, tmp_path: Path) -> None:
    def started(*options: str) -> str:
        arguments = ("extract", str(plan), "--quiet", "--out", str(tmp_path / "out"), *options)
        command = [sys.executable, "-c", STARTS + RUN, *arguments]
        return subprocess.run(command, capture_output=True, text=True).stdout.split("__future__")[0]

    words = {how: started(*how).split() for how in ((), ("-j", "2"), ("-j", "2", "--no-cache"))}
    assert words[("-j", "2")][:1] != ["server"]
    assert words[("-j", "2", "--no-cache")][:1] == ["server"]
    assert words[()][:1] == ["reader"]
    assert "reader" not in started().split()
    assert "reader" in started("--no-cache").split()


def test_files_that_are_gone_or_changed_are_written_again(plan: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run("extract", plan, "--out", out)
    before = {path: content for path, (content, _) in contents(out).items()}
    gone, changed = next(out.glob("json/*")), next(out.glob("tasks/*"))
    gone.unlink()
    changed.write_bytes(b"")

    _, _, loaded = run("extract", plan, "--out", out)
    assert {path: content for path, (content, _) in contents(out).items()} == before
    assert "planparse.pipeline" not in loaded


def test_what_a_result_depends_on_is_part_of_its_name(plan: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    job = Job(plan)
    cache.store(job, read(job))
    assert isinstance(cache.load(job), Result)

    other_options = [
        Job(plan, Formats.JSON),
        Job(plan, knowledge_folder=own, reading=ReadOptions(engine="pdfplumber")),
        Job(plan, reading=ReadOptions(engine="pdfplumber")),
        Job(plan, reading=ReadOptions(ocr="never")),
        Job(plan, reading=ReadOptions(verify=True)),
        Job(plan, reading=ReadOptions(password="x")),
        Job(plan, reading=ReadOptions(more=(plan,))),
        Job(plan.rename(tmp_path / "other.pdf")),
    ]
    assert [cache.load(job) for job in other_options[-1:]] == [None]
    (tmp_path / "other.pdf").rename(plan)
    assert [cache.load(job) for job in other_options[:-1]] == [None] * 7

    (own / "agencies.csv").write_text("scope,name\n", encoding="utf-8")
    with_tables = Job(plan, knowledge_folder=own)
    cache.store(with_tables, read(with_tables))
    assert isinstance(cache.load(with_tables), Result)
    (own / "agency_aliases.csv").write_text("scope,alias,name\n", encoding="utf-8")
    assert cache.load(with_tables) is None
    plan.write_bytes(plan.read_bytes() + b"\n")
    assert cache.load(job) is None


def test_every_library_is_among_what_results_depend_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for_people = {"pandas", "pebble", "platformdirs", "rich", "typer", "universal_pathlib"}
    for_people |= {"pillow", "xlsxwriter"}  # of `inspect` and `export`
    needed = [line for line in requires("planparse") or () if "extra ==" not in line]
    names = {regex.split(r"[^\w-]", line)[0].replace("-", "_").lower() for line in needed}
    assert "numpy" in names
    assert names - for_people <= fingerprint.LIBRARIES
    # Of each, the version is found.
    found = {name.partition("-")[0].lower() for name in fingerprint.find_versions()}
    assert names - for_people <= found

    before = fingerprint.fingerprint.__wrapped__()
    assert before == fingerprint.fingerprint.__wrapped__()
    (tmp_path / "rapidfuzz-99.0.dist-info").mkdir()
    monkeypatch.syspath_prepend(tmp_path)
    assert fingerprint.fingerprint.__wrapped__() != before


def test_a_full_disk_costs_what_is_kept_and_leaves_nothing_behind(
    plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = Job(plan)
    result = read(job)

    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("zipfile.ZipFile.writestr", fail)
    cache.store(job, result)
    assert (cache.load(job), cache.find_shares()[0].entries) == (None, 0)
    with pytest.raises(OSError, match="No space"):
        keep_file(tmp_path / "kept" / "entry", fail)
    assert list((tmp_path / "kept").iterdir()) == []


def test_a_damaged_entry_is_as_good_as_none(plan: Path, tmp_path: Path) -> None:
    job = Job(plan)
    cache.store(job, read(job))
    (entry,) = (tmp_path / "cache").rglob("*.zip")
    for content in (b"", entry.read_bytes()[:200], b"PK"):
        entry.write_bytes(content)
        assert cache.load(job) is None


def test_errors_of_the_document_are_kept_and_others_are_not(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.text(60, 60, "Giấy mời họp")
    letter, missing = sheet.save(tmp_path / "letter.pdf"), tmp_path / "missing.pdf"
    error = read(Job(letter))
    assert isinstance(error, NotAPlanError)
    cache.store(Job(letter), error)
    kept = cache.load(Job(letter))
    assert (type(kept), str(kept)) == (NotAPlanError, str(error))

    (tmp_path / "empty.pdf").write_bytes(b"")
    for path in (missing, tmp_path / "empty.pdf"):
        failed = read(Job(path))
        assert isinstance(failed, Exception)
        cache.store(Job(path), failed)
    cache.store(Job(tmp_path / "empty.pdf"), ProgramError("Tesseract failed: no memory."))
    assert [share.entries for share in cache.find_shares()] == [1, 0, 0, 0]


def test_nothing_is_kept_when_told(plan: Path, tmp_path: Path) -> None:
    run("extract", plan, "--no-cache", "--out", tmp_path / "out")
    # What is known, compiled, is of no document.
    assert {share.kind for share in cache.find_shares() if share.entries} <= {"knowledge"}


def test_the_cache_is_told_and_pruned(plan: Path, tmp_path: Path) -> None:
    old, new = Job(plan), Job(plan, Formats.JSON)
    result = read(old)
    cache.store(old, result)
    (entry,) = (tmp_path / "cache").rglob("*.zip")
    os.utime(entry, (0, 0))
    cache.store(new, result)

    code, said, _ = run("cache", "info")
    assert code == 0
    assert f"plans            2  {sum(share.size for share in cache.find_shares())}" in said
    assert run("cache", "prune", "--days", "2")[1] == "1 entries deleted."
    assert (cache.load(old), type(cache.load(new))) == (None, Result)
    assert run("cache", "prune", "--megabytes", "1")[1] == "0 entries deleted."
    assert run("cache", "prune")[1] == "1 entries deleted."
    assert cache.load(new) is None


def test_an_entry_that_another_process_deletes_is_no_error(
    plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As two runs of `cache prune` side by side do."""
    job = Job(plan)
    cache.store(job, read(job))
    (kept,) = (cache.folder() / "plans").iterdir()
    monkeypatch.setattr(Path, "glob", lambda self, _: [kept, self / "gone"])
    assert [share.entries for share in cache.find_shares()] == [1] * 4
    assert cache.prune(days=1000) == 0
