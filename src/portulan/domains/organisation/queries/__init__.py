"""The organisation as dated data; all of it is public, the same for everybody.

``at`` is the day that counts: rows hold from ``since`` (included) to ``until`` (excluded).
"""

from portulan.domains.organisation.queries.acting import actor_under, mandate_label
from portulan.domains.organisation.queries.counts import (
    institute_counts,
    institutes,
    joint_laboratories_by_country,
    laboratories_by_country,
)
from portulan.domains.organisation.queries.levels import levels, pack
from portulan.domains.organisation.queries.mandates import RoleView, holds_any_role, reach_of, roles
from portulan.domains.organisation.queries.readers import reach_of_account
from portulan.domains.organisation.queries.reading import Names, names_of
from portulan.domains.organisation.queries.subjects import classifications, decisions, term_names, terms
from portulan.domains.organisation.queries.units import (
    institute_units,
    joint_laboratories,
    laboratories,
    parts,
    unit,
    units_by_id,
)
from portulan.domains.organisation.queries.within import holds_on, unit_within, units_within

__all__ = [
    "Names",
    "RoleView",
    "actor_under",
    "classifications",
    "decisions",
    "holds_any_role",
    "holds_on",
    "institute_counts",
    "institute_units",
    "institutes",
    "joint_laboratories",
    "joint_laboratories_by_country",
    "laboratories",
    "laboratories_by_country",
    "levels",
    "mandate_label",
    "names_of",
    "pack",
    "parts",
    "reach_of",
    "reach_of_account",
    "roles",
    "term_names",
    "terms",
    "unit",
    "unit_within",
    "units_by_id",
    "units_within",
]
