"""Find rows for a reader: rights first, then counts, then order.

What is found depends on the question, on the rows the reader may see and on nothing else: no weight counted over all
rows, no "best few of all" before rights, no word left out because a hidden row says it. A hidden row cannot be felt.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from rapidfuzz import fuzz

from portulan.foundations.search.kinds import Kind, kinds
from portulan.foundations.search.models import Said, Title, Trigram, Word
from portulan.foundations.search.words import fold, is_near, lengths, stems, trigrams, words

LONGEST_QUESTION = 200
MOST_WORDS = 8
COUNTED = 1000  # beyond it, a count says "more than"
_FEW = 2000  # rows that are asked one by one
_RANKED = 200  # of what was found, the newest that are put in order
_PREFIX = 3  # letters from which a word may be the beginning of another

Score = tuple[float, int, int]
Terms = Sequence[frozenset[int]]  # for each word asked, the numbers of the words that answer it


@dataclass(frozen=True, slots=True)
class Group:
    """What was found of one kind: row numbers, the best first.

    ``total`` is exact to COUNTED; beyond, ``more`` is true. ``near`` says that no row says all the words asked as they
    are written: these rows say words that are nearly the same.
    """

    kind: str
    numbers: tuple[int, ...]
    total: int
    more: bool = False
    near: bool = False


def find(question: str, *, reader: Any, only: str = "", limit: int = 5) -> tuple[Group, ...]:
    """What a reader finds of each kind, or of the kind ``only``; kinds of which nothing is found are left out.

    Every word asked must be said by the row: as it is, by its stem, or as the beginning of a word; where no row the
    reader may see says them so, words with a typing mistake answer too.
    """
    asked = words(question[:LONGEST_QUESTION])[:MOST_WORDS]
    chosen = [kind for kind in kinds() if only in ("", kind.key)]
    if not asked or not chosen:
        return ()
    found, near = _found(asked, chosen, reader)
    order = _ranked(question, found)
    return tuple(
        Group(
            kind=key,
            numbers=tuple(order[key][:limit]),
            total=min(len(rows), COUNTED),
            more=len(rows) > COUNTED,
            near=key in near,
        )
        for key, rows in found.items()
    )


def _found(
    asked: Sequence[str], chosen: Sequence[Kind], reader: Any
) -> tuple[dict[str, list[int]], set[str]]:
    """Rows by kind, the newest first, and the kinds of which only near ones were found."""
    exact = _exact(asked)
    found = {kind.key: _seen(kind, exact, reader) for kind in chosen}
    missing = [kind for kind in chosen if not found[kind.key]]
    if missing:
        near = [said | more for said, more in zip(exact, _near(asked), strict=True)]
        if near != exact:
            found |= {kind.key: _seen(kind, near, reader) for kind in missing}
    return {key: rows for key, rows in found.items() if rows}, {kind.key for kind in missing}


def _seen(kind: Kind, terms: Terms, reader: Any) -> list[int]:
    """The rows that answer each word and that the reader may see, at most one more than COUNTED."""
    if not all(terms):
        return []
    if not kind.many:
        rows = kind.visible(reader, True).filter(pk__in=_saying(kind.key, terms).values("number"))
        return list(rows.order_by("-pk").values_list("pk", flat=True)[: COUNTED + 1])
    candidates = _candidates(kind.key, terms)
    rows = kind.visible(reader, candidates is not None)
    if candidates is not None:
        rows = rows.filter(pk__in=candidates)
    for words_asked in terms:
        says = Said.objects.filter(kind=kind.key, number=OuterRef("pk"), word__in=words_asked)
        rows = rows.filter(Exists(says))
    return list(rows.order_by("-pk").values_list("pk", flat=True)[: COUNTED + 1])


def _saying(kind: str, terms: Terms) -> QuerySet[Said]:
    """Rows that say a word of each set; the set of fewest words leads."""
    first, *others = sorted(terms, key=len)
    rows = Said.objects.filter(kind=kind, word__in=first)
    for other in others:
        also = Said.objects.filter(kind=kind, number=OuterRef("number"), word__in=other)
        rows = rows.filter(Exists(also))
    return rows


def _candidates(kind: str, terms: Terms) -> set[int] | None:
    """The rows that answer the first word that few rows answer; None where all the words are common.

    It changes which plan the database follows, never what is found.
    """
    for words_asked in sorted(terms, key=len):
        rows = Said.objects.filter(kind=kind, word__in=words_asked).values_list("number", flat=True)
        found = list(rows[: _FEW + 1])
        if len(found) <= _FEW:
            return set(found)
    return None


def _exact(asked: Sequence[str]) -> list[frozenset[int]]:
    """For each word, those that are the same, have its stem, or begin as it does; one query."""
    rule = Q(pk__in=())
    for word in asked:
        rule |= _answers(word)
    rows = list(Word.objects.filter(rule).values_list("pk", "text", "stem_fr", "stem_en"))
    return [frozenset(pk for pk, *said in rows if _answered(word, *said)) for word in asked]


def _answers(word: str) -> Q:
    french, english = stems(word)
    rule = Q(text=word) | Q(stem_fr=french) | Q(stem_en=english)
    # Words are ASCII letters and digits, of which every collation puts z last: a prefix is a range.
    return rule | Q(text__gte=word, text__lte=word.ljust(60, "z")) if len(word) >= _PREFIX else rule


def _answered(word: str, text: str, stem_fr: str, stem_en: str) -> bool:
    """The same rule as ``_answers``."""
    french, english = stems(word)
    begins = len(word) >= _PREFIX and text.startswith(word)
    return begins or text == word or stem_fr == french or stem_en == english


def _near(asked: Sequence[str]) -> Iterator[frozenset[int]]:
    """For each word, those that may be meant by it; a query for each."""
    for word in asked:
        grams = trigrams(word)
        alike = Trigram.objects.filter(text__in=grams, length__in=lengths(word)) if grams else None
        shared = 1 if len(word) < 6 else 2
        rows = _sharing(alike, shared) if alike is not None else ()
        yield frozenset(pk for pk, text in rows if is_near(word, text))


def _sharing(rows: QuerySet[Trigram], least: int) -> QuerySet[Trigram, Any]:
    counted = rows.values("word").annotate(shared=Count("pk")).filter(shared__gte=least)
    return counted.values_list("word", "word__text")


def _ranked(question: str, found: Mapping[str, list[int]]) -> dict[str, list[int]]:
    """The newest of each kind, in the order of how alike their titles are to the question; one query."""
    asked = fold(question)
    rule = Q(pk__in=())
    for key, rows in found.items():
        rule |= Q(kind=key, number__in=rows[:_RANKED])
    scores = {
        (key, number): (-_likeness(asked, text), len(text), -number)
        for key, number, text in Title.objects.filter(rule).values_list("kind", "number", "text")
    }
    return {key: _sorted(key, rows[:_RANKED], scores) for key, rows in found.items()}


def _sorted(key: str, rows: Sequence[int], scores: Mapping[tuple[str, int], Score]) -> list[int]:
    return sorted(rows, key=lambda number: scores.get((key, number), (0.0, 0, 0)))


def _likeness(asked: str, title: str) -> float:
    """From 0 to 100: how well the words of the question are found in the title, then how little else it says."""
    return fuzz.token_set_ratio(asked, title) + fuzz.ratio(asked, title) / 100
