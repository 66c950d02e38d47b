"""Random annexes: what they say (rows and groups), and how they are laid out on the page."""

from dataclasses import dataclass

from hypothesis import strategies as st

AGENCIES = [
    "Sở Tài chính", "Sở Y tế", "Văn phòng UBND tỉnh", "Công an tỉnh",
    "UBND các huyện, thị xã, thành phố", "Sở Văn hóa, Thể thao và Du lịch",
    "Sở Lao động - Thương binh và Xã hội", "Các sở, ban, ngành tỉnh; UBND cấp xã",
]  # fmt: skip
TIMES = ["2023 - 2025", "Quý II/2024", "Thường xuyên", "Tháng 12/2025", "Trước 30/6/2025", ""]
VALUES = [">80%", "5 sản phẩm", "100%", "Thường xuyên", "01 mô hình", ""]
BASES = ["Nghị quyết số 07-NQ/TU ngày 16/11/2022", "Kế hoạch số 48/KH-UBND ngày 17/6/2022", ""]
PRODUCTS = [
    "Quyết định của UBND tỉnh",
    "- Báo cáo tổng hợp;\n- Danh mục dữ liệu mở của tỉnh;\n- Kế hoạch hằng năm.",
    "Hệ thống được đưa vào sử dụng",
]
BEGINNINGS = ["Xây dựng", "Triển khai", "Rà soát", "Tổ chức", "Hoàn thiện", "Nâng cấp", "Đào tạo"]
PHRASES = [
    "nền tảng số dùng chung của tỉnh", "hệ thống thông tin giải quyết thủ tục hành chính",
    "kỹ năng số cho người dân, doanh nghiệp", "cơ sở dữ liệu chuyên ngành", "và các địa phương",
    "theo hướng dẫn của Bộ Thông tin và Truyền thông", "bảo đảm an toàn, an ninh mạng",
    "trên địa bàn tỉnh đến năm 2025", "phục vụ chỉ đạo, điều hành", "tại 100% cơ quan nhà nước",
]  # fmt: skip
TITLES = ["CHÍNH QUYỀN SỐ", "KINH TẾ SỐ", "XÃ HỘI SỐ", "HẠ TẦNG SỐ", "NHÂN LỰC SỐ", "AN TOÀN"]
ROMAN = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"]
LETTERS = "abcdđeghiklmnopqrstuvxy"

# Fields of a table with the ways they are headed; "year" columns follow their years.
HEADINGS = {
    "number": ["TT", "STT", "Số TT"],
    "text": ["Nhiệm vụ", "Nội dung công việc", "Nhiệm vụ, giải pháp", "Nhiệm vụ trọng tâm"],
    "lead": ["Cơ quan chủ trì", "Chủ trì", "Đơn vị thực hiện"],
    "coordinating": ["Cơ quan phối hợp", "Phối hợp", "Đơn vị phối hợp"],
    "timeline": ["Thời gian", "Thời gian hoàn thành", "Tiến độ"],
    "deliverable": ["Sản phẩm", "Kết quả", "Sản phẩm dự kiến"],
    "legal_basis": ["Căn cứ pháp lý"],
    "note": ["Ghi chú"],
}
CELLS = {
    "lead": AGENCIES,
    "coordinating": [*AGENCIES, "", ""],
    "timeline": TIMES,
    "deliverable": PRODUCTS,
    "legal_basis": BASES,
    "note": ["", "", "Theo dõi"],
}


@dataclass(frozen=True)
class Column:
    """A column: the field it fills ("year 2024" for a year), and its heading."""

    field: str
    heading: str


