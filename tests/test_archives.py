"""Zip archives: the documents in them are read like those of a folder, and named with it."""

import io
import json
import os
import struct
import zipfile
import zlib
from pathlib import Path

import pytest

from drawing import Sheet
from planparse import archives
from planparse.errors import EncryptedError, ExitCode, UnreadableError
from planparse.locations import name_of, read_bytes
from planparse.read.formats import format_of
from planparse.runs.inputs import find_inputs
from test_cli import run
from test_standing import PAGE, Runs, runs  # noqa: F401 (a fixture)


def plan(number: int) -> bytes:
    return PAGE.replace("Số: 7/", f"Số: {number}/").encode()


def packed(path: Path, **members: bytes | str) -> Path:
    """An archive; names have _ for the dot."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name.replace("__", "/").replace("_", "."), content)
    return path


def names(*arguments: Path) -> tuple[list[str], list[str]]:
    files, passed = find_inputs([str(each) for each in arguments])
    return [name_of(each) for each in files], [name_of(each) for each in passed]


def test_documents_in_archives_are_found_best_formats_first(tmp_path: Path) -> None:
    packed(tmp_path / "QĐ 123.zip", a_html=b"", annex__b_docx=b"", list_csv=b"", **{"._c_pdf": b""})
    (tmp_path / "d.pdf").write_bytes(b"")

    wanted = ["QĐ 123.zip/annex/b.docx", "d.pdf", "QĐ 123.zip/a.html"]
    assert names(tmp_path) == (wanted, ["QĐ 123.zip/list.csv"])
    assert names(tmp_path / "QĐ 123.zip")[0] == [wanted[0], wanted[2]]
    assert names(tmp_path / "QĐ 123.zip/a.html") == (["QĐ 123.zip/a.html"], [])


def test_an_archive_is_read_and_reported_with_its_members(tmp_path: Path) -> None:
    path = packed(
        tmp_path / "a.zip", b_html=plan(1), c_html=plan(2), damaged_pdf=b"%PDF-", d_csv=""
    )
    out, report = tmp_path / "out", tmp_path / "report.jsonl"
    result = run("extract", path, "--out", out, "--report", report, "--json-only", "--no-cache")

    assert result.returncode == ExitCode.UNREADABLE
    assert f"{path}/damaged.pdf is damaged" in result.stderr.replace(" or cut short", "")
    assert "Passed over, of a format that is not read: a.zip/d.csv" in result.stderr
    lines = [json.loads(line) for line in report.read_text("utf-8").splitlines()]
    assert [line["file"] for line in lines] == [
        f"{path}/{name}" for name in ("damaged.pdf", "b.html", "c.html")
    ]
    assert "a.zip/c.html" in result.stdout
    made = json.loads((out / "json" / f"{lines[1]['plan_id']}.json").read_text("utf-8"))
    assert made["plan"]["source_name"] == "a.zip/b.html"


def test_scan_and_inspect_look_into_archives(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.head("1/KH-UBND")
    sheet.text(60, 200, "(Xem tiếp Công báo số 03)")
    path = packed(tmp_path / "a.zip", b_pdf=sheet.save(tmp_path / "b.pdf").read_bytes())
    run("extract", path, "--out", tmp_path / "out", "--no-cache")

    assert "a.zip/b.pdf: extract reads it." in run("scan", path).stdout
    shown = run("inspect", path, "--out", tmp_path / "out", "--to", tmp_path / "shown")
    (page,) = (tmp_path / "shown").glob("*.html")
    assert shown.returncode == ExitCode.OK
    assert "no pictures" not in page.read_text("utf-8")


def test_an_archive_that_changed_is_noticed(
    runs: Runs,  # noqa: F811
    tmp_path: Path,
) -> None:
    path = packed(tmp_path / "a.zip", b_html=plan(1), c_html=plan(2))
    files, _ = find_inputs([str(path)])
    runs(*files)
    assert runs.asked == ["b.html", "c.html"]
    runs(*files)
    assert runs.asked == []

    packed(path, b_html=plan(1), c_html=plan(2).replace(b"kho", b"c\xc3\xa1c kho"))
    first, second = runs(*files)
    assert runs.asked == ["b.html", "c.html"]
    assert (first.exit_code, second.exit_code) == (ExitCode.OK, ExitCode.CANNOT_WRITE)
    assert "from another source" in str(second.error)


def test_runs_over_other_archives_stay_known(
    runs: Runs,  # noqa: F811
    tmp_path: Path,
) -> None:
    first, second = (
        find_inputs([str(packed(tmp_path / f"{n}.zip", b_html=plan(n)))])[0] for n in (1, 2)
    )
    runs(*first)
    runs(*second)
    runs(*first)
    assert runs.asked == []


def member(name: str, content: bytes = b"", flags: int = 0) -> bytes:
    """An archive of one stored file whose name is as it is given in bytes of Latin-1."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("X" * len(name), content)
    raw = made.getvalue().replace(b"X" * len(name), name.encode("latin-1"))
    starts = (raw.index(b"PK\x03\x04") + 6, raw.index(b"PK\x01\x02") + 8)
    changed = bytearray(raw)
    for start in starts:
        changed[start : start + 2] = flags.to_bytes(2, "little")
    return bytes(changed)


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("Kế hoạch.pdf".encode().decode("latin-1"), "Kế hoạch.pdf"),  # UTF-8 that does not say so
        ("K\x82 ho.pdf", "Ké ho.pdf"),  # the code page of DOS
        ("a\\b.pdf", "a/b.pdf"),
        ("../../b.pdf", "b.pdf"),
        ("/etc/b.pdf", "etc/b.pdf"),
    ],
)
def test_names_in_any_encoding_lead_to_their_file(
    written: str, wanted: str, tmp_path: Path
) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(member(written, b"content"))

    (found,), _ = find_inputs([str(path)])
    assert found == path / wanted
    assert read_bytes(found) == b"content"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_that_stands_beside_its_remains_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as made:
        for name in ("Kế hoạch.pdf", "Kề hoặch.pdf"):
            written, whole = b"K? ho?ch.pdf", name.encode()
            field = struct.pack("<BI", 1, zlib.crc32(written)) + whole
            info = zipfile.ZipInfo(written.decode())
            info.extra = b"\x01\x99\x01\0X" + struct.pack("<HH", 0x7075, len(field)) + field
            made.writestr(info, whole)

    found, _ = find_inputs([str(path)])
    assert {p.name: read_bytes(p).decode() for p in found} == {p.name: p.name for p in found}
    assert {p.name for p in found} == {"Kế hoạch.pdf", "Kề hoặch.pdf"}


