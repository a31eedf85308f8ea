"""Works in the layout of OpenAlex's snapshot, made up: seeded, nested and faulty as real ones are, and as large.

    python bench/openalex_like.py DIR --works 1000000 [--seed 1] [--first 0] [--date 2026-01-31]

Nothing in them is real: institutions, authors, titles and numbers are drawn. About 7.8 kB a work, in gzip parts of
62,500 works. Of a hundred works about two name no author, five no topic, thirty no DOI; a tenth of authors has no
institution, some countries are null or unknown, five works in a million have 3,000 authors, one in five hundred
stands twice, with an older record.
"""

import argparse
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import repeat
from pathlib import Path

import numpy as np
from isal import igzip

PART = 62_500  # works in a part
INSTITUTIONS, AUTHORS, TOPICS, WORDS = 20_000, 2_000_000, 4_516, 8_000
FIRST_ID = 2_000_000_000
FIELDS = np.arange(11, 37)
COUNTRIES = [
    "US",
    "CN",
    "GB",
    "DE",
    "FR",
    "JP",
    "IT",
    "CA",
    "IN",
    "ES",
    "AU",
    "BR",
    "KR",
    "NL",
    "RU",
    "CH",
    "PL",
    "SE",
    "TR",
    "IR",
    "TW",
    "BE",
    "DK",
    "AT",
    "PT",
    "NO",
    "FI",
    "CZ",
    "GR",
    "MX",
    "IL",
    "ZA",
    "SG",
    "HU",
    "IE",
    "NZ",
    "AR",
    "EG",
    "SA",
    "CL",
    "RO",
    "MY",
    "TH",
    "PK",
    "UA",
    "CO",
    "SK",
    "HR",
    "VN",
    "ID",
    "NG",
    "TN",
    "MA",
    "DZ",
    "KE",
    "SN",
    "PE",
    "CM",
    "BF",
    "LB",
]


@dataclass(frozen=True)
class Pools:
    """What works are put together from, written once: institutions as JSON, their texts, words, references."""

    institutions: list[str]
    institution_ids: list[str]
    countries: list[str]
    texts: list[str]
    topics: list[str]
    abstracts: list[str]
    references: str
    words: list[str]
    weights: np.ndarray


def ror_of(number: int) -> str:
    """A made-up identifier in the shape of ROR's."""
    digits = "0123456789abcdefghjkmnpqrstvwxyz"
    text = ""
    for _ in range(6):
        number, rest = divmod(number * 7 + 3, 32)
        text += digits[rest]
    return f"0{text}{number % 97:02d}"


@cache
def rors() -> tuple[str, ...]:
    """ROR identifiers of all institutions, each once; the first is the largest institution."""
    found = dict.fromkeys(ror_of(one * 48_271 % 2_147_483_647) for one in range(1, 3 * INSTITUTIONS))
    return tuple(found)[:INSTITUTIONS]


@cache
def pools() -> Pools:
    """The same for all parts and seeds."""
    rng = np.random.default_rng(20_260_101)
    words = ["".join(rng.choice(list("abcdefghilmnoprstuv"), size)) for size in rng.integers(3, 11, WORDS)]
    share = 1 / np.arange(1, len(COUNTRIES) + 1)
    countries = ["FR", *rng.choice(COUNTRIES, INSTITUTIONS - 1, p=share / share.sum())]
    told = _countries_told(rng, countries)
    ids = [f"https://openalex.org/I{4_200_000_000 + 7 * one}" for one in range(INSTITUTIONS)]
    names = [
        f"University of {words[one % WORDS].title()} {words[(one * 31) % WORDS].title()}"
        for one in range(INSTITUTIONS)
    ]
    institutions = [
        f'{{"id":"{ids[i]}","display_name":"{names[i]}","ror":"https://ror.org/{rors()[i]}",'
        f'"country_code":{told[i]},"type":"education","lineage":["{ids[i]}"]}}'
        for i in range(INSTITUTIONS)
    ]
    texts = [
        f"Department of {words[(7 * i) % WORDS].title()}, {names[i]}, {countries[i]}"
        for i in range(INSTITUTIONS)
    ]
    references = "".join(
        f'"https://openalex.org/W{one:010d}",' for one in rng.integers(10**9, 7 * 10**9, 200_000)
    )
    weights = 1 / (np.arange(1, INSTITUTIONS + 1) + 20.0)
    return Pools(
        institutions,
        ids,
        told,
        texts,
        [_topic(one, words) for one in range(TOPICS)],
        [_abstract(rng, words) for _ in range(3_000)],
        references,
        words,
        np.cumsum(weights / weights.sum()),
    )


def _countries_told(rng: np.random.Generator, countries: list[str]) -> list[str]:
    """Countries as JSON: three in a hundred null, one in a thousand a code that is no country."""
    lot = rng.random(len(countries))
    lot[0] = 1
    return [
        "null" if luck < 0.03 else '"ZZ"' if luck < 0.031 else f'"{code}"'
        for luck, code in zip(lot, countries, strict=True)
    ]


