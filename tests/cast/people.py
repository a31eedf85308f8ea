"""The known people of the tests: obviously fictitious, one per role, with what each may do said in one place."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import count

from portulan.domains.organisation.models import Mandate
from portulan.domains.organisation.services import give_mandate
from portulan.domains.people.services import Created, create_account
from portulan.foundations.journal.actor import Actor

BEGINNING = datetime(2026, 1, 5, 8, tzinfo=UTC)
DIRECTOR_OF_TESTS = Actor(uid="system:tests", label="tests")
PASSWORD = "a long voyage by the stars"


@dataclass(frozen=True, slots=True)
class Character:
    """Somebody of the cast; ``role`` is the code of a role of the pack, empty for who holds no mandate.

    ``units`` and ``countries`` are the scope the role is held for in the CNRS pack with the sample.
    """

    given_name: str
    family_name: str
    role: str
    language: str = ""
    units: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()


CINTRA = "rnsr-200919745C"  # a laboratory in Singapore, which a source attaches to the institute INSIS
CAST = {
    "researcher": Character("Roxane", "Sillage", "researcher", "fr", (CINTRA,)),
    "referent": Character("Régis", "Balise", "referent", "fr", ("insis",)),
    "correspondent": Character("Corinne", "Amarre", "correspondent", "fr", (CINTRA,), ("SG",)),
    "office_head": Character("Oscar", "Cabestan", "office-head", "en", (), ("SG",)),
    "director": Character("Diane", "Gouvernail", "director", "fr"),
    "administrator": Character("Anselme", "Carène", "administrator", "en"),
    "partner": Character("Priya", "Farshore", "", "en"),
    "outsider": Character("Otto", "Nowhere", "", "en"),
}


def make(name: str) -> Created:
    """Somebody of the cast, with an account and, so far, no mandate."""
    character = CAST[name]
    return create_account(
        email=f"{name}@example.org",
        given_name=character.given_name,
        family_name=character.family_name,
        password=PASSWORD,
        language=character.language,
        fictitious=True,
        by=DIRECTOR_OF_TESTS,
        at=BEGINNING,
    )


def holding(name: str, *, today: date, at: datetime = BEGINNING) -> tuple[Created, Mandate]:
    """Somebody of the cast with the mandate of their role, in their scope of the CNRS pack."""
    made, character = make(name), CAST[name]
    mandate = give_mandate(
        person=made.person,
        role_code=character.role,
        units=character.units,
        countries=character.countries,
        by=DIRECTOR_OF_TESTS,
        at=at,
        today=today,
    )
    return made, mandate


_numbers = count()


def numbered() -> Created:
    """One more person, of whom only the mandate matters."""
    number = next(_numbers)
    return create_account(
        email=f"somebody-{number}@example.org",
        given_name="Somebody",
        family_name=f"Number{number}",
        fictitious=True,
        by=DIRECTOR_OF_TESTS,
        at=BEGINNING,
    )
