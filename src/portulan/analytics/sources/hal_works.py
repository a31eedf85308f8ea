"""HAL: works of the open archive, as its interface answers (JSON) and as it exports them (TEI)."""

from collections.abc import Iterator

from portulan.analytics.sources import hal_tei
from portulan.analytics.sources.publications import PublicationSource
from portulan.analytics.sources.raw import RawFile
from portulan.analytics.sources.records import draft, objects, typed
from portulan.analytics.sources.records.draft import Fields, Place
from portulan.analytics.sources.records.typed import Object
from portulan.analytics.sources.source import Head, Intake
from portulan.analytics.tables.publication_row import Affiliation, Author, Publication, Subject, opaque

KEY = "hal"
FIELDS = Fields("halId_s", "title_s", "publicationDate_s", "doiId_s", "halId_s", "authQuality_s")
_AUTHORS = ("aut", "crp")  # author, corresponding author; others edit, translate, direct
_LEVELS = ("struct", "lab", "dept", "inst", "rteam", "instStruct", "labStruct", "deptStruct", "rteamStruct")
_DATES = (
    "publicationDateY_i",
    "publicationDate_s",
    "producedDateY_i",
    "producedDate_s",
    "producedDate_tdate",
)


def _recognises(head: Head) -> bool:
    seen = objects.sight(head)
    return (seen is not None and {"docid", "uri_s"} <= seen.first.keys()) or hal_tei.is_tei(head)


def _records(file: RawFile, intake: Intake) -> Iterator[Publication]:
    seen = objects.sight(objects.head_of(file))
    if seen is None:
        return hal_tei.records(file, intake)
    found = objects.records(file, seen, intake)
    return typed.publications(
        found, file, intake, lambda row, one: _work(Place(KEY, file.name, row, FIELDS), one, intake)
    )


def _work(place: Place, one: Object, intake: Intake) -> Publication | None:
    identifier = typed.text(one, "halId_s")
    authors = _authors(one)
    if authors is None:
        remedy = "Ask for the record again with all the fields of its authors."
        intake.refuse(place.file, place.row, "parallel", remedy, column="authQuality_s")
        return None
    return draft.publication(
        place,
        intake,
        source_id=identifier,
        title=_title(one),
        year=next((text for name in _DATES if (text := " ".join(typed.texts(one, name)))), ""),
        doi=typed.text(one, "doiId_s"),
        hal_id=identifier,
        kind=hal_tei.KINDS.get(typed.text(one, "docType_s"), "other"),
        updated=typed.text(one, "modifiedDate_tdate"),
        authors=authors,
        subjects=_subjects(one),
    )


def _title(one: Object) -> str:
    names = [
        "title_s",
        "en_title_s",
        "fr_title_s",
        *sorted(name for name in one if name.endswith("_title_s")),
    ]
    return next((found[0] for name in names if (found := typed.texts(one, name))), "")


def _authors(one: Object) -> list[Author] | None:
    """The authors in order, or None when the fields that run in parallel do not hold as many values."""
    people = typed.texts(one, "authFullNameFormIDPersonIDIDHal_fs")
    qualities = typed.texts(one, "authQuality_s")
    if not people:
        return [Author() for _ in typed.texts(one, "authFullName_s") or typed.texts(one, "authLastName_s")]
    if qualities and len(qualities) != len(people):
        return None
    stood = _structures(one)
    signed = [
        place for place, quality in enumerate(qualities or ["aut"] * len(people)) if quality in _AUTHORS
    ]
    said = any(qualities[place] == "crp" for place in signed) if qualities else False
    found = []
    for place in signed or range(len(people)):
        form = people[place].split("_FacetSep_")[1] if "_FacetSep_" in people[place] else ""
        corresponding = qualities[place] == "crp" if said else None
        found.append(Author(person_key(form), corresponding, tuple(stood.get(form, ()))))
    return found


def person_key(form: str) -> str:
    """The key of a person of HAL, from "form-person"; empty for a form that no person has claimed (0)."""
    number = form.rpartition("-")[2] if "-" in form else ""
    return opaque(KEY, number) if number.isdigit() and number != "0" else ""


def _structures(one: Object) -> dict[str, list[Affiliation]]:
    """Structures by author: "form-person_FacetSep_name_JoinSep_number_FacetSep_name of the structure"."""
    countries = _countries(one)
    found: dict[str, list[Affiliation]] = {}
    for text in typed.texts(one, "authIdHasStructure_fs"):
        author, joined, structure = text.partition("_JoinSep_")
        number, separated, name = structure.partition("_FacetSep_")
        if joined and separated and number.isdigit():
            stood = Affiliation(
                " ".join(name.split()),
                number,
                country=countries.get(number, ""),
                structure=f"halstruct-{number}",
            )
            listed = found.setdefault(author.split("_FacetSep_")[0], [])
            if stood not in listed:
                listed.append(stood)
    return found


def _countries(one: Object) -> dict[str, str]:
    """Country of a structure, where HAL gives as many countries as structures."""
    found: dict[str, str] = {}
    for level in _LEVELS:
        numbers, codes = typed.texts(one, f"{level}Id_i"), typed.texts(one, f"{level}Country_s")
        if len(numbers) == len(codes):
            found |= {number: draft.country(code) for number, code in zip(numbers, codes, strict=True)}
    return found


def _subjects(one: Object) -> list[Subject]:
    main = typed.text(one, "primaryDomain_s")
    codes = typed.texts(one, "domainAllCode_s") or [
        text.partition(".")[2] if text[:1].isdigit() else text for text in typed.texts(one, "domain_s")
    ]
    finest = [code for code in codes if not any(other.startswith(f"{code}.") for other in codes)]
    return [hal_tei.subject(code, main=code == main) for code in dict.fromkeys([main, *finest]) if code]


SOURCE = PublicationSource(
    key=KEY,
    title="HAL, works of the open archive",
    publisher="CCSD",
    url="https://hal.science",
    licence="HAL-terms",
    recognises=_recognises,
    records=_records,
)
