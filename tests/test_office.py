"""Word and HTML: the shipped plans against their PDFs, and what the formats hide, made here."""

import io
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

import planparse
from conftest import ROOT, document_of
from planparse.errors import EncryptedError, PlanparseError, UnreadableError
from planparse.read.flow.blocks import Flow, Paragraph, Run, Table, to_paragraphs
from planparse.read.flow.html import read_html
from planparse.read.flow.setting import set_pages
from planparse.read.flow.word import read_word
from planparse.read.flow.word_numbering import written
from planparse.read.formats import format_of
from planparse.read.layouts import read_layout
from planparse.runs.batch import Options, run
from planparse.runs.inputs import find_inputs
from planparse.schema.layout import Places
from planparse.schema.records import PlanDocument

OFFICE = ROOT / "tests" / "data" / "office"
WORD = {
    "tien-giang-394": OFFICE / "tien-giang-394-KH-UBND-2022.docx",
    "vinh-long-742": OFFICE / "vinh-long-742-QD-UBND-2023.docx",
}
# Where something stands differs between sources of one plan; what it says does not.
PLACES = {"page", "pages", "page_first", "page_last", "regions", "x0", "x1", "top", "bottom"}
FILE = {"source_name", "source_sha256", "source_format", "removed", "rejoined", "join_reasons"}


def said(value: Any) -> Any:
    """Records without places and white space."""
    if isinstance(value, dict):
        return {k: said(v) for k, v in value.items() if k not in PLACES | FILE | {"message"}}
    if isinstance(value, list):
        return [said(each) for each in value]
    return "".join(value.split()) if isinstance(value, str) else value


@pytest.mark.parametrize("plan", WORD)
def test_a_plan_in_word_gives_the_records_of_its_pdf(plan: str) -> None:
    document = planparse.extract(WORD[plan])

    assert said(document.model_dump(mode="json")) == said(document_of(plan).model_dump(mode="json"))
    assert document.plan.source_format == "docx"
    assert document.plan.unplaced_characters == 0
    assert not any(task.regions for task in document.tasks)


# Word


def saved(document: Any) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def texts(flow: Flow) -> list[str]:
    return [p.text.strip() for p in to_paragraphs(flow.blocks)]


def xml(text: str) -> Any:
    return parse_xml(text.replace("<w:p>", f"<w:p {nsdecls('w')}>", 1))


def add(document: Any, *paragraphs: str) -> bytes:
    """Paragraphs of WordprocessingML at the end of the body."""
    for text in paragraphs:
        document.element.body.append(xml(text))
    return saved(document)