def _topic(number: int, words: list[str]) -> str:
    field = FIELDS[number % len(FIELDS)]
    sub = field * 100 + number % 10
    name = f"{words[number % WORDS].title()} and {words[(number * 13) % WORDS]}"
    return (
        f'{{"id":"https://openalex.org/T{10_000 + number}","display_name":"{name}","score":0.9{number % 1000:03d},'
        f'"subfield":{{"id":"https://openalex.org/subfields/{sub}","display_name":"{words[sub % WORDS].title()}"}},'
        f'"field":{{"id":"https://openalex.org/fields/{field}","display_name":"{words[field].title()} Science"}},'
        f'"domain":{{"id":"https://openalex.org/domains/{field % 4 + 1}","display_name":"Domain {field % 4 + 1}"}}}}'
    )


def _abstract(rng: np.random.Generator, words: list[str]) -> str:
    places = np.cumsum(rng.integers(1, 3, 110))
    return ",".join(
        f'"{words[word]}":[{place}]' for word, place in zip(rng.integers(0, WORDS, 110), places, strict=True)
    )


class Draws:
    """What is drawn for the works of a part, all at once, as plain lists: numpy is slow one number at a time."""

    def __init__(self, rng: np.random.Generator, count: int) -> None:
        authors = np.minimum(1 + rng.negative_binomial(1.2, 0.23, count), 90)
        authors[rng.random(count) < 0.0008] = 150
        authors[rng.random(count) < 5e-6] = 3_000
        luck = rng.random((count, 8))
        authors[luck[:, 0] < 0.02] = 0
        total = int(authors.sum())
        self.authors: list[int] = authors.tolist()
        self.years: list[int] = (2025 - np.minimum(rng.geometric(0.09, count) - 1, 60)).tolist()
        self.cited: list[int] = rng.pareto(1.1, count).astype(int).tolist()
        self.luck: list[list[float]] = luck.tolist()
        self.numbers: list[list[int]] = rng.integers(0, 2**31, (count, 10)).tolist()
        self.homes: list[list[int]] = np.searchsorted(pools().weights, rng.random((count, 4))).tolist()
        self.persons: list[int] = rng.integers(0, AUTHORS, total).tolist()
        self.standing: list[float] = rng.random(total).tolist()
        self.starts: list[int] = np.concatenate([[0], np.cumsum(authors)]).tolist()


def work(place: int, drawn: Draws, *, number: int, updated: str) -> str:
    """One work as a line of JSON."""
    pool, luck, lots = pools(), drawn.luck[place], drawn.numbers[place]
    name, own = f"https://openalex.org/W{number}", lots[0]
    title = " ".join([pool.words[(one + number) % WORDS] for one in lots[:9]]).capitalize()
    doi = "null" if luck[1] < 0.3 else f'"https://doi.org/10.5555/{pool.words[own % WORDS]}.{number}"'
    year = "null" if luck[2] < 0.0005 else str(drawn.years[place])
    cited = "null" if luck[3] < 0.0005 else str(drawn.cited[place])
    topics = [] if luck[4] < 0.05 else [pool.topics[one % TOPICS] for one in lots[1 : 2 + int(luck[5] * 3)]]
    first = lots[4] % 180_000 * 35
    references = pool.references[first : first + 35 * (lots[5] % 50)].rstrip(",")
    abstract = "null" if luck[6] < 0.4 else "{" + pool.abstracts[lots[6] % 3_000] + "}"
    location = (
        f'{{"id":"doi:{number}","is_oa":true,"landing_page_url":{doi},"pdf_url":null,"source":{{"id":'
        f'"https://openalex.org/S{own % 90_000}","display_name":"Journal of {pool.words[own % WORDS]}","issn_l":'
        f'"{own % 9000 + 1000}-{own % 7919:04d}","is_oa":false,"is_in_doaj":false,"host_organization":null,'
        f'"type":"journal"}},"license":"cc-by","version":"publishedVersion","is_accepted":true}}'
    )
    return (
        f'{{"id":"{name}","doi":{doi},"title":"{title}","display_name":"{title}","publication_year":{year},'
        f'"publication_date":"{drawn.years[place]}-03-01","ids":{{"openalex":"{name}","doi":{doi}}},"language":"en",'
        f'"primary_location":{location},"type":"article","indexed_in":["crossref"],"open_access":{{"is_oa":true,'
        f'"oa_status":"gold","oa_url":null}},"authorships":[{_authorships(place, drawn)}],"countries_distinct_count":1,'
        f'"institutions_distinct_count":1,"fwci":{luck[7]:.4f},"has_fulltext":false,"cited_by_count":{cited},'
        f'"biblio":{{"volume":"{own % 99}","issue":null,"first_page":"{own % 3000}","last_page":null}},'
        f'"is_retracted":{"true" if luck[7] < 0.0005 else "false"},"is_paratext":false,'
        f'"primary_topic":{topics[0] if topics else "null"},"topics":[{",".join(topics)}],"keywords":[],'
        f'"concepts":[],"mesh":[],"locations_count":1,"locations":[{location}],"best_oa_location":{location},'
        f'"sustainable_development_goals":[],"awards":[],"funders":[],"referenced_works":[{references}],'
        f'"related_works":[],"abstract_inverted_index":{abstract},"counts_by_year":[{{"year":2025,'
        f'"cited_by_count":{cited}}}],"updated_date":"{updated}T07:51:19.307946","created_date":"2025-10-10"}}\n'
    )


