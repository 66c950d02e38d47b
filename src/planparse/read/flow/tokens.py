"""Runs → words with their look, line by line."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from planparse import regex
from planparse.read.flow.blocks import Run
from planparse.read.legacy import decode
from planparse.text import nfc

# This many spaces in a row do what a tab does: they set apart what follows.
WIDE = 5
_PIECES = regex.compile(r"[\n\t]|[^\S\n\t]+|\S+")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, or a tab, with its look; `marks` are the marks of notes behind it."""

    text: str
    bold: bool = False
    italic: bool = False
    marks: tuple[str, ...] = ()


@dataclass
class _Word:
    """A word being put together: runs may begin and end inside it."""

    text: str = ""
    bold: int = 0
    italic: int = 0
    marks: list[str] = field(default_factory=list)

    def add(self, text: str, run: Run) -> None:
        """The next characters of the word."""
        self.text += text
        self.bold += len(text) * run.bold
        self.italic += len(text) * run.italic

    def to_token(self) -> Token:
        """The word in the look that most of its characters have."""
        size = len(self.text)
        bold, italic = self.bold * 2 > size, self.italic * 2 > size
        return Token(nfc(self.text), bold, italic, tuple(self.marks))


def to_token_lines(runs: Iterable[Run]) -> list[list[Token]]:
    """The words of each line between line breaks; lines without a word are left out."""
    lines: list[list[Token]] = [[]]
    for token in _to_tokens(runs):
        if token is None:
            lines.append([])
        else:
            lines[-1].append(token)
    return [line for line in map(_trimmed, lines) if line]


def _trimmed(line: list[Token]) -> list[Token]:
    """The line without tabs at its ends."""
    while line and line[0].text == "\t":
        line = line[1:]
    while line and line[-1].text == "\t":
        line = line[:-1]
    return line


def _to_tokens(runs: Iterable[Run]) -> list[Token | None]:
    """Words and tabs in order, None for a line break; the mark of a note ends no word."""
    found: list[Token | None] = []
    word = _Word()

    def end() -> None:
        nonlocal word
        if word.text:
            found.append(word.to_token())
        word = _Word()

    for run in runs:
        last = found[-1] if found else None
        if run.is_mark and (word.text or last is None):
            word.marks.append(run.text)
        elif run.is_mark and last is not None:  # behind a space: the mark of the word before it
            found[-1] = replace(last, marks=(*last.marks, run.text))
        for piece in _PIECES.findall(nfc(decode(run.text, run.font))) if not run.is_mark else ():
            if piece.strip():
                word.add(piece, run)
                continue
            end()
            if piece == "\n":
                found.append(None)
            elif piece == "\t" or len(piece) >= WIDE:
                found.append(Token("\t"))
    end()
    return found