def number(document: Any, levels: str) -> None:
    """A list 77 with these levels."""
    numbering = document.part.numbering_part.element
    abstract = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{levels}</w:abstractNum>'
    numbering.insert(0, parse_xml(abstract))
    for num, more in (
        (77, ""),
        (78, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'),
    ):
        numbering.append(
            parse_xml(
                f'<w:num {nsdecls("w")} w:numId="{num}"><w:abstractNumId w:val="77"/>{more}</w:num>'
            )
        )


def level(index: int, kind: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def item(text: str, index: int, num: int = 77) -> str:
    return (
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{index}"/><w:numId w:val="{num}"/></w:numPr></w:pPr>'
        f"<w:r><w:t>{text}</w:t></w:r></w:p>"
    )


def test_automatic_numbers_are_counted_by_level_and_restart() -> None:
    document = docx.Document()
    number(document, level(0, "upperRoman", "%1.") + level(1, "decimal", "%2.")
           + level(2, "lowerLetter", "%3)") + level(3, "decimal", "%2.%4."))  # fmt: skip
    content = add(
        document, item("MỤC TIÊU", 0), item("Chung", 1), item("Riêng", 1), item("Một", 2),
        item("Nhỏ", 3), item("NHIỆM VỤ", 0), item("Đầu", 1), item("Khác", 0, 78),
    )  # fmt: skip

    assert texts(read_word("plan.docx", content)) == [
        "I. MỤC TIÊU", "1. Chung", "2. Riêng", "a) Một", "2.1. Nhỏ", "II. NHIỆM VỤ", "1. Đầu",
        "V. Khác",
    ]  # fmt: skip


def test_a_heading_is_numbered_by_its_style() -> None:
    document = docx.Document()
    number(document, level(0, "decimal", "Điều %1.", '<w:pStyle w:val="Heading1"/>'))
    style = document.styles["Heading 1"].element
    style.get_or_add_pPr().append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:numId w:val="77"/></w:numPr>')
    )
    document.add_heading("Phạm vi", 1)
    document.add_heading("Hiệu lực", 1)

    assert texts(read_word("plan.docx", saved(document))) == ["Điều 1. Phạm vi", "Điều 2. Hiệu lực"]


def test_numbers_of_an_empty_column_are_counted() -> None:
    document = docx.Document()
    number(document, level(0, "decimal", "%1"))
    table = document.add_table(rows=2, cols=2)
    for row in table.rows:
        cell = row.cells[0]._tc
        cell.replace(cell.p_lst[0], xml(item("", 0)))
        row.cells[1].text = "Xây dựng kế hoạch"

    assert texts(read_word("plan.docx", saved(document))) == [
        "1  Xây dựng kế hoạch",
        "2  Xây dựng kế hoạch",
    ]


@pytest.mark.parametrize(
    ("count", "kind", "text"),
    [
        (4, "lowerRoman", "iv"), (49, "upperRoman", "XLIX"), (27, "lowerLetter", "aa"),
        (3, "upperLetter", "C"), (7, "decimalZero", "07"), (12, "decimal", "12"),
    ],
)  # fmt: skip
def test_numbers_are_written_as_word_writes_them(count: int, kind: str, text: str) -> None:
    assert written(count, kind) == text


def test_tracked_changes_count_as_accepted() -> None:
    def change(kind: str, text: str) -> str:
        tag = "delText" if kind in ("del", "moveFrom") else "t"
        return (
            f'<w:{kind} w:id="1" w:author="a"><w:r><w:{tag} xml:space="preserve">{text}'
            f"</w:{tag}></w:r></w:{kind}>"
        )

    deleted_mark = '<w:pPr><w:rPr><w:del w:id="2" w:author="a"/></w:rPr></w:pPr>'
    content = add(
        docx.Document(),
        f"<w:p><w:r><w:t>Năm </w:t></w:r>{change('del', '2023')}{change('ins', '2024')}</w:p>",
        f"<w:p>{change('moveFrom', 'Đi')}{change('moveTo', 'Đến')}</w:p>",
        f"<w:p>{deleted_mark}<w:r><w:t xml:space='preserve'>Một câu </w:t></w:r></w:p>",
        "<w:p><w:r><w:t>liền nhau</w:t></w:r></w:p>",
    )

    assert texts(read_word("plan.docx", content)) == ["Năm 2024", "Đến", "Một câu liền nhau"]


def test_what_a_run_shows() -> None:
    def char(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    content = add(
        docx.Document(),
        "<w:p><w:r><w:t>159/QĐ</w:t><w:noBreakHyphen/><w:t>UBND</w:t></w:r></w:p>",
        f"<w:p>{char('begin')}<w:r><w:instrText>REF x</w:instrText></w:r>{char('separate')}"
        f"<w:r><w:t>Phụ lục 1</w:t></w:r>{char('end')}</w:p>",
        "<w:p><w:r><w:rPr><w:caps/></w:rPr><w:t>Kế hoạch</w:t></w:r>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r></w:p>",
        '<w:p><w:r><w:sym w:font="Symbol" w:char="F0B3"/><w:t> 80%</w:t></w:r></w:p>',
    )

    assert texts(read_word("plan.docx", content)) == [
        "159/QĐ-UBND", "Phụ lục 1", "KẾ HOẠCH", "≥ 80%",
    ]  # fmt: skip


def test_merged_and_nested_cells() -> None:
    document = docx.Document()
    table = document.add_table(rows=3, cols=3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "Tiêu đề"
    table.cell(1, 2).merge(table.cell(2, 2)).text = "Sở Tài chính"
    inner = table.cell(1, 0).add_table(rows=2, cols=2)
    inner.cell(0, 0).text, inner.cell(0, 1).text, inner.cell(1, 0).text = "a", "b", "c"
    (found,) = read_word("plan.docx", saved(document)).blocks

    assert isinstance(found, Table)
    spans = {(c.row, c.column): (c.rows, c.columns) for c in found.cells}
    assert spans[0, 0] == (1, 2)
    assert spans[1, 2] == (2, 1)
    held = {(c.row, c.column): to_paragraphs(c.blocks) for c in found.cells}
    assert [p.text.split() for p in held[1, 0]] == [["a", "b"], ["c"]]
    assert [p.text for p in held[1, 2]] == ["Sở Tài chính"]


def test_a_footnote_stands_below_the_text_it_belongs_to() -> None:
    document = docx.Document()
    document.add_paragraph("placeholder")
    content = add(
        document,
        "<w:p><w:r><w:t>Theo quy định</w:t></w:r>"
        '<w:r><w:footnoteReference w:id="5"/></w:r><w:r><w:t>.</w:t></w:r></w:p>',
    )
    notes = (
        f"<w:footnotes {nsdecls('w')}><w:footnote w:id='5'><w:p><w:r><w:footnoteRef/>"
        "<w:t>Luật Đầu tư công</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    flow = read_word("plan.docx", with_part(content, "footnotes", notes))
    (page,) = set_pages(flow)
    mark = next(word for word in page.words if word.text == "1")

    assert [(n.mark, "".join(r.text for r in n.runs).strip()) for n in flow.notes] == [
        ("1", "Luật Đầu tư công")
    ]
    assert mark.size < 0.8 * page.words[0].size
    assert [word.text for word in page.words[-5:]] == ["1", "Luật", "Đầu", "tư", "công"]


def with_part(content: bytes, name: str, text: str) -> bytes:
    """A .docx with one more part beside the document."""
    buffer = io.BytesIO()
    kind = f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{name}"
    type_ = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{name}+xml"
    extra = {
        "word/_rels/document.xml.rels": (
            f'<Relationship Id="rIdX" Type="{kind}" Target="{name}.xml"/></Relationships>'
        ),
        "[Content_Types].xml": (
            f'<Override PartName="/word/{name}.xml" ContentType="{type_}"/></Types>'
        ),
    }
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w") as new:
        for member in old.namelist():
            data = old.read(member).decode("utf-8", "surrogateescape")
            if member in extra:
                data = data.rsplit("</", 1)[0] + extra[member]
            new.writestr(member, data.encode("utf-8", "surrogateescape"))
        new.writestr(f"word/{name}.xml", text)
    return buffer.getvalue()


# HTML


PAGE = """<html><head><meta charset="utf-8"><title>Cổng</title></head><body>
<nav><a href="/">Trang chủ</a></nav><div class="menu-left">Văn bản mới</div>
<div id="content"><h1>Kế hoạch 12/KH-UBND</h1><div class="doc">
<table border="0"><tr><td><p align="center"><b>UBND TỈNH TIỀN GIANG</b></p>
<p align="center">Số: 12/KH-UBND</p></td><td><p align="center"><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
<br>Độc lập - Tự do - Hạnh phúc</b></p><p align="center"><i>Tiền Giang, ngày 05 tháng 01 năm 2023</i></p>
</td></tr></table>
<p align="center"><b>KẾ HOẠCH</b></p><p align="center"><b>Chuyển đổi số năm 2023</b></p>
<p>I.&nbsp;MỤC TIÊU</p><p>Phát triển kinh tế số của tỉnh theo Nghị quyết của Chính phủ, bảo đảm đúng
tiến độ, hiệu quả và an toàn thông tin trong toàn bộ hệ thống chính trị.</p>
<p align="center"><b>PHỤ LỤC 1</b></p><p align="center"><b>DANH MỤC NHIỆM VỤ</b></p>
<table border="1"><tr><th rowspan="2">TT</th><th rowspan="2">Nhiệm vụ</th><th colspan="2">Cơ quan</th>
<th rowspan="2">Thời gian thực hiện</th></tr>
<tr><th>Cơ quan chủ trì</th><th>Cơ quan phối hợp</th></tr>
<tr><td>1</td><td>Xây dựng kho dữ liệu</td><td rowspan="2">Sở Tài chính</td><td>Sở Y tế</td><td>2023</td></tr>
<tr><td>2</td><td>Đào tạo<br>cán bộ</td><td>Sở Nội vụ</td><td>2024</td></tr></table>
</div><div>Lượt xem: 12</div></div><script>var a = "<p>không</p>";</script>
<footer>Bản quyền</footer></body></html>"""  # noqa: E501


def extracted(tmp_path: Path, name: str, content: bytes) -> PlanDocument:
    path = tmp_path / name
    path.write_bytes(content)
    return planparse.extract(path)


def test_a_page_of_a_portal_gives_its_document_only(tmp_path: Path) -> None:
    document = extracted(tmp_path, "plan.html", PAGE.encode())
    plan = document.plan
    dumped = document.model_dump_json()

    assert plan.document_number == "12/KH-UBND"
    assert str(plan.issued_on) == "2023-01-05"
    assert (plan.title, plan.source_format) == ("Chuyển đổi số năm 2023", "html")
    assert [(t.number, t.text, t.lead_text, t.coordinating_text) for t in document.tasks] == [
        ("1", "Xây dựng kho dữ liệu", "Sở Tài chính", "Sở Y tế"),
        ("2", "Đào tạo cán bộ", "Sở Tài chính", "Sở Nội vụ"),
    ]
    assert not [word for word in ("Trang chủ", "Lượt xem", "Bản quyền", "không") if word in dumped]


def test_where_a_word_may_be_cut_shows_nothing(tmp_path: Path) -> None:
    page = PAGE.replace("12/KH-UBND</p>", "12/KH&#8209;UBND</p>")
    page = page.replace("kho dữ liệu", "kho&shy;bãi &#8203; dữ&#8203; liệu")
    document = extracted(tmp_path, "plan.html", page.encode())
    assert document.plan.document_number == "12/KH-UBND"
    assert document.tasks[0].text == "Xây dựng khobãi dữ liệu"


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [("utf-8", "utf-8"), ("utf-16", "utf-16"), ("utf-8", "iso-8859-1"), ("utf-8-sig", "")],
)
def test_the_encoding_of_a_page_is_found(encoding: str, declared: str) -> None:
    content = PAGE.replace('charset="utf-8"', f'charset="{declared}"').encode(encoding)

    assert "I. MỤC TIÊU" in texts(read_html("plan.html", content))


def test_the_pages_of_a_flow_are_set_and_say_so() -> None:
    layout = read_layout(WORD["tien-giang-394"])

    assert layout.places is Places.SET
    assert all(page.margins for page in layout.pages)


@pytest.mark.parametrize("between", ["\t", "\t\t", " " * 20])
def test_tabs_and_many_spaces_set_columns_and_a_tab_behind_a_label_does_not(between: str) -> None:
    header = Paragraph((Run(f"ỦY BAN NHÂN DÂN{between}Độc lập - Tự do"),))
    (page,) = set_pages(Flow((header, Paragraph((Run(f"1.{between}Mục tiêu"),)))))
    left, right, label, text = (
        next(word for word in page.words if word.text == each)
        for each in ("ỦY", "Độc", "1.", "Mục")
    )

    assert (left.baseline, label.baseline) == (right.baseline, text.baseline)
    assert right.box.x0 > page.width / 2
    assert text.box.x0 - label.box.x1 < label.size


# Which format


def test_a_long_cell_is_never_parted_where_a_line_break_would_close_up() -> None:
    text = "Thực hiện theo Quyết định số 159/ QĐ- UBND của tỉnh " * 8
    (page,) = set_pages(Flow((Paragraph(()), *_one_cell(text))))
    lines: dict[float, list[str]] = {}
    for word in page.words:
        lines.setdefault(word.baseline, []).append(word.text)

    assert len(lines) > 2
    assert not [line for line in lines.values() if line[-1].endswith(("/", "-"))]


def _one_cell(text: str) -> tuple[Table]:
    page = f"<body><table border=1><tr><td>1</td><td>{text}</td></tr></table></body>"
    (table,) = read_html("x.html", page.encode()).blocks
    assert isinstance(table, Table)
    return (table,)


def test_what_a_file_holds_counts_and_not_its_name() -> None:
    assert format_of("plan.doc", PAGE.encode()) == "html"
    assert format_of("plan.doc", b"{\\rtf1 }") == "rtf"
    assert format_of("plan.pdf", WORD["tien-giang-394"].read_bytes()) == "docx"
    assert format_of("plan.docx", b"\n%PDF-1.4") == "pdf"


def archive(member: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        made.writestr(member, "x")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "error", "words"),
    [
        ("a.xlsx", archive("xl/workbook.xml"), UnreadableError, "damaged"),
        ("a.xlsb", archive("xl/workbook.bin"), UnreadableError, "binary Excel"),
        ("a.docx", archive("other.txt"), UnreadableError, "is a zip archive"),
        ("a.docx", archive("word/document.xml"), UnreadableError, "damaged"),
        ("a.docx", b"PK\x03\x04 cut short", UnreadableError, "damaged"),
        (
            "a.docx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            EncryptedError,
            "password",
        ),
        ("a.html", b"<html></html>", PlanparseError, "no text"),
        ("a.docx", b"plain", UnreadableError, "no document that is read"),
    ],
)
def test_refusals_say_what_is_wrong(
    tmp_path: Path, name: str, content: bytes, error: type[PlanparseError], words: str
) -> None:
    (tmp_path / name).write_bytes(content)

    with pytest.raises(error, match=words):
        read_layout(tmp_path / name)


def test_without_libreoffice_the_error_names_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    (tmp_path / "plan.rtf").write_bytes(b"{\\rtf1 Ke hoach}")

    with pytest.raises(UnreadableError, match="apt install libreoffice-writer"):
        read_layout(tmp_path / "plan.rtf")


def test_a_worse_source_checks_the_better_one(tmp_path: Path) -> None:
    changed = PAGE.replace("Xây dựng kho dữ liệu", "Xây dựng kho")
    for name, content in (("plan.html", changed), ("plan.doc", PAGE), ("again.html", PAGE)):
        (tmp_path / name).write_text(content, encoding="utf-8")
    files, _ = find_inputs([str(tmp_path)])
    best, same, other = run(files, Options(tmp_path / "out"))

    assert [path.name for path in files] == ["plan.doc", "again.html", "plan.html"]
    assert best.error is None
    assert same.checked_against == other.checked_against == best.path
    issues = planparse.load(tmp_path / "out").issues
    assert issues[issues["code"] == "sources_differ"]["text"].tolist() == ["Xây dựng kho"]
