"""A few fictitious cooperations for the fictitious people: marked as such on every page and in every file.

What names a real organisation says nothing that is not neutral or favourable; the others are with organisations that
say in their name that they are fictitious.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from portulan.domains.cooperations import queries, services
from portulan.domains.cooperations.vocabulary import Confidentiality, Stage
from portulan.domains.organisation import queries as organisation_queries
from portulan.domains.organisation.access import Reach
from portulan.domains.people import queries as people_queries
from portulan.foundations.journal.actor import Actor
from portulan.insight.figures import Figures, published
from portulan.site.demo import DOMAIN

ABOUT = "Coopération fictive, pour la démonstration. / Fictitious cooperation, made for the demonstration."


@dataclass(frozen=True, slots=True)
class Player:
    """One of the fictitious people, as services know them."""

    by: Actor
    reach: Reach


@dataclass(frozen=True, slots=True)
class Dossier:
    """What is declared with an organisation that does not exist."""

    title: str
    partner: services.NewPartner
    stage: Stage
    confidentiality: Confidentiality = Confidentiality.ORGANISATION
    step: str = ""
    days: int = 0


DOSSIERS = (
    Dossier(
        "Marées et sédiments des estuaires",
        services.NewPartner("Institut des marées de Dakar (fictif)", "SN"),
        Stage.EXPLORING,
        step="Préparer la visite de l’équipe",
        days=5,
    ),
    Dossier(
        "Capteurs pour les récifs",
        services.NewPartner("Université de l’Archipel (fictive)", "ID"),
        Stage.EMERGING,
        Confidentiality.PUBLIC,
        step="Relire le rapport commun",
        days=-4,
    ),
    Dossier(
        "Navigation sans étoiles",
        services.NewPartner("Laboratoire du Cap Lointain (fictif)", "ZA"),
        Stage.IDEA,
        Confidentiality.NEED_TO_KNOW,
    ),
)


def make_dossiers(*, at: datetime, today: date) -> str:
    """Make them once, by the fictitious researcher; followed by the fictitious referent. Says what was made."""
    researcher = _player("researcher", today)
    if researcher is None or queries.count(reach=researcher.reach, at=today):
        return "The fictitious cooperations exist already."
    figures = published(settings.LAKE)
    with transaction.atomic():
        made = [_declared(one, researcher, figures, at, today) for one in DOSSIERS]
        made += _shown_by_the_data(researcher, figures, at, today)
    return f"{len(made)} fictitious cooperations: {', '.join(made)}."


def _player(role: str, today: date) -> Player | None:
    account = people_queries.account_by_email(f"{role}@{DOMAIN}")
    person = people_queries.person_of(account) if account else None
    if person is None:
        return None
    return Player(people_queries.actor_of(person), organisation_queries.reach_of(person, today))


def _units(player: Player, today: date) -> list[str]:
    return [one.key for one in queries.own_units(reach=player.reach, at=today)][:1]


def _declared(one: Dossier, player: Player, figures: Figures | None, at: datetime, today: date) -> str:
    given = services.Given(
        title=one.title,
        summary=ABOUT,
        language="fr",
        stage=one.stage.value,
        confidentiality=one.confidentiality.value,
        units=_units(player, today),
        next_step=one.step,
        next_step_on=today + timedelta(days=one.days) if one.step else None,
        fictitious=True,
    )
    row = services.declare(
        given=given,
        new=one.partner,
        figures=figures,
        by=player.by,
        reach=player.reach,
        at=at,
        today=today,
        key=f"demo-{one.title}"[:60],
    )
    return row.number


def _shown_by_the_data(researcher: Player, figures: Figures | None, at: datetime, today: date) -> list[str]:
    """What the data show first for the researcher's laboratory, taken up by the referent, with its next step."""
    found = queries.found(reach=researcher.reach, figures=figures, at=today, limit=1).rows
    if not found:
        return []
    line = found[0]
    given = services.Given(
        title="Matériaux et lumière",
        summary=ABOUT,
        language="fr",
        stage=Stage.ESTABLISHED.value,
        units=[line.unit.code] if line.unit else [],
        partners=[line.key],
        fictitious=True,
    )
    row = services.confirm_found(
        token=line.token,
        given=given,
        figures=figures,
        by=researcher.by,
        reach=researcher.reach,
        at=at,
        today=today,
    )
    referent = _player("referent", today)
    if referent is not None:
        _followed(row.uid, referent, at, today)
    return [row.number]


def _followed(uid: UUID, referent: Player, at: datetime, today: date) -> None:
    acting: dict[str, Any] = {"by": referent.by, "reach": referent.reach, "at": at}
    met, due = today - timedelta(days=20), today + timedelta(days=12)
    services.take_over(uid=uid, **acting)
    services.write(uid=uid, kind="meeting", on=met, text=ABOUT, language="fr", **acting)
    services.set_step(uid=uid, text="Réunir les deux équipes", on=due, **acting)
