"""Web pages saved in one file: the page in them is read as HTML is."""

import base64
import quopri
from pathlib import Path

import pytest

import planparse
from planparse.errors import UnreadableError
from planparse.read.flow.blocks import Paragraph
from planparse.read.flow.html import read_html
from planparse.read.flow.web_archive import page_in
from planparse.read.formats import format_of
from planparse.read.layouts import read_layout
from planparse.runs.inputs import find_inputs
from test_office import said
from test_standing import PAGE

BARE = PAGE.replace('<meta charset="utf-8">', "")
FRAME = "<html><body><p>Thông báo khác</p></body></html>"


def part(page: str, encoding: str, says: str = "") -> bytes:
    """A page as a part of the file; with `says` it says its encoding."""
    content = page.encode(encoding)
    packed = ("quoted-printable", quopri.encodestring(content))
    if b"\0" in content:
        packed = ("base64", base64.encodebytes(content))
    said = f"text/html; charset={says}" if says else "text/html"
    heads = f"Content-Type: {said}\nContent-Transfer-Encoding: {packed[0]}\n\n"
    return heads.encode() + packed[1]


def web_archive(*parts: bytes) -> bytes:
    """As browsers write it: headers of a mail, the page, its frames and pictures."""
    picture = b"Content-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n"
    heads = (
        b"From: <Saved by Blink>\n"
        b"Snapshot-Content-Location: https://vanban.example.gov.vn/ke-hoach?id=7\n"
        b"Subject: =?utf-8?Q?K=E1=BA=BF?=\n =?utf-8?Q?ho=E1=BA=A1ch?=\n"
        b'MIME-Version: 1.0\nContent-Type: multipart/related;\n\ttype="text/html";\n'
        b'\tboundary="----MultipartBoundary--7"\n\n\n'
    )
    bound = b"------MultipartBoundary--7"
    made = heads + b"".join(bound + b"\n" + each + b"\n" for each in (*parts, picture)) + bound
    return (made + b"--\n").replace(b"\n", b"\r\n")


@pytest.mark.parametrize(
    ("page", "encoding", "says"),
    [
        (PAGE, "utf-8", "utf-8"),
        (BARE, "utf-8", ""),  # as Chrome has it
        (BARE, "utf-8", "iso-8859-1"),  # what a server says of any page
        (PAGE, "utf-16", "unicode"),  # as Internet Explorer and Word have it
        (PAGE, "utf-16", "utf-16"),
    ],
)
def test_a_saved_page_gives_the_records_of_the_page(
    page: str, encoding: str, says: str, tmp_path: Path
) -> None:
    (tmp_path / "plan.html").write_text(PAGE, encoding="utf-8")
    content = web_archive(part(page, encoding, says), part(FRAME, "utf-8"))
    (tmp_path / "plan.mht").write_bytes(content)
    made, wanted = (planparse.extract(tmp_path / f"plan.{kind}") for kind in ("mht", "html"))

    assert made.plan.source_format == "mhtml"
    assert [task.lead_text for task in made.tasks] == ["Sở Y tế", "Sở Nội vụ"]
    assert said(made.model_dump(mode="json")) == said(wanted.model_dump(mode="json"))


@pytest.mark.parametrize(("says", "wanted"), [("iso-8859-7", "Ωμ"), ("unknown", "Ù\u0301")])
def test_old_code_pages_are_what_the_part_says(says: str, wanted: str) -> None:
    (flow,) = read_html(
        "plan.mht", page_in("plan.mht", web_archive(part("Ωμ", "iso-8859-7", says)))
    ).blocks

    assert isinstance(flow, Paragraph)
    assert flow.text == wanted


def test_a_saved_page_is_told_by_its_headers(tmp_path: Path) -> None:
    content = web_archive(part(PAGE, "utf-8"))

    assert format_of("plan.htm", b"\r\n" + content) == "mhtml"
    assert format_of("plan.htm", b"<p>MIME-Version: 1.0</p>") == "html"
    for name in ("a.mhtml", "b.MHT", "c.html"):
        (tmp_path / name).write_bytes(content)
    assert [p.name for p in find_inputs([str(tmp_path)])[0]] == ["c.html", "b.MHT", "a.mhtml"]


def test_a_saved_page_without_a_page_is_refused(tmp_path: Path) -> None:
    (tmp_path / "plan.mht").write_bytes(web_archive())

    with pytest.raises(UnreadableError, match="without HTML in it"):
        read_layout(tmp_path / "plan.mht")