def _authorships(place: int, drawn: Draws) -> str:
    count, start, homes = drawn.authors[place], drawn.starts[place], drawn.homes[place]
    leads = int(drawn.luck[place][7] * 1.3 * count)
    return ",".join(
        [
            _authorship(one, count, drawn.persons[start + one], drawn.standing[start + one], homes, leads)
            for one in range(count)
        ]
    )


def _authorship(place: int, count: int, own: int, luck: float, homes: list[int], leads: int) -> str:
    position = "first" if place == 0 else "last" if place == count - 1 else "middle"
    home = -1 if luck < 0.1 else homes[int(luck * 97) % 4 if luck < 0.5 else 0]
    if count > 1_000 and home >= 0:
        home = own % 3_000
    stood, texts = _standing(home, homes[1] if luck > 0.85 else -1)
    return (
        f'{{"author_position":"{position}","author":{{"id":"https://openalex.org/A{5_000_000_000 + own}",'
        f'"display_name":"Author {own:x}","orcid":null}},{stood},"is_corresponding":'
        f'{"true" if place == leads else "false"},"raw_author_name":"Author {own:x}",{texts}}}'
    )


@lru_cache(200_000)
def _standing(home: int, second: int) -> tuple[str, str]:
    """Institutions and countries; then the texts that were printed."""
    pool = pools()
    many = [] if home < 0 else list(dict.fromkeys(one for one in (home, second) if one >= 0))
    stood = ",".join(pool.institutions[one] for one in many)
    codes = ",".join(dict.fromkeys(pool.countries[one] for one in many if pool.countries[one] != "null"))
    texts = ",".join(f'"{pool.texts[one]}"' for one in many)
    pairs = ",".join(
        f'{{"raw_affiliation_string":"{pool.texts[one]}","institution_ids":["{pool.institution_ids[one]}"]}}'
        for one in many
    )
    return (
        f'"institutions":[{stood}],"countries":[{codes}]',
        f'"raw_affiliation_strings":[{texts}],"affiliations":[{pairs}]',
    )


def part(folder: Path, number: int, count: int, *, seed: int, first: int, updated: str) -> Path:
    """Write a part: ``count`` works from the ``first``, and one in five hundred of them again, as it was before."""
    rng = np.random.default_rng([seed, number])
    drawn = Draws(rng, count)
    path = folder / f"updated_date={updated}" / f"part_{number:04d}.gz"
    path.parent.mkdir(parents=True, exist_ok=True)
    with igzip.open(path, "wb", compresslevel=2) as handle:
        lines: list[str] = []
        for place in range(count):
            own = FIRST_ID + first + place
            lines.append(work(place, drawn, number=own, updated=updated))
            if place % 500 == 499:
                lines.append(work(place - 1, drawn, number=own - 1, updated="2025-01-01"))
                handle.write("".join(lines).encode())
                lines.clear()
        handle.write("".join(lines).encode())
    return path


def _part(job: tuple[Path, int, int], seed: int, first: int, updated: str) -> Path:
    folder, number, count = job
    return part(folder, number, count, seed=seed, first=first + number * PART, updated=updated)


def snapshot(
    folder: Path, works: int, *, seed: int = 1, first: int = 0, updated: str = "2026-01-31"
) -> list[Path]:
    """Write ``works`` works under ``folder``, on two processors."""
    sizes = [min(PART, works - start) for start in range(0, works, PART)]
    jobs = [(folder, number, size) for number, size in enumerate(sizes)]
    with ProcessPoolExecutor(2) as pool:
        return list(pool.map(_part, jobs, repeat(seed), repeat(first), repeat(updated)))


def changes(folder: Path, works: int, *, share: float, updated: str, seed: int = 2) -> Path:
    """A later part: works drawn anew in place of ``share`` of ``works`` works spread evenly, one in ten of them new."""
    count = int(works * share)
    rng = np.random.default_rng([seed, count])
    drawn = Draws(rng, count)
    path = folder / f"updated_date={updated}" / "part_0000.gz"
    path.parent.mkdir(parents=True, exist_ok=True)
    step = works / count
    with igzip.open(path, "wb", compresslevel=2) as handle:
        for place in range(count):
            own = FIRST_ID + (works + place if place % 10 == 9 else int(place * step))
            handle.write(work(place, drawn, number=own, updated=updated).encode())
    return path


def main() -> None:
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--works", type=int, default=PART)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--date", default="2026-01-31")
    asked = parser.parse_args()
    for path in snapshot(asked.folder, asked.works, seed=asked.seed, first=asked.first, updated=asked.date):
        print(path, path.stat().st_size)


if __name__ == "__main__":
    main()
