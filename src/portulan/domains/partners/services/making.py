"""Make the record of a partner: from the registry on first use, or by hand where no registry has it."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from portulan.domains.geography.queries import country_ids
from portulan.domains.organisation.access import NOBODY, Reach
from portulan.domains.partners import access
from portulan.domains.partners.models import Identifier, Membership, Partner, PartnerKey, PartnerName
from portulan.domains.partners.queries.keys import partner_row
from portulan.domains.partners.services.refusal import PartnerRefusedError, refuse_access
from portulan.domains.partners.vocabulary import (
    LONGEST_NAME,
    MAKE,
    NORMAL_LENGTH,
    IdentifierKind,
    NameKind,
    PartnerOrigin,
    domain_of,
)
from portulan.foundations.journal.actor import Actor
from portulan.foundations.journal.services import record
from portulan.insight.figures import Figures
from portulan.insight.results import Organisation
from portulan.methods.similarity.names import normal_form

_KINDS = {
    "ror_display": NameKind.DISPLAY,
    "label": NameKind.LABEL,
    "alias": NameKind.ALIAS,
    "acronym": NameKind.ACRONYM,
}
_REGISTERS = set(IdentifierKind.values)


def make_partner(
    *, key: str, figures: Figures | None, by: Actor, at: datetime, today: date, reach: Reach = NOBODY
) -> Partner:
    """The partner with this key ("ror-02e7b5302"), made from the published registry on first use.

    Another key of it, or the key of a record that was joined to it, gives it too. Raises PermissionError for who may
    not, and PartnerRefusedError for a key that neither the register nor the figures know.
    """
    known = partner_row(key)
    if known is not None:
        if access.may_read(reach, known) or access.may_make(by, reach):
            return known
        refuse_access()
    if not access.may_make(by, reach):
        refuse_access()
    found = figures.organisation(key) if figures else None
    if found is None:
        raise PartnerRefusedError(_("No organisation is known under “%(key)s”.") % {"key": key[:120]})
    known = partner_row(found.key)
    return known or _from_registry(found, by=by, at=at, today=today, reach=reach)


@transaction.atomic
def _from_registry(one: Organisation, *, by: Actor, at: datetime, today: date, reach: Reach) -> Partner:
    columns = registry_columns(one)
    born = {**columns, "origin": PartnerOrigin.REGISTRY, "made_by_id": reach.person, "made_at": at}
    partner, made = Partner.objects.get_or_create(key=one.key, defaults=born)
    if made:  # else somebody made it in the same second
        keep_details(partner, one, today=today)
        record(by=by, verb=MAKE, on=partner, at=at, after={"key": one.key, **columns})
    return partner


def registry_columns(one: Organisation) -> dict[str, Any]:
    """The columns of a partner as the registry gives them."""
    return {
        "ror": one.key.removeprefix("ror-") if one.key.startswith("ror-") else None,
        "name": one.name[:LONGEST_NAME],
        "normal": kept_normal(one.name),
        "short_name": _acronym(one)[:60],
        "country_id": country_ids().get(one.country),
        "city": one.city[:200],
        "types": list(one.types),
        "website": one.website[:500],
        "domain": domain_of(one.website),
        "status": one.status[:12],
    }


def _acronym(one: Organisation) -> str:
    return min((name.text for name in one.names if "acronym" in name.kinds), key=len, default="")


def keep_details(partner: Partner, one: Organisation, *, today: date) -> list[tuple[str, int]]:
    """Names, numbers and relatives that the registry gives; what another partner holds is left to its conflict.

    Gives the rows made, as (model, row number).
    """
    provenance = {"source": one.source.upper()[:300], "source_as_of": one.as_of or None}
    held = {(name.text, name.language, name.kind) for name in partner.names.all()}
    wanted = [
        row for row in _names(partner, one, provenance) if (row.text, row.language, row.kind) not in held
    ]
    names = PartnerName.objects.bulk_create(wanted)
    taken = set(Identifier.objects.filter(until__isnull=True).values_list("kind", "value"))
    numbers = [row for row in _identifiers(partner, one, provenance) if (row.kind, row.value) not in taken]
    made = Identifier.objects.bulk_create(numbers)
    ties = _memberships(partner, one, provenance)
    return [
        *(("partnername", row.pk) for row in names),
        *(("identifier", row.pk) for row in made),
        *(("membership", row.pk) for row in ties),
    ]


def _names(partner: Partner, one: Organisation, provenance: dict[str, Any]) -> Iterable[PartnerName]:
    seen: set[tuple[str, str, str]] = set()
    for name in one.names:
        for kind in name.kinds:
            told = (name.text[:LONGEST_NAME], name.lang[:12], _KINDS.get(kind, NameKind.ALIAS).value)
            if told not in seen:
                seen.add(told)
                text, language, known = told
                yield PartnerName(
                    partner=partner,
                    text=text,
                    language=language,
                    kind=known,
                    normal=kept_normal(text),
                    **provenance,
                )


def _identifiers(partner: Partner, one: Organisation, provenance: dict[str, Any]) -> Iterable[Identifier]:
    linked = [(link.source, link.source_id) for link in one.links]
    known = [(kind, value) for kind, values in one.external_ids.items() for value in values]
    seen: set[tuple[str, str]] = set()
    for kind, value in (*known, *linked):
        code = {"cordis": "pic", "openalex_institutions": "openalex"}.get(kind.casefold(), kind.casefold())
        told = (code, value.replace(" ", "")[:120])
        if code in _REGISTERS and told not in seen and value:
            seen.add(told)
            yield Identifier(partner=partner, kind=code, value=told[1], **provenance)


def _memberships(partner: Partner, one: Organisation, provenance: dict[str, Any]) -> list[Membership]:
    """Parents and children that are partners already."""
    related = {tie.key: tie.kind for tie in one.relations if tie.kind in ("parent", "child")}
    rows = Partner.objects.filter(key__in=related, merged_into__isnull=True)
    wanted = []
    for row in rows:
        child, parent = (partner, row) if related[row.key] == "parent" else (row, partner)
        if not Membership.objects.filter(child=child, parent=parent).exists():
            wanted.append(Membership(child=child, parent=parent, **provenance))
    return Membership.objects.bulk_create(wanted)


def make_provisional(
    *,
    name: str,
    country: str,
    by: Actor,
    at: datetime,
    website: str = "",
    city: str = "",
    request_key: str = "",
    reach: Reach = NOBODY,
) -> Partner:
    """A partner that no registry has: its name as given, its country (ISO alpha-2), the address of its site.

    The same ``request_key`` gives the same record. Raises PermissionError for who may not, PartnerRefusedError for a
    name without a letter, a country that does not exist, an address that is none.
    """
    if not access.may_make(by, reach):
        refuse_access()
    asked = request_key[:64] or None
    columns: dict[str, Any] = {
        "name": checked_name(name),
        "normal": kept_normal(name),
        "country_id": checked_country(country),
        "city": city.strip()[:200],
        **site_columns(website),
    }
    try:
        return _by_hand(columns, asked, by=by, at=at, maker=reach.person)
    except IntegrityError:  # the same form, sent twice in the same instant
        return Partner.objects.get(request_key=asked)


@transaction.atomic
def _by_hand(
    columns: dict[str, Any], asked: str | None, *, by: Actor, at: datetime, maker: int | None
) -> Partner:
    if asked and (known := Partner.objects.filter(request_key=asked).first()):
        return known
    uid = uuid4()
    partner = Partner.objects.create(
        uid=uid,
        key=f"provisional-{uid.hex}",
        origin=PartnerOrigin.PROVISIONAL,
        made_by_id=maker,
        made_at=at,
        request_key=asked,
        **columns,
    )
    told = {"text": columns["name"], "normal": columns["normal"], "source": by.label[:300]}
    PartnerName.objects.create(partner=partner, kind=NameKind.DISPLAY, **told)
    record(by=by, verb=MAKE, on=partner, at=at, after={**columns, "key": partner.key})
    return partner


def checked_name(name: str) -> str:
    """The name as given, without blanks around it; raises PartnerRefusedError for one that cannot be found again."""
    text = name.strip()
    if not normal_form(text):
        raise PartnerRefusedError(_("Give a name with at least one letter or digit."), field="name")
    if len(text) > LONGEST_NAME:
        raise PartnerRefusedError(
            _("A name has at most %(most)s characters; this one has %(count)s.")
            % {"most": LONGEST_NAME, "count": len(text)},
            field="name",
        )
    return text.replace("\x00", "")


def checked_country(code: str) -> int:
    """The row number of a country; raises PartnerRefusedError for an unknown one."""
    number = country_ids().get(code.strip().upper())
    if number is None:
        raise PartnerRefusedError(_("Choose the country in which it stands."), field="country")
    return number


def site_columns(website: str) -> dict[str, str]:
    """The columns of a site; "www.example.org" is taken as an address. Raises PartnerRefusedError for what is none."""
    text = website.strip()
    if not text:
        return {"website": "", "domain": ""}
    address = text if "://" in text else f"https://{text}"
    try:
        URLValidator(schemes=("http", "https"))(address)
    except ValidationError as error:
        raise PartnerRefusedError(
            _("“%(text)s” is not the address of a site. Write one like https://www.example.org.")
            % {"text": text[:100]},
            field="website",
        ) from error
    if len(address) > 500:
        raise PartnerRefusedError(_("This address is too long: at most 500 characters."), field="website")
    return {"website": address, "domain": domain_of(address)}


def kept_normal(text: str) -> str:
    """The normal form as far as it is kept."""
    return normal_form(text)[:NORMAL_LENGTH]


def other_key(partner: Partner, key: str, *, origin: str = "joined") -> PartnerKey:
    """Keep another key under which the partner is found."""
    return PartnerKey.objects.create(partner=partner, key=key, origin=origin)
