"""The command as its users run it: outputs, messages and exit codes."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

import planparse
from conftest import DUMPS, PLANS, RAW, ROOT
from drawing import Sheet
from planparse import cli, process
from planparse.commands import answers
from planparse.errors import ExitCode
from planparse.read.options import FORMATS
from planparse.schema.arrow import to_arrow_schema
from planparse.schema.records import TABLES

TIEN_GIANG = RAW / PLANS["tien-giang-394"]
PLAN_ID = "tien-giang-394-kh-ubnd-2022"


def run(*arguments: object, cwd: Path | None = None) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "planparse.cli", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, check=False)


def draw(path: Path, *lines: str, encrypt: bool = False) -> Path:
    canvas = Canvas(
        str(path), pagesize=A4, encrypt=StandardEncryption("secret") if encrypt else None
    )
    for index, line in enumerate(lines):
        canvas.drawString(72, 760 - 20 * index, line)
    canvas.showPage()
    canvas.save()
    return path


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("out")
    result = run("extract", TIEN_GIANG, "--out", folder)
    assert (result.returncode, result.stderr) == (ExitCode.OK, "")
    head, row = result.stdout.splitlines()
    assert head.split() == ["plan", "pages", "tasks", "targets", "issues", "unplaced", "file"]
    assert (row.split()[0], row.split()[-1]) == (PLAN_ID, TIEN_GIANG.name)
    return folder


def test_every_table_is_written_with_its_full_schema(out: Path) -> None:
    for table, model in TABLES.items():
        schema = pq.read_schema(out / table / f"{PLAN_ID}.parquet")

        assert schema.equals(to_arrow_schema(model)), table


def test_nothing_else_is_written(out: Path) -> None:
    names = {str(f.relative_to(out)) for f in out.rglob("*") if f.is_file()}

    assert names == {f"json/{PLAN_ID}.json", *(f"{t}/{PLAN_ID}.parquet" for t in TABLES)}


def test_parquet_json_and_library_say_the_same(out: Path) -> None:
    document = planparse.extract(TIEN_GIANG)
    nested = json.loads((out / "json" / f"{PLAN_ID}.json").read_text(encoding="utf-8"))
    frames = planparse.load(out)

    assert nested == json.loads(document.model_dump_json())
    assert list(frames.tasks["task_id"]) == [task.task_id for task in document.tasks]
    assert frames.tasks["year_texts"][1] == {}
    assert frames.plans["issued_on"].dt.year.tolist() == [2022]
    assert frames.targets["year"].dtype == pd.Int32Dtype()
    assert frames.targets["year"].tolist() == [target.year for target in document.targets]
    assert len(frames.targets) == len(document.targets) > 0
    assert repr(frames).startswith("Frames(plans 1, sections ")
    assert list(frames.targets.columns) == list(TABLES["targets"].model_fields)
    assert len(pd.read_parquet(out / "tasks")) == len(document.tasks)


def test_the_same_input_gives_the_same_bytes(out: Path, tmp_path: Path) -> None:
    copy = shutil.copy(TIEN_GIANG, tmp_path)
    assert run("extract", copy, "--out", tmp_path / "out", "--jobs", 2).returncode == 0

    for file in out.rglob("*.*"):
        if file.is_file():
            assert (tmp_path / "out" / file.relative_to(out)).read_bytes() == file.read_bytes()


@pytest.mark.parametrize(
    ("option", "folders"), [("--json-only", {"json"}), ("--parquet-only", set(TABLES))]
)
def test_one_format_only(option: str, folders: set[str], tmp_path: Path) -> None:
    run("extract", TIEN_GIANG, "--out", tmp_path, option, "--quiet")

    assert {f.name for f in tmp_path.iterdir()} == folders


def bad_files(folder: Path) -> dict[str, Path]:
    whole = TIEN_GIANG.read_bytes()
    files = {
        "empty": b"",
        "no_pdf": b"something else",
        "no_zip": b"PK\x03\x04 something else",
        "header_only": b"%PDF-1.6\n",
        "truncated": whole[:20_000],
    }
    for name, content in files.items():
        (folder / f"{name}.pdf").write_bytes(content)
    draw(folder / "encrypted.pdf", "secret", encrypt=True)
    draw(folder / "blank.pdf")
    draw(folder / "letter.pdf", "Dear Sir,", "this is no plan.")
    return {f.stem: f for f in folder.glob("*.pdf")}


@pytest.mark.parametrize(
    ("password", "code", "said"),
    [
        ("wrong", ExitCode.ENCRYPTED, "does not open with this password"),
        ("secret", ExitCode.NOT_A_PLAN, "neither"),
    ],
)
def test_a_password_opens_what_asks_for_it(
    password: str, code: ExitCode, said: str, tmp_path: Path
) -> None:
    path = bad_files(tmp_path)["encrypted"]
    result = run("extract", path, "--out", tmp_path / "out", "--password", password)

    assert result.returncode == code
    assert said in result.stderr


def test_a_password_stands_in_no_list_of_processes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLANPARSE_PASSWORD", "secret")
    path = bad_files(tmp_path)["encrypted"]

    assert run("extract", path, "--out", tmp_path / "out").returncode == ExitCode.NOT_A_PLAN
    open_one = run("extract", TIEN_GIANG, "--out", tmp_path / "out", "--quiet", "--no-cache")
    assert (open_one.returncode, open_one.stderr) == (ExitCode.OK, "")


def test_scan_speaks_to_programs(tmp_path: Path) -> None:
    files = bad_files(tmp_path)
    result = run("scan", files["letter"], files["empty"], "--json")
    letter, empty = sorted(
        map(json.loads, result.stdout.splitlines()), key=lambda x: x["exit_code"]
    )

    [pages] = letter["pages"]
    assert (pages["first"], pages["last"], pages["kind"]) == (1, 1, "text")
    assert (letter["file"], letter["exit_code"]) == (str(files["letter"]), 0)
    assert (empty["pages"], empty["exit_code"]) == ([], result.returncode)
    assert "is empty" in empty["verdict"]


@pytest.mark.parametrize(
    ("name", "code", "advice"),
    [
        ("missing", ExitCode.UNREADABLE, "cannot be opened"),
        ("empty", ExitCode.UNREADABLE, "is empty"),
        ("no_pdf", ExitCode.UNREADABLE, "is no document that is read"),
        ("no_zip", ExitCode.UNREADABLE, "Download it again"),
        ("header_only", ExitCode.UNREADABLE, "Download it again"),
        ("truncated", ExitCode.UNREADABLE, "Download it again"),
        ("encrypted", ExitCode.ENCRYPTED, "--password"),
        ("blank", ExitCode.NO_TEXT, "is blank"),
        ("letter", ExitCode.NOT_A_PLAN, "neither"),
    ],
)
def test_a_bad_file_gets_one_sentence_and_its_code(
    name: str, code: ExitCode, advice: str, tmp_path: Path
) -> None:
    path = bad_files(tmp_path).get(name, tmp_path / "missing.pdf")
    result = run("extract", path, "--out", tmp_path / "out")

    assert result.returncode == code
    assert advice in result.stderr
    assert path.name in result.stderr
    assert "Traceback" not in result.stderr
    assert len(result.stderr.strip().splitlines()) <= 2


def test_one_bad_file_never_stops_the_rest(tmp_path: Path) -> None:
    bad_files(tmp_path)
    shutil.copy(TIEN_GIANG, tmp_path / "zz.pdf")
    result = run("extract", tmp_path, "--out", tmp_path / "out", "--jobs", 2)

    assert result.returncode == ExitCode.NOT_A_PLAN
    assert (tmp_path / "out" / "json" / f"{PLAN_ID}.json").exists()
    assert "8 of 9 files gave no records" in result.stderr


def test_globs_and_formats_that_are_passed_over(tmp_path: Path) -> None:
    shutil.copy(TIEN_GIANG, tmp_path)
    (tmp_path / "notes.pptx").write_bytes(b"PK")

    by_glob = run("extract", "*.pdf", "--out", "out", cwd=tmp_path)
    by_folder = run("extract", ".", "--out", "out", cwd=tmp_path)
    nothing = run("extract", "*.txt", cwd=tmp_path)

    assert by_glob.returncode == by_folder.returncode == ExitCode.OK
    assert "notes.pptx" in by_folder.stderr
    assert (nothing.returncode, nothing.stderr) == (
        ExitCode.USAGE,
        f"Nothing to read in *.txt. Read are {', '.join(FORMATS)}, and .zip of these.\n",
    )


@pytest.mark.parametrize(
    "arguments", [[], ["extract"], ["extract", "x.pdf", "--json-only", "--parquet-only"], ["nope"]]
)
def test_usage_errors(arguments: list[str]) -> None:
    assert run(*arguments).returncode == ExitCode.USAGE


def test_another_source_of_a_plan_is_refused_unless_told(tmp_path: Path) -> None:
    other = tmp_path / "other.pdf"
    other.write_bytes(TIEN_GIANG.read_bytes() + b"\n")
    out = tmp_path / "out"
    assert run("extract", TIEN_GIANG, "--out", out).returncode == ExitCode.OK

    refused = run("extract", other, "--out", out)
    again = run("extract", TIEN_GIANG, "--out", out)
    both = run("extract", TIEN_GIANG, other, "--out", out)
    replaced = run("extract", other, "--out", out, "--replace")

    assert (refused.returncode, again.returncode) == (ExitCode.CANNOT_WRITE, ExitCode.OK)
    assert "--replace" in refused.stderr
    assert both.returncode == ExitCode.CANNOT_WRITE
    assert replaced.returncode == ExitCode.OK
    assert planparse.load(out).plans["source_name"][0] == "other.pdf"


def test_an_output_that_cannot_be_written(tmp_path: Path) -> None:
    """It is said once, before anything is read."""
    (tmp_path / "out").write_text("a file, not a folder")
    for out in (tmp_path / "out", tmp_path / "out" / "below"):
        result = run("extract", TIEN_GIANG, tmp_path / "none.pdf", "--out", out)

        said = f"Error: {out} cannot be written: Not a directory. Name another folder with --out.\n"
        assert (result.returncode, result.stderr) == (ExitCode.CANNOT_WRITE, said)


def test_a_report_says_what_became_of_each_file(tmp_path: Path) -> None:
    files = [TIEN_GIANG, RAW / DUMPS["tien-giang-394"], tmp_path / "none.pdf"]
    report = tmp_path / "report.jsonl"
    result = run("extract", *files, "--out", tmp_path / "out", "--report", report)
    found = [json.loads(line) for line in report.read_text(encoding="utf-8").splitlines()]

    assert result.returncode == ExitCode.UNREADABLE
    missing, plan, dump = found
    assert (plan["file"], plan["plan_id"]) == (str(TIEN_GIANG), PLAN_ID)
    assert [plan[name] for name in ("pages", "tasks", "error", "exit_code")] == [26, 80, None, 0]
    assert (dump["plan_id"], dump["checked_against"]) == (PLAN_ID, str(TIEN_GIANG))
    assert [missing[name] for name in ("plan_id", "status", "exit_code")] == [None, "failed", 3]
    assert missing["error"] == "none.pdf cannot be opened: No such file or directory."
    printed = run("extract", *files, "--out", tmp_path / "out", "--report", "-").stdout
    assert printed == report.read_text(encoding="utf-8")


def test_a_file_is_named_with_its_folder(tmp_path: Path) -> None:
    paths = [tmp_path / name / "plan.pdf" for name in ("a", "b")]
    for path in paths:
        path.parent.mkdir()
        path.touch()
    result = run("extract", tmp_path, "--out", tmp_path / "out")

    said = [f"Error: {path} is empty (0 bytes). Download it again." for path in paths]
    assert result.stderr.splitlines()[:2] == said


def test_strict_and_verbose_show_issues(tmp_path: Path) -> None:
    hanoi = RAW / PLANS["ha-noi-277"]
    plain = run("extract", hanoi, "--out", tmp_path, "--verbose")
    strict = run("extract", hanoi, "--out", tmp_path, "--strict", "--quiet")

    assert plain.returncode == ExitCode.OK
    assert "agency_unresolved" in plain.stderr
    assert (strict.returncode, strict.stdout, strict.stderr) == (ExitCode.ISSUES, "", "")
    said = run("extract", hanoi, "--out", tmp_path, "--strict").stderr
    assert said == "With a warning or an error: ha-noi-277-kh-ubnd-2026. --verbose prints them.\n"


def test_a_notebook_completes_what_is_for_use() -> None:
    assert dir(planparse) == ["ReadOptions", "__version__", "extract", "extract_all", "load"]


def test_version() -> None:
    assert run("--version").stdout == f"planparse {planparse.__version__}\n"


def test_ctrl_c_leaves_what_is_finished_complete(tmp_path: Path) -> None:
    for index in range(6):
        content = TIEN_GIANG.read_bytes() + b"\n" * index
        (tmp_path / f"{index}.pdf").write_bytes(content)
    command = [sys.executable, "-m", "planparse.cli", "extract", str(tmp_path), "--replace"]
    process = subprocess.Popen(
        [*command, "--out", str(tmp_path / "out")],
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    wait_for(tmp_path / "out" / "json" / f"{PLAN_ID}.json")
    os.killpg(process.pid, signal.SIGINT)
    _, messages = process.communicate(timeout=60)

    assert process.returncode == ExitCode.INTERRUPTED, messages
    assert "complete" in messages
    assert "Traceback" not in messages
    assert not list((tmp_path / "out").rglob("*.tmp"))
    assert len(planparse.load(tmp_path / "out").plans) == 1


def wait_for(path: Path) -> None:
    deadline = time.monotonic() + 60
    while not path.exists():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def ask(lines: str, *arguments: object) -> list[list[dict[str, object]]]:
    """The JSON arrays a command prints for the lines of its standard input."""
    command = [sys.executable, "-m", "planparse.cli", *map(str, arguments)]
    result = subprocess.run(command, capture_output=True, text=True, input=lines, check=True)
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_agencies_are_resolved_a_line_at_a_time() -> None:
    lines = 'Sở Công Thương, Nông nghiệp và PTNT\n"UBND huyện\\nLong Hồ"\n\n'
    first, second, empty = ask(
        lines, "agencies", "resolve", "-", "--province", "Vĩnh Long", "--on", "2023-04-06"
    )

    assert [a["agency_id"] for a in first] == [
        "VN-49/so-cong-thuong",
        "VN-49/so-nong-nghiep-va-phat-trien-nong-thon",
    ]
    assert first[1]["successor_name"] == "Sở Nông nghiệp và Môi trường"
    assert second[0]["agency_id"] == "VN-49/857/uy-ban-nhan-dan-huyen-long-ho"
    assert empty == []


def test_a_date_that_is_none_is_told_how_dates_are_written() -> None:
    refused = run("timelines", "parse", "Quý II", "--issued-on", "15/1/2026")

    assert refused.returncode == 2
    assert "15/1/2026 is no date. Write it as in 2026-01-15." in refused.stderr


def test_values_are_parsed_a_line_at_a_time() -> None:
    (cell,) = ask('">80%"', "targets", "parse", "-", "--year", "2025")
    (time_,) = ask("100 ngày kể từ ngày ban hành", "timelines", "parse", "-",
                   "--issued-on", "2026-01-01")  # fmt: skip
    (cited,) = ask("57-NQ/TW ngày 22/12/2024 của Bộ Chính trị", "citations", "parse", "-")
    (number,) = ask('"VII\\nI"', "numbers", "parse", "-")

    assert (cell[0]["comparator"], cell[0]["value"], cell[0]["unit"]) == (">", 80.0, "%")
    assert cell[0]["year"] == 2025
    assert time_ == [
        {"starts_on": None, "due_on": "2026-04-11", "cadence": None, "condition_text": None}
    ]
    assert (cited[0]["document_number"], cited[0]["issuing_authority"]) == (
        "57-NQ/TW", "Bộ Chính trị",
    )  # fmt: skip
    assert number == [{"number": "VIII", "style": "roman", "value": 8}]


def test_a_text_is_read_as_extract_reads_it_where_it_stands() -> None:
    text = "Có 80% xã đạt chuẩn"
    arguments = ("targets", "parse", "-")
    for option, indicator in (
        ((), "xã đạt chuẩn"),
        (("--as", "cell"), ""),
        (("--year", "2025"), ""),
        (("--as", "sentence", "--year", "2025"), "xã đạt chuẩn"),
    ):
        [[value]] = ask(text, *arguments, *option)
        assert (value["indicator"], value["value"], value["unit"]) == (indicator, 80.0, "%")


@pytest.mark.parametrize(
    "arguments", [("numbers", "xyz"), ("numbers", ""), ("timelines", ""), ("targets", "xyz")]
)
def test_a_person_is_told_that_nothing_was_found(arguments: tuple[str, str]) -> None:
    command, text = arguments
    result = run(command, "parse", text)

    assert (result.stdout, result.stderr) == ("", "Nothing was found in the text.\n")


def test_the_package_is_the_command(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "planparse", "--version"]
    result = subprocess.run(command, capture_output=True, text=True, check=True, cwd=tmp_path)

    assert result.stdout == f"planparse {planparse.__version__}\n"


def test_a_person_sees_a_table_and_an_unknown_province_is_told() -> None:
    shown = run("agencies", "resolve", "Sở TT&TT", "--province", "Gia Lai")
    wrong = run("agencies", "resolve", "Sở TT&TT", "--province", "Gia Lâm")

    assert "Sở Thông tin và Truyền thông" in shown.stdout
    assert wrong.returncode == ExitCode.USAGE
    assert "Gia Lai" in wrong.stderr


def test_an_accepted_alias_is_known_in_the_next_run(tmp_path: Path) -> None:
    arguments = ("agencies", "resolve", "-", "--province", "Vĩnh Long")
    (before,) = ask("Tổ ATTT", *arguments)
    (tmp_path / "agency_aliases.csv").write_text(
        "scope,alias,name\nVN-49,Tổ ATTT,Sở Thông tin và Truyền thông\n", encoding="utf-8"
    )
    (after,) = ask("Tổ ATTT", *arguments, "--knowledge", tmp_path)

    assert [m["method"] for m in before] == ["unresolved"]
    assert [m["agency_name"] for m in after] == ["Sở Thông tin và Truyền thông"]


def test_a_wrong_table_of_ones_own_is_told_by_its_line(tmp_path: Path) -> None:
    (tmp_path / "agency_aliases.csv").write_text(
        "scope,alias,name\nVN-49,Tổ ATTT,Sở Tin tức\n", encoding="utf-8"
    )
    result = run("extract", TIEN_GIANG, "--knowledge", tmp_path, "--out", tmp_path / "out")

    assert result.returncode == ExitCode.USAGE
    assert "line 2" in result.stderr
    assert "Sở Tin tức" in result.stderr


def test_unresolved_mentions_are_lines_for_the_table_of_aliases(tmp_path: Path) -> None:
    result = run("extract", RAW / PLANS["ha-noi-277"], "--out", tmp_path)
    listed = run("agencies", "unresolved", tmp_path)
    nothing = run("agencies", "unresolved", tmp_path / "nowhere")

    assert result.returncode == ExitCode.OK
    assert listed.stdout.splitlines()[0] == "scope,alias,name,mentions,plans"
    assert "VN-HN,Ban Công tác mặt trận,,1,1" in listed.stdout.splitlines()
    assert nothing.returncode == ExitCode.UNREADABLE


def test_a_report_that_cannot_be_written_is_said_before_the_work(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    result = run("extract", TIEN_GIANG, "--out", tmp_path, "--report", tmp_path / "file/r.jsonl")

    assert result.returncode == ExitCode.CANNOT_WRITE
    assert "--report" in result.stderr
    assert not (tmp_path / "json").exists()


def test_join_takes_no_folders_and_out_no_empty_name(tmp_path: Path) -> None:
    joined = run("extract", tmp_path, "--join")
    nowhere = run("extract", TIEN_GIANG, "--out", "", cwd=tmp_path)

    assert (joined.returncode, nowhere.returncode) == (ExitCode.USAGE, ExitCode.UNREADABLE)
    assert "no folders" in joined.stderr
    assert "is empty" in nowhere.stderr
    assert list(tmp_path.iterdir()) == []


def test_quiet_prints_errors_only(tmp_path: Path) -> None:
    dump = RAW / DUMPS["tien-giang-394"]
    empty = tmp_path / "empty.pdf"
    empty.write_bytes(b"")
    result = run("extract", TIEN_GIANG, dump, empty, "--out", tmp_path / "out", "--quiet")

    assert result.returncode == ExitCode.UNREADABLE
    assert result.stdout == ""
    assert [line.partition(":")[0] for line in result.stderr.splitlines()] == ["Error"]


@pytest.mark.parametrize("debug", ["", "1"])
def test_where_a_defect_is_shows_when_asked_for(tmp_path: Path, debug: str) -> None:
    code = (
        "import planparse.pipeline, planparse.cli\n"
        "planparse.pipeline.extract_all = lambda *_: 1 / 0\n"
        "planparse.cli.main()"
    )
    command = [sys.executable, "-c", code, "extract", str(TIEN_GIANG), "--no-cache"]
    environment = {**os.environ, "PLANPARSE_DEBUG": debug}
    result = subprocess.run(command, capture_output=True, text=True, env=environment, cwd=tmp_path)

    assert result.returncode == ExitCode.UNREADABLE
    assert "ZeroDivisionError" in result.stderr
    assert "PLANPARSE_DEBUG=1" in result.stderr
    assert ("Traceback (most recent call last)" in result.stderr) == bool(debug)


def test_scan_says_what_is_wrong_with_a_url() -> None:
    result = run("scan", "foo://plans/plan.pdf")

    assert result.returncode == ExitCode.UNREADABLE
    assert result.stderr.startswith("Error: foo://plans/plan.pdf")


def test_output_without_parquet_is_told_what_lacks(tmp_path: Path) -> None:
    run("extract", TIEN_GIANG, "--out", tmp_path, "--json-only")

    for command in (["compact", tmp_path], ["agencies", "unresolved", tmp_path]):
        assert run(*command).stderr.endswith("run `planparse extract` without --json-only.\n")


def test_what_cannot_be_printed_is_printed_by_its_number() -> None:
    environment = os.environ | {"PYTHONIOENCODING": "ascii"}
    command = [sys.executable, "-m", "planparse.cli", "citations", "parse", "Quyết định 5/QĐ-TTg"]
    result = subprocess.run(command, capture_output=True, env=environment, check=True)

    assert b"Quy\\u1ebft" in result.stdout


def test_a_failure_of_the_disk_is_an_error_with_its_file(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(**_: object) -> None:
        raise PermissionError(13, "Permission denied", "/locked/json")

    monkeypatch.setattr(cli, "app", fail)
    monkeypatch.setattr(process, "_shares", False)  # as it was, when the command has asked for it
    monkeypatch.setattr(sys, "argv", ["planparse", "diff", "/locked", "now"])
    with pytest.raises(SystemExit) as ended:
        cli.main()

    assert ended.value.code == ExitCode.UNREADABLE
    assert capsys.readouterr().err == "Error: /locked/json cannot be used: Permission denied.\n"


def test_a_table_wider_than_the_terminal_is_printed_line_by_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    rows: list[answers.Row] = [
        {"mention": "Sở Y tế", "agency_name": None},
        {"mention": "x" * 90, "agency_name": "y"},
    ]
    answers.answer("Sở Y tế", lambda _: rows)
    piped = capsys.readouterr().out.splitlines()
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("COLUMNS", "60")
    answers.answer("Sở Y tế", lambda _: rows)

    assert [len(line) for line in piped] == [103, 103, 103]
    assert capsys.readouterr().out.splitlines() == [
        "mention      Sở Y tế",
        "",
        f"mention      {'x' * 90}",
        "agency_name  y",
    ]


def test_compact_says_what_it_did(tmp_path: Path) -> None:
    nowhere = run("compact", tmp_path / "nowhere")
    run("extract", TIEN_GIANG, "--out", tmp_path)
    alone = run("compact", tmp_path)

    assert nowhere.returncode == ExitCode.UNREADABLE
    assert "holds no *.parquet; run `planparse extract` first." in nowhere.stderr
    assert (alone.returncode, alone.stdout) == (0, "There is nothing to merge.\n")


def test_the_lines_of_the_readme_make_names_known(tmp_path: Path) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    (listing,) = (line for line in readme if line.startswith("planparse agencies unresolved"))
    (reading,) = (line for line in readme if line.startswith("planparse extract plans/ --know"))
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))

    def type_in(line: str) -> None:
        subprocess.run(line, shell=True, check=True, cwd=tmp_path, env={**os.environ, "PATH": path})

    (tmp_path / "plans").mkdir()
    shutil.copy(RAW / PLANS["ha-noi-277"], tmp_path / "plans")
    type_in("planparse extract plans/ --quiet")
    type_in(listing)
    table = tmp_path / "mine" / "agency_aliases.csv"
    lines = table.read_text(encoding="utf-8")
    # A hamlet's board is near no agency that is known, so none is proposed.
    assert lines == "scope,alias,name,mentions,plans\nVN-HN,Ban Công tác mặt trận,,1,1\n"
    named = lines.replace("trận,,", "trận,Ủy ban Mặt trận Tổ quốc Việt Nam thành phố,")
    table.write_text(named, encoding="utf-8")

    type_in(reading)
    frames = planparse.load(tmp_path / "data/out")
    assert "agency_unresolved" not in set(frames.issues["code"])
    roles = frames.responsibilities.set_index("mention")
    assert roles.loc["Ban Công tác mặt trận", "agency_name"] == named.split(",")[6]
    type_in("planparse extract plans/ --quiet")
    type_in(listing)
    assert table.read_text(encoding="utf-8") == named


def test_what_reads_pictures_and_word_is_loaded_only_where_it_is_needed() -> None:
    code = "import sys, planparse.cli; print(*{'cv2', 'docx'} & sys.modules.keys())"
    command = [sys.executable, "-c", code]
    result = subprocess.run(command, capture_output=True, text=True, check=True)

    assert result.stdout.split() == []


def test_a_correction_of_a_plan_that_is_not_there_is_told(tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    lines = ("task_id,field,printed,text", "ca-mau-9-kh-ubnd-2026/a1/3,text,A,B")
    (mine / "corrections.csv").write_text("\n".join(lines), encoding="utf-8")
    sheet = Sheet()
    sheet.head()
    path = sheet.save(tmp_path / "plan.pdf")
    arguments = ("extract", path, "--out", tmp_path / "out", "--knowledge", mine)

    said = "Line 2 of corrections.csv was not used:"
    assert said in run(*arguments).stderr
    assert said not in run(*arguments, "--quiet").stderr
    there = tmp_path / "out" / "json" / "ca-mau-9-kh-ubnd-2026.json"
    there.write_text('{"plan": {"source_sha256": "0"}}', encoding="utf-8")
    assert said not in run(*arguments).stderr
