"""What a person is told of a mandate: in the own language, by page and mail; not of what one did oneself."""

import pytest

from domains.organisation.crew import LATER, acting, delegate, deputise, give, muster, shell_gives
from portulan.domains.organisation.services import end_mandate
from portulan.foundations.notices.models import Notice


@pytest.fixture
def crew(isle):
    return muster(isle)


def told(person) -> list[tuple[str, str, str]]:
    """Channel, subject and body in the language of each notice to a person."""
    rows = Notice.objects.filter(recipient_uid=str(person.uid)).order_by("id")
    return [
        (row.channel, row.texts[row.language]["subject"], row.texts[row.language]["body"]) for row in rows
    ]


def test_a_given_mandate_is_told_on_the_page_and_by_mail_in_the_language_of_the_person(crew):
    mandate = give(crew, "director", units=["sea"], until=LATER)

    subject, body = "Vous avez un mandat : Lecteur.", "Par Diane Gouvernail, du 2026-11-23 au 2027-03-01."
    assert told(crew["researcher"]) == [("page", subject, body), ("mail", subject, body)]
    assert set(Notice.objects.values_list("link", flat=True)) == {f"/mandates/{mandate.uid}/"}


@pytest.mark.parametrize(
    ("act", "to", "subject"),
    [
        (delegate, "correspondent", "Un mandat vous a été délégué : Lecteur."),
        (deputise, "researcher", "Vous êtes suppléant : Référent."),
    ],
)
def test_a_delegate_and_a_deputy_are_told(crew, act, to, subject):
    act(crew)
    assert [said for _channel, said, _body in told(crew[to])] == [subject, subject]


def test_the_end_is_told_to_the_holder_unless_the_holder_did_it(crew):
    delegated = delegate(crew)
    Notice.objects.all().delete()
    end_mandate(mandate=delegated, **acting(crew["correspondent"]))
    assert Notice.objects.count() == 0
    end_mandate(mandate=crew["mandate"], **acting(crew["director"]))
    assert told(crew["referent"])[0][1] == "Votre mandat a pris fin : Référent."


def test_a_process_tells_nobody(crew):
    Notice.objects.all().delete()
    shell_gives(crew["researcher"], "reader")
    assert Notice.objects.count() == 0
