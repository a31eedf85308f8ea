"""The organisation as dated data: units of every kind, their names, labels and attachments, roles and mandates."""

from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Coalesce

from portulan.domains.geography.models import Country
from portulan.domains.organisation.vocabulary import (
    AttachmentKind,
    Confidence,
    MandateKind,
    UnitKind,
    UnitOrigin,
)
from portulan.domains.people.models import Person
from portulan.foundations.model.base import Dated, Row

_SINCE = Coalesce("since", Value(""))  # two rows with an unknown beginning are the same row


class Pack(Row):
    """The one organisation pack this database holds."""

    code = models.SlugField(max_length=40, unique=True)
    name_fr = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    short_name = models.CharField(max_length=40)
    home_country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+")
    focal = models.JSONField(
        default=dict
    )  # ror, pics, rnsr_bodies, copublications: what the data build looks for
    loaded_at = models.DateTimeField()
    digest = models.CharField(max_length=64)  # SHA-256 of the files loaded

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(id=1), name="organisation_one_pack"),)

    def __str__(self) -> str:
        return self.code


class Site(Row):
    """A place where units stand: a town of a country, whatever way a source writes it. ``code`` is "fr-grenoble"."""

    code = models.SlugField(max_length=140, unique=True)
    name = models.CharField(max_length=120)
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.name


class Unit(Row, Dated):
    """Any part of the organisation: the whole, a direction, an institute, an office, a laboratory, a team.

    ``since`` and ``until`` are its opening and closing. ``code`` is its natural key: "insis",
    "office-singapore", "rnsr-200919745C", "team-acumes".
    """

    code = models.CharField(max_length=60, unique=True)
    kind = models.CharField(max_length=20, choices=UnitKind.choices)
    origin = models.CharField(max_length=10, choices=UnitOrigin.choices)
    rnsr = models.CharField(max_length=10, null=True, blank=True, unique=True)
    ror = models.CharField(max_length=9, null=True, blank=True, unique=True)
    country = models.ForeignKey(Country, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    country_source = models.CharField(max_length=300, blank=True)  # why we say it stands there
    city = models.CharField(max_length=120, blank=True)
    site = models.ForeignKey(Site, null=True, blank=True, on_delete=models.SET_NULL, related_name="units")
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    website = models.URLField(max_length=500, blank=True)
    international = models.BooleanField(default=False)  # a joint laboratory abroad (IRL, formerly UMI)
    rank = models.PositiveSmallIntegerField(default=0)  # order among siblings of the pack
    note_fr = models.TextField(blank=True)  # what a reader must know: where sources disagree
    note_en = models.TextField(blank=True)
    details = models.JSONField(
        default=dict, blank=True
    )  # what the registry says: kind, created, fields, erc_panels

    class Meta:
        indexes = (
            models.Index(fields=("kind", "country"), name="organisation_unit_kind"),
            models.Index(fields=("country", "international"), name="organisation_unit_joint"),
        )

    def __str__(self) -> str:
        return self.code


class UnitName(Row, Dated):
    """A name a unit bore from a date to a date; of those that hold, the lowest rank is its name, others also hold."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="names")
    origin = models.CharField(max_length=10, choices=UnitOrigin.choices)
    name_fr = models.CharField(max_length=300)
    name_en = models.CharField(max_length=300)
    short_name = models.CharField(max_length=60, blank=True)
    folded = models.CharField(
        max_length=700, blank=True
    )  # all three without accents and case: to sort and find
    rank = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = (  # the name of the day of every laboratory, to sort by
            models.Index(fields=("unit", "rank", "-since", "id", "until"), name="organisation_name_of_day"),
        )
        constraints = (
            models.UniqueConstraint(
                "unit", "origin", "name_fr", "short_name", _SINCE, name="organisation_name_once"
            ),
        )

    def __str__(self) -> str:
        return self.short_name or self.name_en


class UnitLabel(Row, Dated):
    """A label with its number, such as "IRL 3288" or, before, "UMI 3288"; the organisation's own label ranks first."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="labels")
    text = models.CharField(max_length=40)
    rank = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint("unit", "text", _SINCE, name="organisation_label_once"),)

    def __str__(self) -> str:
        return self.text


