"""A file of cooperations: tried row by row, written whole or not at all; what was exported comes back."""

import io

import openpyxl
import pytest
from django.utils import translation

from domains.cooperations.conftest import TODAY
from portulan.domains.cooperations import access, queries, services, tables
from portulan.domains.cooperations.models import Cooperation
from portulan.domains.cooperations.views.importing import rows_of
from portulan.foundations.journal.models import Entry
from portulan.foundations.tables.exports import to_csv, to_xlsx
from portulan.foundations.tables.imports import read_table

NEW = {"title": "Tides", "units": "wave", "partners": "test-sg", "stage": "emerging"}


def take_in(who, *rows, dry_run=False):
    numbered = list(enumerate(rows, start=2))
    return services.take_in(rows=numbered, file="f.csv", dry_run=dry_run, today=TODAY, **who.acting)


def state() -> tuple[int, int]:
    return Cooperation.objects.count(), Entry.objects.count()


def test_a_trial_says_what_each_row_would_do_and_writes_nothing(declared, somebody):
    one, held = somebody("referent", units=("sea",)), declared()
    before = state()
    same, other = ({"number": held.number, "title": title} for title in (held.title, "Currents"))
    tried = take_in(one, NEW, same, other, dry_run=True)
    assert [outcome.what for outcome in tried.outcomes] == ["new", "same", "changed"]
    assert not tried.written
    assert state() == before


def test_one_wrong_row_and_nothing_is_written(declared, somebody):
    one, hidden = somebody("referent", units=("sea",)), declared(units=["cloud"])
    before = state()
    wrong = (
        {**NEW, "title": ""},
        {**NEW, "units": "cloud"},
        {**NEW, "stage": "begun"},
        {**NEW, "next_step": "Call", "next_step_on": "soon"},
        {"number": hidden.number, "title": "X"},
        {"number": "COOP-1999-00001", "title": "X"},
    )
    done = take_in(one, NEW, *wrong)
    assert [outcome.what for outcome in done.outcomes] == ["new", *["refused"] * 6]
    assert all(outcome.why for outcome in done.outcomes[1:])
    hidden_why, absent_why = (outcome.why for outcome in done.outcomes[-2:])
    assert hidden_why.replace(hidden.number, "N") == absent_why.replace("COOP-1999-00001", "N")
    assert (state(), done.written) == (before, False)


def test_all_of_it_is_written_with_the_rights_and_the_journal(declared, somebody):
    one, held = somebody("referent", units=("sea",)), declared()
    done = take_in(
        one,
        NEW,
        {"number": held.number, "stage": "dormant", "next_step": "Call", "next_step_on": "2026-12-24"},
    )
    assert done.written
    made = Cooperation.objects.get(title="Tides")
    assert (made.origin, made.origin_source, made.stage) == ("imported", "f.csv", "emerging")
    held.refresh_from_db()
    assert (held.stage, held.next_step) == ("dormant", "Call")
    assert Entry.objects.get(verb="cooperation.stage").after["reason"] == "import of f.csv"


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("written", [to_csv, to_xlsx])
def test_what_was_exported_is_read_back_as_it_was(declared, somebody, written, language):
    one = somebody("referent")
    for title in ("=1+1", "'=quoted", "@sum", '-5 °C; "and"\tmore', "＝full", "Plain"):
        declared(one, title=title, units=["wave", "cloud"], partners=["test-sg", "test-sn"])
    before = state()
    with translation.override(language):
        lines = queries.lines(reach=one.reach, at=TODAY, limit=100)
        content = written(tables.as_table(lines))
        rows = rows_of(read_table(content))
    done = services.take_in(rows=rows, file="f", dry_run=False, today=TODAY, **one.acting)
    assert [(outcome.what, outcome.why) for outcome in done.outcomes] == [("same", "")] * 6
    assert state() == before


def test_a_spreadsheet_runs_no_formula_of_ours(declared, somebody):
    one = somebody("referent")
    declared(one, title='=HYPERLINK("http://x")')
    lines = queries.lines(reach=one.reach, at=TODAY)
    assert b"'=HYPERLINK" in to_csv(tables.as_table(lines))
    sheet = openpyxl.load_workbook(io.BytesIO(to_xlsx(tables.as_table(lines)))).worksheets[0]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}


def test_who_may_not_declare_takes_nothing_in(somebody):
    with pytest.raises(access.CooperationRefusedError):
        take_in(somebody("director"), NEW)
