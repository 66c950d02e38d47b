"""What each issue code means and how grave it is."""

from planparse.schema.issues import IssueCode, Severity

ISSUE_MEANINGS: dict[IssueCode, tuple[Severity, str]] = {
    IssueCode.NUMBER_MISSING: (
        "warning",
        "The document's number cannot be read on the page; plan_id is made from the file's hash.",
    ),
    IssueCode.FACTS_FROM_NOTE: (
        "info",
        "A file without a header holds an annex, or what a decision encloses: who issued it, its "
        "number and date are those of the document that the note below its title names.",
    ),
    IssueCode.NUMBER_FROM_FILE_NAME: (
        "warning",
        "The number is not on the page; it is that of the file name, whose symbol is as printed.",
    ),
    IssueCode.DATE_MISSING: ("warning", "The date of issue cannot be read on the page."),
    IssueCode.DATE_OF_PASSING: (
        "info",
        "The header prints no date; the closing says on which day the document was passed.",
    ),
    IssueCode.AUTHORITY_UNKNOWN: (
        "warning",
        "The issuing authority is not known by its name, or names no province and no central body.",
    ),
    IssueCode.PROVINCE_FROM_TEXT: (
        "warning",
        "The header names no province; it was taken from the preamble and the recipients, the acts "
        "named in the body, the gazette or the titles of annexes, where these name only one.",
    ),
    IssueCode.TYPE_MISSING: ("info", "No type of document is printed above the title."),
    IssueCode.UNKNOWN_COLUMN: (
        "warning",
        "A column heading is not known; its cells are kept in `extra`. "
        "A line in `column_headings.csv` of a folder for `--knowledge` names its role.",
    ),
    IssueCode.SECOND_COLUMN: (
        "info",
        "A field has a second column; its cells are kept in `extra`.",
    ),
    IssueCode.NUMBER_GAP: ("warning", "A row number is left out: a row may be missing."),
    IssueCode.NUMBER_REPEAT: ("warning", "A row number stands twice in a row."),
    IssueCode.NUMBER_ORDER: ("warning", "A row number is smaller than the one before it."),
    IssueCode.DOUBTFUL_JOIN: (
        "warning",
        "It is not certain whether two pieces on two pages are one row.",
    ),
    IssueCode.DOUBTFUL_MERGE: (
        "warning",
        "A cell at the top of a page is empty, and no rule shows whether the cell above the page "
        "break goes on in it; the text of that was taken where one of them covers several rows.",
    ),
    IssueCode.DOUBTFUL_CELLS: (
        "warning",
        "A row of a text dump can also be parted into cells in another way.",
    ),
    IssueCode.COLUMNS_BY_WHITE: (
        "warning",
        "A table has no upright rules; its columns were found by the white between words.",
    ),
    IssueCode.ROWS_BY_WHITE: (
        "warning",
        "A table has no rules between its rows; they were told by their numbers and the white "
        "between them.",
    ),
    IssueCode.TABLE_UNSEEN: (
        "warning",
        "Words stand in columns or below known headings, but neither rules nor white show the "
        "rows; or numbers of columns stand below no known headings: they were read as text.",
    ),
    IssueCode.COLUMNS_TORN: (
        "error",
        "A text dump has the columns of a table below each other: its rows cannot be recovered; "
        "its lines are kept in `tables`.",
    ),
    IssueCode.ROWS_UNNUMBERED: (
        "error",
        "A text does not show where the rows of a table begin that have no numbers; its lines are "
        "kept in `tables`.",
    ),
    IssueCode.DOUBTFUL_READING: (
        "warning",
        "Words of a scan were read with little certainty; `text` has them.",
    ),
    IssueCode.READING_REPAIRED: (
        "info",
        "Diacritics of a scan were repaired; `text` has what was read and what it became.",
    ),
    IssueCode.PAGE_WITHOUT_TEXT: (
        "error",
        "A page has no text that can be read (a scan, outlines, a broken or useless text layer): "
        "what it says is missing.",
    ),
    IssueCode.FILE_DAMAGED: (
        "error",
        "The file is damaged or cut short: pages or late changes (a signature) may be missing.",
    ),
    IssueCode.SEVERAL_DOCUMENTS: (
        "error",
        "Another document with its own number begins in the file, and is among these records.",
    ),
    IssueCode.ENGINES_DIFFER: (
        "warning",
        "`--verify` was given, and the second engine reads the page differently.",
    ),
    IssueCode.TEXT_REPAIRED: (
        "info",
        "Letters were not read as the file has them: they were decoded from old fonts or by the "
        "order of glyphs, drawn twice, or put together within a torn syllable.",
    ),
    IssueCode.TEXT_STRUCK: (
        "warning",
        "Words of a PDF are struck through, as deletions are printed; they were read as text.",
    ),
    IssueCode.FILES_ATTACHED: (
        "warning",
        "Files are embedded in a PDF, which may be its annexes; they are not read.",
    ),
    IssueCode.LETTERS_UNKNOWN: (
        "warning",
        "A PDF does not say what some of its letters are (no Unicode value, U+0000 or a private "
        "one); `text` has the words with them.",
    ),
    IssueCode.TEXT_UNSEEN: (
        "info",
        "A PDF holds text that nobody sees on its page (white, invisible or covered letters, or a "
        "layer that is off); it is left out, and kept in `removed`.",
    ),
    IssueCode.CELLS_HIDDEN: (
        "warning",
        "Cells of a workbook stand in rows, columns or sheets that are hidden; they are left out.",
    ),
    IssueCode.FORMULAS_UNSAVED: (
        "warning",
        "Cells of a workbook have formulas whose results are not in the file; they are empty.",
    ),
    IssueCode.ANNOTATION_LEFT_OUT: (
        "warning",
        "An annotation or a field of a form (no signature) shows text on a page that fills in no "
        "line of it; it is left out, and kept in `removed`.",
    ),
    IssueCode.STAMP_IS_PICTURE: (
        "info",
        "A signature field in the header shows a picture, which is not read.",
    ),
    IssueCode.REST_ELSEWHERE: (
        "error",
        "The document begins or goes on in another file: another issue of the gazette.",
    ),
    IssueCode.UNPLACED_TEXT: ("error", "Characters of a page found no place in the records."),
    IssueCode.AGENCY_UNRESOLVED: (
        "warning",
        "No agency is known by a name; the issue stands at its first place. `planparse agencies "
        "unresolved` lists such names.",
    ),
    IssueCode.MEMBERS_NAMED: (
        "warning",
        "A text names some bodies of a collective (“UBND các xã: …”): they were not taken one by "
        "one, the collective stands for them; the issue stands at its first place.",
    ),
    IssueCode.LEAD_COORDINATES: ("info", "An agency both leads a task and coordinates it."),
    IssueCode.ROLE_DOUBTFUL: (
        "warning",
        "A cell of those who lead says that its agencies coordinate, and of none that it leads, or "
        "the other way round; all were given the role of the column.",
    ),
    IssueCode.TIMELINE_UNSETTLED: (
        "warning",
        "A timeline gives no certain date, rhythm or condition.",
    ),
    IssueCode.TEXT_EMPTY: (
        "warning",
        "The rows of a table have text, but not in the column of tasks or indicators, which may be "
        "a picture or stand in another column; the rows are kept in `tables`.",
    ),
    IssueCode.CALENDAR_EMPTY: (
        "warning",
        "The columns of months, quarters or years of a table have no text in any row: what they "
        "show may be shades or arrows, which are not read.",
    ),
    IssueCode.DUE_OUTSIDE_PERIOD: (
        "warning",
        "A task neither begins nor is due in the years of the plan.",
    ),
    IssueCode.ROW_REPEATED: ("warning", "A row says the same as an earlier one of its annex."),
    IssueCode.SHARE_OVER_100: ("warning", "A share is more than 100 %."),
    IssueCode.TARGET_FALLS: (
        "warning",
        "A value falls over the years, and nothing says that it should.",
    ),
    IssueCode.SOURCES_DIFFER: (
        "warning",
        "Another source of the same plan, read in the same run, has another text in a row, lacks a "
        "row, or has one more.",
    ),
    IssueCode.TARGET_CONFLICT: (
        "warning",
        "Two places promise different values of one indicator for one year.",
    ),
    IssueCode.NUMBER_IN_PIECES: (
        "warning",
        "A cell holds figures beside each other that may be one number, broken by a line end or "
        "written with spaces; no value was read from them.",
    ),
    IssueCode.COMMA_DOUBTFUL: (
        "warning",
        "A number has three figures behind its comma, the last a 0: it was read with decimals, but "
        "the comma may part thousands, as in English.",
    ),
    IssueCode.UNIT_DOUBTFUL: (
        "warning",
        "A line names a unit of measure (“Đơn vị tính: …”), but not which table or numbers it is "
        "for; they were left without it.",
    ),
    IssueCode.CORRECTED: (
        "info",
        "A line in `corrections.csv` says what a cell reads on the page; `text` is what was read.",
    ),
    IssueCode.CORRECTION_UNUSED: (
        "warning",
        "A line in `corrections.csv` finds no cell that reads as when it was written.",
    ),
}
