"""Keep what can be found at what the domains say: row by row as they change, or all anew."""

from collections.abc import Collection, Iterable, Iterator
from itertools import islice

from django.db import connection, transaction

from portulan.foundations.search.kinds import Kind, Text, kind_of, kinds
from portulan.foundations.search.models import Said, Title, Trigram, Word
from portulan.foundations.search.words import fold, stems, trigrams, words

_BATCH = 500
_ROWS = 2000  # rows of one statement
_LONGEST_TITLE = 400

Pair = tuple[int, int]  # a row of a domain and a word, by their numbers


def tell(*, kind: str, numbers: Collection[int], joined: Collection[int] = ()) -> None:
    """These rows of a kind are new, changed or gone: read them again, in the transaction of the change.

    Rows of other kinds that say what one of them is called are read again too, when it is called otherwise; those of
    ``joined`` in any case: other rows point to them now.
    """
    of = kind_of(kind)
    known = sorted(set(numbers))
    if not known:
        return
    with transaction.atomic():
        for start in range(0, len(known), _BATCH):
            part = known[start : start + _BATCH]
            before = _called(of, part)
            _write(of, part, list(of.texts(part)))
            after = _called(of, part)
            _spread(of, {one for one in part if one in joined or before.get(one) != after.get(one)})


def _called(kind: Kind, numbers: list[int]) -> dict[int, str]:
    return dict(Title.objects.filter(kind=kind.key, number__in=numbers).values_list("number", "text"))


def _spread(kind: Kind, numbers: set[int]) -> None:
    for other in kinds():
        if numbers and kind.key in other.saying:
            tell(kind=other.key, numbers=other.saying[kind.key](numbers))


def rebuild() -> dict[str, int]:
    """Forget all words and read every row of every kind again; gives how many rows of each can be found."""
    with transaction.atomic():
        for model in (Said, Trigram, Title, Word):
            model.objects.all().delete()
        return {kind.key: _fill(kind) for kind in kinds()}


def complete() -> dict[str, int]:
    """Read the kinds of which nothing can be found yet, such as at the first start; gives how many rows of each."""
    known = set(Title.objects.order_by().values_list("kind", flat=True).distinct())
    with transaction.atomic():
        return {kind.key: _fill(kind) for kind in kinds() if kind.key not in known}


def _fill(kind: Kind) -> int:
    count, known = 0, dict[str, int]()
    for part in _parts(kind.texts(None)):
        _insert(kind, part, known)
        count += len(part)
    return count


def _parts(texts: Iterator[Text]) -> Iterator[list[Text]]:
    while part := list(islice(texts, _BATCH)):
        yield part


def _write(kind: Kind, numbers: list[int], texts: list[Text]) -> None:
    """Make these rows say these texts; what is said already is left as it is."""
    wanted = _pairs(texts, {})
    rows = Said.objects.filter(kind=kind.key, number__in=numbers)
    known = {(number, word): pk for pk, number, word in rows.values_list("pk", "number", "word_id")}
    gone = [pk for pair, pk in known.items() if pair not in wanted]
    Said.objects.filter(pk__in=gone).delete()
    _say(kind, wanted - known.keys())
    named = {text.number for text in texts}
    Title.objects.filter(kind=kind.key, number__in=set(numbers) - named).delete()
    Title.objects.bulk_create(
        _titles(kind, texts),
        update_conflicts=True,
        unique_fields=("kind", "number"),
        update_fields=("text",),
    )


def _insert(kind: Kind, texts: list[Text], known: dict[str, int]) -> None:
    _say(kind, _pairs(texts, known))
    Title.objects.bulk_create(_titles(kind, texts))


def _pairs(texts: Iterable[Text], ids: dict[str, int]) -> set[Pair]:
    """What each text says; ``ids`` are numbers of words known so far, to which new ones are added."""
    said = {text.number: _of(text) for text in texts}
    ids |= _word_ids({word for spoken in said.values() for word in spoken} - ids.keys())
    return {(number, ids[word]) for number, spoken in said.items() for word in spoken}


def _of(text: Text) -> list[str]:
    return words(f"{text.title} {text.more}")


def _titles(kind: Kind, texts: Iterable[Text]) -> list[Title]:
    return [
        Title(kind=kind.key, number=text.number, text=fold(text.title)[:_LONGEST_TITLE]) for text in texts
    ]


def _say(kind: Kind, pairs: Iterable[Pair]) -> None:
    """By the driver itself: there are dozens of words to a row, and an object for each took ten times as long."""
    rows = [(kind.key, number, word) for number, word in sorted(pairs)]
    with connection.cursor() as cursor:
        cursor.executemany("INSERT INTO search_said (kind, number, word_id) VALUES (%s, %s, %s)", rows)


def _word_ids(texts: Collection[str]) -> dict[str, int]:
    """The numbers of these words; new ones are made, in one order, so that two writers do not lock each other."""
    wanted = sorted(texts)
    known = _known(wanted)
    new = [word for word in wanted if word not in known]
    if new:
        made = [Word(text=word, stem_fr=stems(word)[0], stem_en=stems(word)[1]) for word in new]
        Word.objects.bulk_create(made, batch_size=_ROWS, ignore_conflicts=True)
        found = _known(new)
        _spell(found)
        known |= found
    return known


def _known(texts: list[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for start in range(0, len(texts), _ROWS):
        rows = Word.objects.filter(text__in=texts[start : start + _ROWS])
        found |= dict(rows.values_list("text", "pk"))
    return found


def _spell(made: dict[str, int]) -> None:
    """The trigrams of new words; a word another writer made meanwhile has them already."""
    spelt = set(Trigram.objects.filter(word__in=made.values()).values_list("word_id", flat=True).distinct())
    rows = [
        Trigram(text=gram, length=len(word), word_id=number)
        for word, number in made.items()
        if number not in spelt
        for gram in trigrams(word)
    ]
    Trigram.objects.bulk_create(rows, batch_size=_ROWS)