class Attachment(Row, Dated):
    """A unit belongs to another: stated by a source, or proposed by the pack's crosswalk with a confidence."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="attachments")
    parent = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="children")
    kind = models.CharField(max_length=10, choices=AttachmentKind.choices)
    origin = models.CharField(max_length=10, choices=UnitOrigin.choices)
    confidence = models.CharField(max_length=10, choices=Confidence.choices, blank=True)  # empty when stated
    why = models.CharField(max_length=300, blank=True)  # "RNSR field 9, ERC panel PE7"

    class Meta:
        indexes = (models.Index(fields=("parent", "kind"), name="organisation_children"),)
        constraints = (
            models.UniqueConstraint(
                "unit", "parent", "kind", "origin", _SINCE, name="organisation_attachment_once"
            ),
            models.CheckConstraint(
                condition=~Q(unit=models.F("parent")), name="organisation_not_its_own_parent"
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit_id} in {self.parent_id}"


class StructureCountry(Row, Dated):
    """The country where a registered structure stands, where the registry has no column for it; dated and sourced."""

    rnsr = models.CharField(max_length=10)
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name_plural = "structure countries"
        constraints = (models.UniqueConstraint("rnsr", _SINCE, name="organisation_structure_country_once"),)

    def __str__(self) -> str:
        return f"{self.rnsr} in {self.country_id}"


class Classification(Row, Dated):
    """One version of a list of subjects, such as the ERC panels of 2024."""

    code = models.CharField(max_length=60)  # "erc-panels"
    version = models.CharField(max_length=20)  # "2024"
    name_fr = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("code", "version"), name="organisation_classification_version"),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.version}"


class Term(Row, Dated):
    """One subject of a version of a classification."""

    classification = models.ForeignKey(Classification, on_delete=models.CASCADE, related_name="terms")
    code = models.CharField(max_length=30)
    name_fr = models.CharField(max_length=300, blank=True)
    name_en = models.CharField(max_length=300, blank=True)
    rank = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("classification", "code"), name="organisation_term_code"),
        )

    def __str__(self) -> str:
        return self.code


class Correspondence(Row, Dated):
    """A subject corresponds to a unit, or to a subject of another list, in one version of a crosswalk."""

    crosswalk = models.CharField(max_length=60)  # "rnsr-fields-to-institutes"
    version = models.CharField(max_length=20)
    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="correspondences")
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Term, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    confidence = models.CharField(max_length=10, choices=Confidence.choices)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("crosswalk", "version", "term", "unit"), name="organisation_correspondence_unit"
            ),
            models.UniqueConstraint(
                fields=("crosswalk", "version", "term", "other"), name="organisation_correspondence_term"
            ),
            models.CheckConstraint(
                condition=Q(unit__isnull=True, other__isnull=False)
                | Q(unit__isnull=False, other__isnull=True),
                name="organisation_correspondence_to_one",
            ),
        )

    def __str__(self) -> str:
        return f"{self.crosswalk} {self.version}: {self.term_id}"


class Role(Row, Dated):
    """A role of the pack: verbs from the closed list of ``vocabulary.Verb``."""

    code = models.SlugField(max_length=40, unique=True)
    name_fr = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    verbs = models.JSONField(default=list)

    def __str__(self) -> str:
        return self.code


class Mandate(Row, Dated):
    """A person holds a role, for a scope, from a date to a date. Empty units, countries and sites mean the whole.

    One that is delegated or held as a deputy comes from ``parent``: it never allows more than the parent does on the
    day, and ends with it.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="mandates")
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="mandates")
    kind = models.CharField(max_length=10, choices=MandateKind.choices, default=MandateKind.GIVEN)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="children"
    )
    units = models.ManyToManyField(Unit, blank=True, related_name="+")
    countries = models.ManyToManyField(Country, blank=True, related_name="+")
    sites = models.ManyToManyField(Site, blank=True, related_name="+")
    giver = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    given_by = models.CharField(max_length=200, blank=True)
    ended_by = models.CharField(max_length=200, blank=True)  # who ended it before its day

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(kind=MandateKind.GIVEN, parent__isnull=True)
                | (~Q(kind=MandateKind.GIVEN) & Q(parent__isnull=False)),
                name="organisation_mandate_from_parent",
            ),
            models.CheckConstraint(
                condition=~Q(kind=MandateKind.DEPUTY) | Q(until__isnull=False),
                name="organisation_deputy_for_a_time",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id}: {self.role_id}"
