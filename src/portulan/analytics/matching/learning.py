"""Labelled strings made into rows to learn from: features of every candidate, right or not, and their weights."""

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from portulan.analytics.matching.candidates import Finder
from portulan.analytics.matching.evidence import AGREES, SILENT
from portulan.analytics.matching.features import FEATURES, HEARD, heard
from portulan.analytics.matching.labels import SINGLE, Labelled
from portulan.analytics.matching.matcher import Matcher, chosen
from portulan.analytics.matching.spans import NEAR, Candidate
from portulan.analytics.matching.spellings import ACRONYM

FOLDS = 5
# How much a candidate counts when the label is silent about it, a near name where the label's organisation is not in
# the registry, and a row of each set.
UNNAMED = 0.3
STRANGERS = 0.5
WEIGHTS = {"crossref": 1.0, "springer": 1.0, "s2aff": 3.0, "queries": 3.0, "names": 0.5}
_KIND, _TOKENS, _COUNTRY, _KNOWN = (FEATURES.index(name) for name in ("kind", "tokens", "country", "known"))


@dataclass(frozen=True, slots=True)
class Lesson:
    """Candidates of labelled strings. ``start``: first candidate of each row, and one more at the end.

    ``features`` (candidates, features); ``right``: the label names it; ``unnamed``: the label of a set that names one
    organisation only does not, though the string does; ``known``: all that the label names is in the registry.
    """

    features: npt.NDArray[np.float32]
    right: npt.NDArray[np.bool_]
    unnamed: npt.NDArray[np.bool_]
    start: npt.NDArray[np.int64]
    candidates: list[list[Candidate]]
    orgs: list[list[int]]
    wanted: list[set[int]]
    known: npt.NDArray[np.bool_]
    sources: list[str]

    @property
    def row(self) -> npt.NDArray[np.int64]:
        """The row of each candidate."""
        return np.repeat(np.arange(len(self.wanted)), np.diff(self.start))

    def folds(self) -> npt.NDArray[np.int64]:
        """The fold of each row: rows of one organisation are together."""
        named = [str(min(one)) if one else f"none {place}" for place, one in enumerate(self.wanted)]
        return np.array([zlib.crc32(one.encode()) % FOLDS for one in named])

    def weights(self) -> npt.NDArray[np.float32]:
        """What each candidate weighs in training.

        Where the label's organisation is not in the registry, near names are wrong, and all that a plain name holds.
        """
        row = np.array([WEIGHTS[source] for source in self.sources], np.float32)
        plain = np.array([source == "names" for source in self.sources])[self.row]
        near = np.where(plain | (self.features[:, _KIND] == NEAR), STRANGERS, 0.0)
        share = np.where(self.known[self.row], np.where(self.unnamed, UNNAMED, 1.0), near)
        found: npt.NDArray[np.float32] = (row[self.row] * share).astype(np.float32)
        return found

    def taken(self, sure: npt.NDArray[np.float64], row: int, least: float = -np.inf) -> list[int]:
        """Places, within a row, of the candidates answered."""
        start, end = self.start[row], self.start[row + 1]
        return chosen(self.candidates[row], sure[start:end].tolist(), least, self.orgs[row])

    def answers(self, sure: npt.NDArray[np.float64], least: float, row: int) -> set[int]:
        """Organisations answered for a row, whatever its label."""
        return {self.orgs[row][place] for place in self.taken(sure, row, least)}

    def as_heard(self, sure: npt.NDArray[np.float64], least: float) -> npt.NDArray[np.float64]:
        """Probabilities with those raised that are answered though under the usual threshold: see ``Matcher``."""
        raised = sure.copy()
        under = (sure >= HEARD) & (sure < least) & (self.features[:, _KIND] == ACRONYM)
        rows = self.row
        for place in np.flatnonzero(under):
            row, seen = rows[place], self.features[place].tolist()
            within = int(place - self.start[row])
            if heard(self.candidates[row], within, seen, int(seen[_KNOWN])):
                raised[place] = least
        return raised

    def unsaid(self, row: int) -> set[int]:
        """Organisations that the string names and the label, of a set of one label a string, does not."""
        start = self.start[row]
        return {org for place, org in enumerate(self.orgs[row]) if self.unnamed[start + place]}


def learn(rows: Iterable[Labelled], matcher: Matcher) -> Lesson:
    """Look at every labelled string."""
    number = matcher.numbers()
    features, right, unnamed, start = [], [], [], [0]
    candidates, orgs, wanted, known, sources = [], [], [], [], []
    finder: Finder = matcher.finder
    for row in rows:
        looked = finder.look(row.text)
        gold = {matcher.registry.current(number[ror]) for ror in row.rors if ror in number}
        current = [matcher.registry.current(one.org) for one in looked.candidates]
        hit = [org in gold for org in current]
        own = finder.describer.matrix(looked.candidates, looked.seen)
        features.append(own)
        right += hit
        home = {matcher.registry.country(org) for org in gold} if row.source in SINGLE else None
        unnamed += _unnamed(matcher, looked.candidates, own, hit, home)
        start.append(start[-1] + len(hit))
        candidates.append(looked.candidates)
        orgs.append(current)
        wanted.append(gold)
        known.append(not row.absent and all(ror in number for ror in row.rors))
        sources.append(row.source)
    return Lesson(
        np.concatenate(features) if features else np.empty((0, len(FEATURES)), np.float32),
        np.array(right, bool),
        np.array(unnamed, bool),
        np.array(start),
        candidates,
        orgs,
        wanted,
        np.array(known, bool),
        sources,
    )


def _unnamed(
    matcher: Matcher,
    candidates: Sequence[Candidate],
    features: npt.NDArray[np.float32],
    hit: Sequence[bool],
    home: set[str] | None,
) -> list[bool]:
    """In sets of one label a string: exact hits, apart from what the label names, where it is or where the string says.

    The string names them too, and the label leaves them unsaid. A name met that fits neither place is a mistake.
    ``home``: countries of what the label names; None in sets whose labels name all.
    """
    if home is None:
        return [False] * len(hit)
    named = [(one.first, one.after) for one, is_hit in zip(candidates, hit, strict=True) if is_hit]
    found = []
    for one, row, is_hit in zip(candidates, features, hit, strict=True):
        exact = row[_KIND] <= ACRONYM and (row[_TOKENS] > 1 or row[_KIND] == ACRONYM)
        at_home = matcher.registry.country(one.org) in home
        placed = row[_COUNTRY] >= AGREES or (row[_COUNTRY] >= SILENT and at_home)
        apart = not any(one.first < after and first < one.after for first, after in named)
        found.append(bool(not is_hit and exact and placed and apart))
    return found
