"""Two kinds of this test only: books everybody may see, and letters that a reader may see by name."""

from collections.abc import Collection, Iterator

import pytest

from portulan.domains.geography.models import Country
from portulan.foundations.search import kinds, services
from portulan.foundations.search.kinds import Kind, Text


class Library:
    """What stands in for a domain: rows of countries lend their numbers, texts are given by the test."""

    def __init__(self) -> None:
        self.texts: dict[int, Text] = {}
        self.hidden: set[int] = set()

    def put(self, title: str, more: str = "", *, hidden: bool = False) -> int:
        place = len(self.texts) + 1
        code = f"{chr(65 + place // 26)}{chr(65 + place % 26)}"
        row = Country.objects.create(code=code, alpha3=f"{code}X", name_fr=title[:100], name_en=title[:100])
        self.texts[row.pk] = Text(row.pk, title, more)
        if hidden:
            self.hidden.add(row.pk)
        services.tell(kind="book", numbers=[row.pk])
        return row.pk

    def read(self, numbers: Collection[int] | None) -> Iterator[Text]:
        yield from (
            text for number, text in sorted(self.texts.items()) if numbers is None or number in numbers
        )

    def visible(self, reader: str, few: bool):
        rows = Country.objects.all()
        return rows if reader == "librarian" else rows.exclude(pk__in=self.hidden)


@pytest.fixture(params=[False, True], ids=["few rows", "many rows"])
def many(request: pytest.FixtureRequest) -> bool:
    """Whatever is found does not depend on how many rows the kind is said to have."""
    return request.param


@pytest.fixture
def library(db: None, many: bool, monkeypatch: pytest.MonkeyPatch) -> Library:
    shelf = Library()
    monkeypatch.setattr(kinds, "_KINDS", {"book": Kind("book", shelf.read, shelf.visible, many)})
    return shelf
