"""The follow-up: notes, meetings, visits, files, by who may write on it."""

import io

import pytest

from domains.cooperations.conftest import TODAY
from portulan.domains.cooperations import access, queries, services
from portulan.domains.cooperations.models import Enclosure
from portulan.domains.cooperations.models import Entry as Line
from portulan.domains.organisation.access import NOBODY
from portulan.foundations.documents.models import StoredFile
from portulan.foundations.documents.services import RefusedFileError
from portulan.foundations.journal.models import Entry


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.FILES = tmp_path / "files"


def write(row, one, **changes):
    values = {"kind": "meeting", "on": TODAY, "text": "We met."}
    return services.write(uid=row.uid, **{**values, **changes}, **one.acting)


def test_a_line_with_a_file_is_read_by_who_reads_it_from_within(declared, somebody):
    row, one = declared(confidentiality="public"), somebody("correspondent", units=("wave",))
    write(row, one, files=[("../minutes.txt", io.BytesIO(b"Said and done."))])
    (entry,) = queries.one(reach=one.reach, uid=row.uid, at=TODAY).entries
    assert (entry.kind, entry.text, entry.by) == ("meeting", "We met.", one.by.label)
    uid = entry.files[0].uid
    assert queries.file_of(reach=one.reach, uid=uid).name == "minutes.txt"
    assert queries.file_of(reach=NOBODY, uid=uid) is None
    assert queries.one(reach=NOBODY, uid=row.uid, at=TODAY).entries == ()
    told = Entry.objects.get(object_uid=row.uid, verb="cooperation.follow_up")
    assert "text" not in told.after  # what people write is read on the page, not told twice


def test_the_same_form_twice_is_one_line(declared, somebody):
    row, one = declared(), somebody("correspondent", units=("wave",))
    assert write(row, one, key="k") == write(row, one, key="k")
    assert Line.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"kind": "step"}, "kind"),
        ({"on": None}, "on"),
        ({"text": " "}, "text"),
        ({"kind": "file"}, "files"),
        ({"text": "x" * 20_001}, "text"),
    ],
)
def test_what_lacks_is_told_and_nothing_is_kept(declared, somebody, changes, told):
    row, one = declared(), somebody("correspondent", units=("wave",))
    with pytest.raises(services.CooperationInvalidError) as refused:
        write(row, one, **changes)
    assert (set(refused.value.errors), Line.objects.count()) == ({told}, 0)


def test_a_refused_file_leaves_no_line(declared, somebody):
    row, one = declared(), somebody("correspondent", units=("wave",))
    with pytest.raises(RefusedFileError):
        write(
            row, one, files=[("good.txt", io.BytesIO(b"Good.")), ("bad.exe", io.BytesIO(b"MZ\x90\x00\x03"))]
        )
    assert (Line.objects.count(), Enclosure.objects.count(), StoredFile.objects.count()) == (0, 0, 0)


@pytest.mark.parametrize(
    ("role", "units"), [("researcher", ("wave",)), ("correspondent", ("cloud",)), ("", ())]
)
def test_who_may_not_writes_nothing(declared, somebody, role, units):
    row, one = declared(), somebody(role, units=units)
    with pytest.raises(access.CooperationRefusedError):
        write(row, one)
    assert Line.objects.count() == 0