def test_a_name_that_is_not_what_it_says_costs_its_archive_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(member("K\xff.pdf", b"content", flags=0x800))

    assert names(path) == (["a.zip"], [])
    with pytest.raises(UnreadableError, match="damaged or cut short"):
        format_of("a.zip", path.read_bytes())


def test_what_is_no_archive_of_documents_is_told_when_its_turn_comes(tmp_path: Path) -> None:
    packed(tmp_path / "inner.zip", b_html=plan(1))
    packed(tmp_path / "outer.zip", inner_zip=(tmp_path / "inner.zip").read_bytes())
    (tmp_path / "cut.zip").write_bytes((tmp_path / "inner.zip").read_bytes()[:90])
    (tmp_path / "fake.zip").write_bytes(b"Rar!\x1a\x07\x01\x00")
    result = run("extract", tmp_path, "--out", tmp_path / "out")

    assert result.returncode == ExitCode.UNREADABLE
    for said in (
        "outer.zip/inner.zip is a zip archive",
        "cut.zip is damaged or cut short",
        "fake.zip is a RAR archive, which is not opened: unpack it",
        "1 ",
    ):
        assert said in result.stderr + result.stdout
    assert "inner.zip/b.html" in result.stdout
    nothing = run("extract", packed(tmp_path / "none.zip", a_csv=""), "--out", tmp_path / "out")
    assert (nothing.returncode, "Nothing to read in" in nothing.stderr) == (ExitCode.USAGE, True)


def test_other_archives_are_to_be_unpacked(tmp_path: Path) -> None:
    (tmp_path / "plan.rar").write_bytes(b"Rar!\x1a\x07\x01\x00")

    said = run("scan", tmp_path).stderr
    assert "Passed over, of a format that is not read: plan.rar\nUnpack .rar and .7z" in said
    with pytest.raises(UnreadableError, match="7z archive, which is not opened: unpack it"):
        format_of("plan.7z", b"7z\xbc\xaf\x27\x1c\0")


def test_a_word_file_named_like_an_archive_stays_a_document(tmp_path: Path) -> None:
    path = tmp_path / "plan.zip"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("[Content_Types].xml", "<a/>")
        made.writestr("word/document.xml", "<a/>")

    assert names(path) == (["plan.zip"], [])
    assert format_of("plan.zip", path.read_bytes()) == "docx"