@dataclass(frozen=True)
class Row:
    """A row as it should come out; `merged` are columns that share the cell of the row above."""

    kind: str
    number: str
    cells: tuple[str, ...]
    path: tuple[str, ...]
    merged: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Annex:
    """An annex table: columns in order, rows in order."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Look:
    """How an annex is laid out; lengths in points."""

    landscape: bool = True
    rotated: bool = False
    size: float = 11.0
    padding: float = 3.0
    number_width: float = 30.0
    repeat_header: bool = True
    stray_space: bool = False
    two_line_header: bool = False
    column_numbers: bool = False
    shaded: bool = False
    cut_rows: bool = True
    open_cut: bool = False
    middle: bool = False
    ruled: str = "all"
    rules: str = "lines"
    group_shape: str = "wide"
    decomposed: bool = False
    second_font: bool = False
    doubled: bool = False
    encoding: str = "unicode"
    page_numbers: str = "top"
    gazette: bool = False
    plan_number: int = 12
    first_page_room: float = 400.0


@st.composite
def sentences(draw: st.DrawFn) -> str:
    """A task of 5 to 60 words, with or without a full stop."""
    parts = draw(st.lists(st.sampled_from(PHRASES), min_size=1, max_size=7))
    end = draw(st.sampled_from(["", "."]))
    return f"{draw(st.sampled_from(BEGINNINGS))} {' '.join(parts)}{end}"


@st.composite
def columns(draw: st.DrawFn, numbered: bool) -> tuple[Column, ...]:
    """A number (or none), the task, the lead, and a choice of other columns."""
    years = draw(st.integers(0, 3))
    others = draw(st.sets(st.sampled_from(sorted(set(CELLS) - {"lead"})), max_size=3))
    fields = ["number"] * numbered + ["text"]
    headed = [Column(f, draw(st.sampled_from(HEADINGS[f]))) for f in fields]
    headed += [Column(f"year {2023 + i}", f"Năm {2023 + i}") for i in range(years)]
    rest = ["lead", *(f for f in CELLS if f in others)]
    return (*headed, *(Column(f, draw(st.sampled_from(HEADINGS[f]))) for f in rest))


@st.composite
def schemes(draw: st.DrawFn, numbered: bool) -> list[tuple[str, str, int]]:
    """Kinds, numbers and depths of the rows of an annex, in one of the ways offices number.

    A number in front of the text always has its dot.
    """
    name = draw(
        st.sampled_from(["flat", "restart", "running", "deep", "decimal", "letters", "titles"])
    )
    dot = draw(st.sampled_from(["", "."])) if numbered else "."
    counts = draw(st.lists(st.integers(1, 6), min_size=2, max_size=5))
    rows: list[tuple[str, str, int]] = []
    task = 0
    if name == "flat":
        start = draw(st.sampled_from([0, 0, 96]))
        return [("task", f"{n}{dot}", 0) for n in range(1, start + sum(counts) + 1)][:130]
    for index, count in enumerate(counts):
        if name == "deep" and index % 2 == 0:
            rows.append(("group", "ABC"[index // 2 % 3] + dot, 0))
        rows.append(("group", _group_number(name, index, dot), int(name == "deep")))
        for n in range(1, count + 1):
            task += 1
            number = {
                "restart": f"{n}{dot}", "running": f"{task}{dot}", "deep": f"{n}{dot}",
                "decimal": f"{index + 1}.{n}{dot}", "letters": f"{LETTERS[n - 1]})",
                "titles": f"{task}{dot}",
            }[name]  # fmt: skip
            rows.append(("task", number, 2 if name == "deep" else 1))
    return rows


def _group_number(name: str, index: int, dot: str) -> str:
    if name == "deep":
        return ROMAN[index % 2] + dot
    if name in {"restart", "running"}:
        return ROMAN[index] + dot
    return "" if name == "titles" else f"{index + 1}{dot}"


@st.composite
def annexes(draw: st.DrawFn) -> Annex:
    """An annex table whose truth is not open to doubt."""
    numbered = draw(st.integers(0, 5)) > 0
    scheme = draw(schemes(numbered))
    heads = draw(columns(numbered))
    open_groups: list[str] = []
    rows: list[Row] = []
    for position, (kind, number, depth) in enumerate(scheme):
        del open_groups[depth:]
        path = tuple(open_groups)
        if kind == "group":
            title = f"{TITLES[position % len(TITLES)]} {position}"
            cells = tuple(title if c.field == "text" else "" for c in heads)
            open_groups.append(number.rstrip(".)") or title)
            rows.append(Row("group", number, cells, path))
        else:
            rows.append(draw(_tasks(heads, number, path, rows[-1] if rows else None)))
    return Annex(heads, tuple(rows))


@st.composite
def _tasks(
    draw: st.DrawFn,
    heads: tuple[Column, ...],
    number: str,
    path: tuple[str, ...],
    above: Row | None,
) -> Row:
    cells = tuple(
        draw(sentences()) if c.field == "text"
        else draw(st.sampled_from(CELLS.get(c.field, VALUES))) if c.field != "number"
        else ""
        for c in heads
    )  # fmt: skip
    merged: frozenset[int] = frozenset()
    if above and above.kind == "task" and draw(st.integers(0, 7)) == 0:
        free = [i for i, c in enumerate(heads) if c.field in {"lead", "timeline", "legal_basis"}]
        merged = frozenset(i for i in free[-1:] if above.cells[i])
        cells = tuple(above.cells[i] if i in merged else cell for i, cell in enumerate(cells))
    return Row("task", number, cells, path, merged)


def looks() -> st.SearchStrategy[Look]:
    """Every way of laying out an annex."""
    flag = st.booleans()
    rare = st.integers(0, 3).map(lambda n: n == 0)
    return st.builds(
        Look,
        landscape=flag,
        rotated=rare,
        size=st.sampled_from([8.0, 9.5, 11.0, 12.0, 13.0]),
        padding=st.sampled_from([1.5, 3.0, 5.4]),
        number_width=st.sampled_from([20.0, 26.0, 40.0]),
        repeat_header=flag,
        stray_space=rare,
        two_line_header=flag,
        column_numbers=rare,
        shaded=rare,
        cut_rows=st.integers(0, 3).map(bool),
        open_cut=flag,
        middle=flag,
        rules=st.sampled_from(["lines", "rects", "dashes"]),
        group_shape=st.sampled_from(["wide", "number and wide", "empty cells"]),
        decomposed=rare,
        second_font=rare,
        doubled=rare,
        encoding=st.sampled_from(["unicode", "unicode", "unicode", "tcvn3", "vni"]),
        page_numbers=st.sampled_from(["top", "bottom", "none"]),
        gazette=rare,
        first_page_room=st.sampled_from([60.0, 150.0, 400.0]),
    )
