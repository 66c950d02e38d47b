"""Expected errors: each says what is wrong and what to do next, and has an exit code."""

from enum import IntEnum


class ExitCode(IntEnum):
    """Exit codes of the command; they are interface and do not change."""

    OK = 0
    USAGE = 2
    UNREADABLE = 3
    ENCRYPTED = 4
    NO_TEXT = 5
    NOT_A_PLAN = 6
    CANNOT_WRITE = 7
    NOT_FINISHED = 8
    ISSUES = 9
    DIFFERENT = 10
    INTERRUPTED = 130


EXIT_MEANINGS: dict[ExitCode, str] = {
    ExitCode.OK: "Every document was read and written.",
    ExitCode.USAGE: "The command line, cluster or a table of yours is wrong, or no file was found.",
    ExitCode.UNREADABLE: "A file is missing, empty, damaged, or of a format that is not read.",
    ExitCode.ENCRYPTED: "A PDF, Word file or archive asks for a password.",
    ExitCode.NO_TEXT: "A file has no text: a scan without Tesseract, or blank pages.",
    ExitCode.NOT_A_PLAN: "A document has neither an official header nor a table of tasks.",
    ExitCode.CANNOT_WRITE: "The output cannot be written, or has the plan from another source.",
    ExitCode.NOT_FINISHED: "A document took longer than --timeout, or its process died.",
    ExitCode.ISSUES: "--strict was given, and a plan has a warning or an error.",
    ExitCode.DIFFERENT: "diff found something that differs.",
    ExitCode.INTERRUPTED: "Ctrl-C; the files that were finished are complete.",
}

INSTALL_TESSERACT = (
    "Install it: apt-get install tesseract-ocr tesseract-ocr-vie (macOS: brew install tesseract "
    "tesseract-lang; Windows: the UB Mannheim installer, with Vietnamese ticked)."
)
OCR_ADVICE = (
    "Pages without text are read with Tesseract unless --ocr never is given; planparse doctor says "
    "whether it is installed."
)
REPAIR_ADVICE = "Download it again, or try to repair it (qpdf IN.pdf OUT.pdf)."


class PlanparseError(Exception):
    """Base of all expected errors; the text says what is wrong and what to do next."""

    exit_code = ExitCode.UNREADABLE


class UnreadableError(PlanparseError):
    """The file is missing, empty, truncated or not of a known format."""


def to_bomb(name: str, most: int) -> UnreadableError:
    """The error for a file of which a part unpacks to more than `most` bytes."""
    return UnreadableError(
        f"{name} is not opened: a part of it unpacks to more than {most // 1024**2} MB (a "
        "decompression bomb). Ask where it comes from."
    )


def to_defect(name: str, error: Exception) -> UnreadableError:
    """The error for a file on which planparse itself failed: the other files go on."""
    return UnreadableError(
        f"{name} could not be parsed ({type(error).__name__}: {error}). This is a defect of "
        "planparse: please report it with the file and what the command says with "
        "PLANPARSE_DEBUG=1 in its environment; the other files are not affected."
    )


class KnowledgeError(PlanparseError):
    """A table of the user's own says something that cannot be."""

    exit_code = ExitCode.USAGE


class LocationError(PlanparseError):
    """A URL that cannot be opened with what is installed, or at all."""


class ClusterError(PlanparseError):
    """The cluster that was named cannot be used."""

    exit_code = ExitCode.USAGE


class EncryptedError(PlanparseError):
    """The file asks for a password."""

    exit_code = ExitCode.ENCRYPTED


class NoTextError(PlanparseError):
    """The pages hold no text that can be read."""

    exit_code = ExitCode.NO_TEXT


class ProgramError(NoTextError):
    """A program that reads pages is missing or failed: with it, there may be text."""


class NotAPlanError(PlanparseError):
    """The document has text, but nothing of a plan."""

    exit_code = ExitCode.NOT_A_PLAN


class CannotWriteError(PlanparseError):
    """The output folder cannot be written, or holds the plan from another source."""

    exit_code = ExitCode.CANNOT_WRITE


class NotFinishedError(PlanparseError):
    """The reading was given up, or its process died."""

    exit_code = ExitCode.NOT_FINISHED
