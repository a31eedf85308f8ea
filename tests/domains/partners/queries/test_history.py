"""What was done to a partner, for who may know; a person outside the scope leaves no trace in it."""

import pytest

from domains.packed import AT, TODAY, structure
from domains.partners.known import BY, provisional, reach
from portulan.domains.organisation.access import NOBODY
from portulan.domains.organisation.models import Unit
from portulan.domains.organisation.services import take_in_structures
from portulan.domains.organisation.vocabulary import Verb
from portulan.domains.partners.queries.history import act_in_words, field_in_words, history_of, undoable_of
from portulan.domains.partners.services import add_contact, edit_contact, merge, undo_merge

READ = Verb.PARTNER_READ


@pytest.fixture
def reef(isle) -> Unit:
    take_in_structures([structure("200900001A")], by=BY, at=AT, today=TODAY)
    return Unit.objects.get(rnsr="200900001A")


def test_acts_on_the_record_and_on_its_people_by_right(reef):
    partner = provisional("Institut des marées", AT)
    contact = add_contact(
        partner=partner, unit=None, said={"family_name": "Exemple"}, by=BY, at=AT, today=TODAY
    )
    edit_contact(
        uid=contact.uid,
        version=1,
        said={"family_name": "Exemple", "function": "Directrice"},
        by=BY,
        at=AT,
        today=TODAY,
    )

    assert history_of(partner, reach=NOBODY) == history_of(partner, reach=reach(READ, countries=["SG"])) == ()
    whole = history_of(partner, reach=reach(READ))
    assert [act.words for act in whole] == ["Person changed: Exemple", "Person added: Exemple", "Record made"]
    assert ("function", "", "Directrice") in whole[0].changes

    limited = history_of(partner, reach=reach(READ, units=[reef.pk]))
    assert [act.words for act in limited] == ["Record made"]
    assert "Exemple" not in str(limited)


def test_merges_can_be_undone_by_who_may_join(isle):
    kept, absorbed = provisional("Kept", AT), provisional("Absorbed", AT)
    done = merge(kept=kept, absorbed=absorbed, by=BY, at=AT)

    assert undoable_of(kept, reach=reach(READ)) == ()
    (one,) = undoable_of(kept, reach=reach(READ, Verb.PARTNER_MERGE))
    assert (one.kind, one.words, one.undone_at) == ("merge", "“Absorbed” was joined to this record.", None)
    undo_merge(uid=done.uid, by=BY, at=AT)
    assert undoable_of(kept, reach=reach(READ, Verb.PARTNER_MERGE))[0].undone_by == "tests"
    assert next(act.words for act in history_of(absorbed, reach=reach(READ))) == "Two records set apart again"


def test_words():
    assert act_in_words("cooperation.link") == "cooperation.link"
    assert field_in_words("until") == "until"
