import errno
import hashlib
import io
import os
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from portulan.foundations.documents.contents import place_of
from portulan.foundations.documents.models import StoredFile
from portulan.foundations.documents.services import RefusedFileError, store, sweep
from portulan.foundations.documents.serving import serve
from portulan.foundations.journal.actor import Actor

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
CLERK = Actor("3f0c", "Clerk Example")
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n"


@pytest.fixture(autouse=True)
def files(tmp_path: Path, settings) -> Path:
    settings.FILES = tmp_path / "files"
    return settings.FILES


def give(content: bytes = PDF, name: str = "plan.pdf", **more: object) -> StoredFile:
    return store(**{"stream": io.BytesIO(content), "name": name, "by": CLERK, "at": NOW, **more})


def on_disk(files: Path) -> list[Path]:
    return sorted(path for path in files.rglob("*") if path.is_file())


def archive(**members: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as out:
        for name, content in members.items():
            out.writestr(name.replace("__", "/"), content)
    return made.getvalue()


def test_a_file_is_kept_under_its_hash_with_who_gave_it(db: None, files: Path) -> None:
    stored = give()
    place = files / stored.sha256[:2] / stored.sha256[2:4] / stored.sha256
    assert on_disk(files) == [place]
    assert place.read_bytes() == PDF
    assert stored.sha256 == hashlib.sha256(PDF).hexdigest()
    assert (stored.size, stored.media_type, stored.by) == (len(PDF), "application/pdf", CLERK)


def test_equal_contents_are_kept_once_with_two_names(db: None, files: Path) -> None:
    assert give(name="a.pdf").sha256 == give(name="b.pdf").sha256
    assert len(on_disk(files)) == 1
    assert StoredFile.objects.count() == 2


KINDS = {
    "png": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "image/png"),
    "txt": ("Bonjour, été.".encode(), "text/plain"),
    "csv": (b"a;b\n1;2\n", "text/csv"),
    "ics": (b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", "text/calendar"),
    "odt": (
        archive(mimetype=b"application/vnd.oasis.opendocument.text"),
        "application/vnd.oasis.opendocument.text",
    ),
    "docx": (
        archive(word__document=b"", **{"word/document.xml": b"<a/>"}),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    "xlsx": (
        archive(**{"xl/workbook.xml": b"<a/>"}),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
}


@pytest.mark.parametrize(("ending", "content", "found"), [(k, *v) for k, v in KINDS.items()], ids=KINDS)
def test_the_type_is_read_from_the_content(db: None, ending: str, content: bytes, found: str) -> None:
    assert give(content, f"file.{ending}").media_type == found


REFUSED = {
    "a page called PDF": b"<!doctype html><html><script>alert(1)</script></html>",
    "a drawing that may hold a script": b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>',
    "a program": b"MZ\x90\x00" + b"\0" * 200,
    "noise": bytes(range(256)),
    "an archive of anything": archive(a=b"1"),
    "a document with macros": archive(**{"word/document.xml": b"", "word/vbaProject.bin": b""}),
    "an archive that lies": archive(mimetype=b"application/x-evil" + b"x" * 500),
    "nothing": b"",
}


@pytest.mark.parametrize("content", REFUSED.values(), ids=REFUSED)
def test_what_is_not_accepted_is_refused_and_nothing_is_left(db: None, files: Path, content: bytes) -> None:
    with pytest.raises(RefusedFileError, match=r"plan\.pdf"):
        give(content)
    assert on_disk(files) == []
    assert StoredFile.objects.count() == 0


def test_a_type_accepted_elsewhere_may_be_refused_here(db: None) -> None:
    with pytest.raises(RefusedFileError, match=r"Give one of: PNG\."):
        give(accepted=["image/png"])


def test_a_file_too_large_is_refused_while_it_comes_and_nothing_is_left(db: None, files: Path) -> None:
    with pytest.raises(RefusedFileError, match="larger than 1 MB"):
        store(stream=Endless(), name="plan.pdf", by=CLERK, at=NOW, limit=1 << 20)
    assert on_disk(files) == []


class Endless:
    """Zeros without end, counted."""

    read_so_far = 0

    def read(self, size: int = -1, /) -> bytes:
        self.read_so_far += size
        assert self.read_so_far < 1 << 24, "read on after the limit"
        return b"\0" * size


class Breaking:
    """Some bytes, then an error of the system."""

    def __init__(self, code: int) -> None:
        self.code, self.given = code, False

    def read(self, size: int = -1, /) -> bytes:
        if self.given:
            raise OSError(self.code, os.strerror(self.code))
        self.given = True
        return PDF


def test_a_full_disk_is_told_and_nothing_is_left(db: None, files: Path) -> None:
    with pytest.raises(RefusedFileError, match="disk of the server is full"):
        store(stream=Breaking(errno.ENOSPC), name="plan.pdf", by=CLERK, at=NOW)
    assert on_disk(files) == []


def test_a_broken_connection_leaves_nothing(db: None, files: Path) -> None:
    with pytest.raises(ConnectionResetError):
        store(stream=Breaking(errno.ECONNRESET), name="plan.pdf", by=CLERK, at=NOW)
    assert on_disk(files) == []


NAMES = {
    "../../etc/passwd": "passwd",
    "C:\\Users\\x\\plan.pdf": "plan.pdf",
    "plan\u202efdp.exe": "planfdp.exe",
    "a\r\nb.pdf": "ab.pdf",
    "e\u0301te\u0301 2026.pdf": "été 2026.pdf",
    "...": "file",
    "": "file",
    "x" * 300 + ".pdf": "x" * 146 + ".pdf",
}


@pytest.mark.parametrize(("given", "kept"), NAMES.items())
def test_a_name_misleads_nobody(db: None, given: str, kept: str) -> None:
    assert give(name=given).name == kept


def test_a_file_is_given_back_as_an_attachment_in_a_sandbox(db: None) -> None:
    response = serve(give(name='é"té.pdf'))
    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Disposition"] == "attachment; filename*=utf-8''%C3%A9_t%C3%A9.pdf"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Type"] == "application/pdf"


def test_a_sweep_removes_what_no_row_names_after_a_day(db: None, files: Path) -> None:
    named, orphan = give(), give(b"orphan", "a.txt")
    StoredFile.objects.filter(pk=orphan.pk).delete()
    (files / "receiving" / "half").write_bytes(b"half")
    present = datetime.now(tz=UTC)
    assert sweep(at=present) == 0
    assert sweep(at=present + timedelta(days=2)) == 2
    assert on_disk(files) == [place_of(named.sha256, root=files)]


def test_a_sweep_of_a_store_that_does_not_exist_yet_does_nothing(db: None) -> None:
    assert sweep(at=NOW) == 0
