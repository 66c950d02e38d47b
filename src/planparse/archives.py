"""Documents in zip archives, as portals pack a decision with its annexes: found, and unpacked into
memory one by one.

The path of a document is that of its archive and, below it, its name therein.
"""

import struct
import zipfile
import zlib
from contextlib import suppress
from pathlib import Path

from planparse.errors import EncryptedError, PlanparseError, UnreadableError, to_bomb

# What a document may unpack to, bytes: 300 scanned pages in colours take a tenth.
MAX_MEMBER = 1024**3
# Flags of a member: it has a password; its name is UTF-8.
_HAS_PASSWORD, _HAS_UNICODE_NAME = 0x1, 0x800
# Further fields of a member: how each begins, the kind of one that holds its name in UTF-8, and how
# much stands in it before that (a version and a checksum).
_HEAD, _UNICODE_NAME, _BEFORE_NAME = struct.Struct("<HH"), 0x7075, 5
# Files that make an archive a document: of Office, and of OpenDocument.
_OF_DOCUMENTS = {"[Content_Types].xml", "mimetype"}
# What the library raises over an archive that is damaged, or packed in a way it does not know.
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError)


def find_members(archive: Path) -> list[str] | None:
    """The names of the files in an archive; None for what is none, or is a document itself."""
    try:
        with zipfile.ZipFile(archive) as opened:
            names = list(_by_name(opened))
    except (OSError, *_DAMAGE):
        return None  # reading it will say why
    return None if _OF_DOCUMENTS & {*names} else names


def read_member(archive: Path, name: str, password: str | None) -> bytes:
    """A file in an archive; raises UnreadableError, EncryptedError, or OSError."""
    shown = f"{archive.name}/{name}"
    try:
        with zipfile.ZipFile(archive) as opened:
            member = _by_name(opened).get(name)
            if member is None:
                raise UnreadableError(f"{shown}: {archive.name} holds no file of this name.")
            if member.file_size > MAX_MEMBER:  # and it gives no more than it says
                raise to_bomb(shown, MAX_MEMBER)
            try:
                return opened.read(member, (password or "").encode())
            except Exception as error:  # each way of packing has errors of its own
                raise _why_not(shown, member, password, error) from error
    except _DAMAGE as error:
        raise UnreadableError(f"{archive} is damaged or cut short. Download it again.") from error


def _why_not(
    shown: str, member: zipfile.ZipInfo, password: str | None, error: Exception
) -> PlanparseError:
    has_password = member.flag_bits & _HAS_PASSWORD
    if isinstance(error, NotImplementedError):
        what = "with a password by AES" if has_password else "in a way that is not known here"
        return (EncryptedError if has_password else UnreadableError)(
            f"{shown} is packed {what}: unpack the archive, and read what was in it."
        )
    if has_password and not password:
        return EncryptedError(f"{shown} asks for a password: give it with --password.")
    if has_password:
        return EncryptedError(f"{shown} does not open with this password, or it is damaged.")
    return UnreadableError(f"{shown} is damaged in its archive. Download the archive again.")


def _by_name(opened: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """The files of an archive by their names, in its order; those of a name that is taken get a
    number, so that none is lost: "plan (2).pdf"."""
    found: dict[str, zipfile.ZipInfo] = {}
    for member in opened.filelist:
        name = "" if member.is_dir() else _name_of(member)
        path, number = Path(name), 1
        while name in found:
            number += 1
            name = str(path.with_stem(f"{path.stem} ({number})"))
        if name:
            found[name] = member
    return found


def _name_of(member: zipfile.ZipInfo) -> str:
    """Its name, as a path that leads nowhere else.

    A name that is not said to be UTF-8 may be all the same, as macOS writes them, or stand beside
    itself in UTF-8, as WinRAR has it; others are in the code page of DOS, by which the library has
    read it.
    """
    name = member.filename
    if not member.flag_bits & _HAS_UNICODE_NAME:
        with suppress(UnicodeError):
            name = (_second_name(member.extra) or name.encode("cp437")).decode()
    parts = name.replace("\\", "/").split("/")
    return "/".join(part for part in parts if part not in {"", ".", ".."})


def _second_name(extra: bytes) -> bytes:
    """The name among the further fields of a member, each of which tells its kind and size."""
    while len(extra) > _HEAD.size:
        kind, size = _HEAD.unpack_from(extra)
        field, extra = extra[_HEAD.size : _HEAD.size + size], extra[_HEAD.size + size :]
        if kind == _UNICODE_NAME:
            return field[_BEFORE_NAME:]
    return b""
