"""The known people of the tests: obviously fictitious, one per role, with what each may do said in one place."""

from dataclasses import dataclass
from datetime import UTC, datetime

from portulan.domains.people.services import Created, create_account
from portulan.foundations.journal.actor import Actor

BEGINNING = datetime(2026, 1, 5, 8, tzinfo=UTC)
DIRECTOR_OF_TESTS = Actor(uid="system:tests", label="tests")
PASSWORD = "a long voyage by the stars"


@dataclass(frozen=True, slots=True)
class Character:
    """Somebody of the cast; ``role`` is the code of a role of the pack, empty for who holds no mandate."""

    given_name: str
    family_name: str
    role: str
    language: str = ""


CAST = {
    "researcher": Character("Roxane", "Sillage", "researcher", "fr"),
    "referent": Character("Régis", "Balise", "referent", "fr"),
    "correspondent": Character("Corinne", "Amarre", "correspondent", "fr"),
    "office_head": Character("Oscar", "Cabestan", "office-head", "en"),
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
