"""What a file is, from its content; and a name that is safe to give back."""

import codecs
import re
import unicodedata
import zipfile
from pathlib import Path, PurePosixPath

import puremagic

from portulan.foundations.documents.vocabulary import DOCX, PPTX, XLSX

_OPENXML = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX, "ppt/presentation.xml": PPTX}
_MACROS = "vbaproject.bin"
_SHORT = 100  # bytes read of the member that names an OpenDocument
_CHUNK = 1 << 20
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|]')


def media_type_of(path: Path, *, name: str) -> str | None:
    """The media type that the content shows; None when it shows none. The name only tells CSV from plain text."""
    if zipfile.is_zipfile(path):
        return _office_type(path)
    try:
        return puremagic.from_file(path, mime=True) or None
    except (puremagic.PureError, ValueError):
        return _text_type(name) if _is_text(path) else None


def _office_type(path: Path) -> str | None:
    """The type of an office document; None for any other archive, and for one that carries macros."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            if any(name.lower().endswith(_MACROS) for name in names):
                return None
            if "mimetype" in names:
                with archive.open("mimetype") as member:
                    return member.read(_SHORT).decode("ascii", errors="replace").strip()
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError):
        return None
    return next((kind for member, kind in _OPENXML.items() if member in names), None)


def _is_text(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                if "\0" in decoder.decode(chunk):
                    return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _text_type(name: str) -> str:
    return "text/csv" if name.lower().endswith(".csv") else "text/plain"


def safe_name(name: str, *, limit: int = 150) -> str:
    """The last part of ``name`` without what misleads a person or a file system; its ending is kept."""
    last = PurePosixPath(name.replace("\\", "/")).name
    shown = "".join(
        sign for sign in unicodedata.normalize("NFC", last) if unicodedata.category(sign)[0] != "C"
    )
    clean = " ".join(_NOT_IN_NAMES.sub("_", shown).split()).strip(". ")
    stem, dot, ending = clean.rpartition(".")
    if not dot or len(ending) > 10:
        return clean[:limit] or "file"
    return f"{stem[: limit - len(ending) - 1]}.{ending}"
