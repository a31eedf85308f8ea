"""Where a name stands in a string: among its words and segments, and beside other names."""

from dataclasses import dataclass, field

from portulan.analytics.matching.evidence import Where
from portulan.analytics.matching.stems import ORGANISATION_TOKENS, UNIT_TOKENS
from portulan.analytics.matching.text import Tokens

NEAR = 10
OF_SPAN = """tokens letters coverage from_start from_end segments contained contained_over holds before left right
org_word unit_before unit_first strong capitals share_of_row left_org right_org row_hosp row_univ row_tokens crosses
rarest unit_inside own_weight beside joined_left joined_right next_org"""
_AND = frozenset(["and", "et", "und", "y", "e", "&"])


@dataclass(slots=True)
class Candidate:
    """A name met at tokens first..after-1 that may be an organisation (its number in the registry).

    ``entry``: place of the name among those that share it, or -1 when nobody does.
    """

    first: int
    after: int
    key: int
    org: int
    kind: int
    of_key: float = 1.0
    of_text: float = 1.0
    letters: float = 1.0
    lost: float = 0.0
    entry: int = -1


@dataclass(slots=True)
class Row:
    """What all candidates of a string share. ``weights`` and ``words`` are running sums over tokens; ``reach``: where
    the first place outside names begins and the last ends; ``placed``: how well each organisation fits the places."""

    cut: Tokens
    where: Where
    weights: list[float]
    words: list[int]
    bounds: dict[int, tuple[int, int]]
    strong: set[tuple[int, int]]
    orgs: dict[int, set[tuple[int, int]]]
    scores: dict[tuple[int, int], list[tuple[int, int, int, int]]]
    top: float
    flags: tuple[float, float]
    peers: list[tuple[int, int, int, int, float]]
    covered: set[int]
    reach: tuple[int, int]
    placed: dict[int, int] = field(default_factory=dict)
    surfaces: dict[tuple[int, int], int] = field(default_factory=dict)
    said: dict[int, int] = field(default_factory=dict)


def explained(spot: tuple[int, int], cut: Tokens) -> bool:
    """Whether an acronym is the initials of words before it, as in "Dresden Center for Materials DCM"."""
    first, after = spot
    letters = cut.text[cut.starts[first] : cut.ends[after - 1]].lower()
    initials = "".join(cut.text[cut.starts[place]].lower() for place in range(max(0, first - 9), first))
    begin = initials.rfind(letters[:1], 0, max(0, len(initials) - len(letters) + 2))
    if begin < 0 or len(letters) < 3:
        return False
    rest = iter(initials[begin:])
    return all(letter in rest for letter in letters)


def of_span(spot: tuple[int, int], row: Row) -> list[float]:
    first, after = spot
    cut, weights, words = row.cut, row.weights, row.words
    tokens, segments = cut.tokens, cut.segments
    start, end = row.bounds[segments[first]][0], row.bounds[segments[after - 1]][1]
    own = weights[after] - weights[first]
    contained, over, holds, before, apart = against(spot, row.strong, segments)
    raw = cut.text[cut.starts[first] : cut.ends[after - 1]]
    rarest = (
        max([weights[place + 1] - weights[place] for place in range(first, after)])
        if after - first > 1
        else own
    )
    beside = 0.0
    for place in range(max(start, first - 6), min(end, after + 6)):
        if (place < first or place >= after) and place not in row.covered:
            beside = max(beside, weights[place + 1] - weights[place])
    return [
        after - first,
        len(raw),
        own / ((weights[end] - weights[start]) or 1.0),
        segments[first],
        segments[-1] - segments[first],
        segments[-1],
        contained,
        over,
        holds,
        before,
        first - start,
        end - after,
        words[after] > words[first],
        first > 0 and tokens[first - 1] in UNIT_TOKENS,
        start < first and tokens[start] in UNIT_TOKENS,
        apart,
        raw.isupper(),
        own / (weights[-1] or 1.0),
        first > start and words[first] > words[first - 1],
        after < end and words[after + 1] > words[after],
        *row.flags,
        len(tokens),
        segments[after - 1] - segments[first],
        rarest,
        not UNIT_TOKENS.isdisjoint(tokens[first:after]),
        own,
        beside,
        _joint(cut, first - 1) if first > start else 0.0,
        _joint(cut, after - 1) if after < end else 0.0,
        after < end and tokens[after] in ORGANISATION_TOKENS,
    ]


def _joint(cut: Tokens, place: int) -> float:
    """What stands between a token and the next: 1 nothing but a sign or a space, 2 "and", 3 another small word."""
    between = cut.text[cut.ends[place] : cut.starts[place + 1]].strip().lower()
    if not between or not any(letter.isalpha() for letter in between):
        return 2.0 if between == "&" else 1.0
    return 2.0 if between in _AND else 3.0


def against(
    spot: tuple[int, int], strong: set[tuple[int, int]], segments: list[int]
) -> tuple[float, float, float, float, int]:
    """How much longer the name it lies in is (one within a segment; one over several), how long the one it holds,
    whether that begins before; how many names are apart."""
    first, after = spot
    contained = over = holds = before = 0.0
    apart = 0
    for a, b in strong:
        if b <= first or a >= after:
            apart += 1
        elif (a, b) == spot:
            continue
        elif a <= first and after <= b:
            if segments[a] == segments[b - 1]:
                contained = max(contained, (b - a) / (after - first))
            else:
                over = max(over, (b - a) / (after - first))
            before = max(before, 1.0 if a < first else 0.5)
        elif first <= a and b <= after:
            holds = max(holds, (b - a) / (after - first))
    return contained, over, holds, before, apart


def segments_of(segments: list[int]) -> list[tuple[int, int]]:
    """First token and token after the last, of each segment."""
    found, first = [], 0
    for place in range(1, len(segments) + 1):
        if place == len(segments) or segments[place] != segments[first]:
            found.append((first, place))
            first = place
    return found