def test_a_member_that_is_damaged_costs_itself_alone(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", b_html=plan(1), c_html=plan(2))
    content = bytearray(path.read_bytes())
    content[200] ^= 0xFF
    path.write_bytes(content)

    with pytest.raises(UnreadableError, match=r"^a\.zip/b\.html is damaged in its archive"):
        read_bytes(path / "b.html")
    assert read_bytes(path / "c.html") == plan(2)
    with pytest.raises(UnreadableError, match="holds no file of this name"):
        read_bytes(path / "d.html")


@pytest.mark.parametrize("way", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_other_ways_of_packing_have_damage_of_their_own(tmp_path: Path, way: int) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", way) as made:
        made.writestr("b.html", plan(1))
    content = bytearray(path.read_bytes())
    content[60:90] = b"\xff" * 30
    path.write_bytes(content)

    with pytest.raises(UnreadableError, match=r"^a\.zip/b\.html is damaged in its archive"):
        read_bytes(path / "b.html")


def test_of_two_members_with_one_name_none_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("b/c.html", plan(1))
        made.writestr("../b/c.html", plan(2))

    assert names(path)[0] == ["a.zip/b/c (2).html", "a.zip/b/c.html"]
    assert [read_bytes(path / "b" / name) for name in ("c.html", "c (2).html")] == [
        plan(1),
        plan(2),
    ]


def test_the_same_document_in_an_archive_and_beside_it_is_one(tmp_path: Path) -> None:
    packed(tmp_path / "a.zip", p_html=plan(1))
    (tmp_path / "p.html").write_bytes(plan(1))
    done = run("extract", tmp_path, "--out", tmp_path / "out", "--no-cache")

    assert (done.returncode, len(list((tmp_path / "out/json").iterdir()))) == (ExitCode.OK, 1)
    assert "p.html: used to check a.zip/p.html" in done.stderr


def test_a_bomb_in_an_archive_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MAX_MEMBER", 1024)
    path = packed(tmp_path / "a.zip", b_html=b"\0" * 2048)

    with pytest.raises(UnreadableError, match=r"a\.zip/b\.html is not opened: .* bomb"):
        read_bytes(path / "b.html")


class Cipher:
    """The password of a zip archive, as PKZIP had it."""

    def __init__(self, password: bytes) -> None:
        self.keys = [0x12345678, 0x23456789, 0x34567890]
        for byte in password:
            self._update(byte)

    def _update(self, byte: int) -> None:
        first, second, third = self.keys
        first = self._crc(first, byte)
        second = ((second + (first & 0xFF)) * 134775813 + 1) & 0xFFFFFFFF
        self.keys = [first, second, self._crc(third, second >> 24)]

    @staticmethod
    def _crc(key: int, byte: int) -> int:
        return (zlib.crc32(bytes([byte]), key ^ 0xFFFFFFFF) ^ 0xFFFFFFFF) & 0xFFFFFFFF

    def encrypt(self, content: bytes) -> bytes:
        made = bytearray()
        for byte in content:
            mask = self.keys[2] | 2
            made.append(byte ^ ((mask * (mask ^ 1) >> 8) & 0xFF))
            self._update(byte)
        return bytes(made)


def locked(path: Path, content: bytes, method: int = zipfile.ZIP_STORED) -> Path:
    """An archive of b.html with the password "mở"."""
    check = zlib.crc32(content)
    head = os.urandom(11) + bytes([check >> 24])
    raw = member("b.html", Cipher("mở".encode()).encrypt(head + content), flags=1)
    size = (len(content) + 12).to_bytes(4, "little") + len(content).to_bytes(4, "little")
    changed = bytearray(raw)
    for start in (raw.index(b"PK\x03\x04") + 8, raw.index(b"PK\x01\x02") + 10):
        changed[start : start + 2] = method.to_bytes(2, "little")
        changed[start + 6 : start + 18] = check.to_bytes(4, "little") + size
    path.write_bytes(changed)
    return path


def test_a_password_opens_members(tmp_path: Path) -> None:
    path = locked(tmp_path / "a.zip", plan(1))
    asked = run("extract", path, "--out", tmp_path / "out")
    given = run("extract", path, "--out", tmp_path / "out", "--password", "mở")

    assert asked.returncode == ExitCode.ENCRYPTED
    assert "a.zip/b.html asks for a password: give it with --password" in asked.stderr
    assert (given.returncode, given.stderr) == (ExitCode.OK, "")
    with pytest.raises(EncryptedError, match="does not open with this password"):
        read_bytes(path / "b.html", "other")
    with pytest.raises(EncryptedError, match="by AES: unpack the archive"):
        read_bytes(locked(path, plan(1), method=99) / "b.html", "mở")
