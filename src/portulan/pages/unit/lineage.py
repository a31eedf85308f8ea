"""Structures of the registry that a unit came from, is part of, or holds."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from portulan.insight.figures import Figures
from portulan.insight.results import Structure


@dataclass(frozen=True, slots=True, kw_only=True)
class Relative:
    """Another structure and what it is to this one; without ``url`` it is not one of ours."""

    relation: str
    number: str
    name: str
    url: str


def structure_of(figures: Figures | None, rnsr: str | None) -> Structure | None:
    """The structure of the registry behind a unit."""
    if figures is None or not rnsr:
        return None
    return next((one for one in figures.structures() if one.rnsr == rnsr), None)


def relatives_of(figures: Figures | None, structure: Structure | None) -> tuple[Relative, ...]:
    """Predecessors, successors, parents and children, in this order."""
    if figures is None or structure is None:
        return ()
    wanted = _relations(figures, structure)
    numbers = {number for _relation, number in wanted}
    known = {one.rnsr: one for one in figures.structures() if one.rnsr in numbers}
    return tuple(_relative(relation, number, known.get(number)) for relation, number in wanted)


def _relations(figures: Figures, structure: Structure) -> list[tuple[str, str]]:
    after = [one.rnsr for one in figures.structures() if structure.rnsr in one.predecessors]
    return [
        *((_("came from"), number) for number in structure.predecessors),
        *((_("became"), number) for number in after),
        *((_("is part of"), number) for number in structure.parents),
        *((_("holds"), number) for number in structure.children),
    ]


def _relative(relation: str, number: str, known: Structure | None) -> Relative:
    if known is None:
        return Relative(relation=relation, number=number, name="", url="")
    name = known.short_name or known.name
    return Relative(
        relation=relation, number=number, name=name, url=reverse("laboratory", args=[f"rnsr-{number}"])
    )
