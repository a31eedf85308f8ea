"""One record per partner organisation with all that hangs on it, and the parties of joint laboratories."""

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce

from portulan.domains.geography.models import Country
from portulan.domains.organisation.models import Unit
from portulan.domains.partners.vocabulary import (
    LONGEST_NAME,
    NORMAL_LENGTH,
    ConflictKind,
    HolderKind,
    IdentifierKind,
    NameKind,
    PartnerOrigin,
    PartyRole,
    Settlement,
    Verdict,
)
from portulan.domains.people.models import Person
from portulan.foundations.journal.acted import Acted
from portulan.foundations.model.base import Dated, Row

_SINCE = Coalesce("since", Value(""))  # two rows with an unknown beginning are the same row


class Partner(Row):
    """An organisation we deal with; made on first use, with its ROR where it has one.

    ``key`` is its key in the lake and in addresses: "ror-02e7b5302", "uai-0753639Y", "provisional-4f0c...".
    A record that was joined to another keeps its row and says into which (``merged_into``): nothing is deleted.
    """

    ror = models.CharField(max_length=9, null=True, blank=True, unique=True)
    key = models.CharField(max_length=120, unique=True)
    name = models.CharField(max_length=LONGEST_NAME)
    short_name = models.CharField(max_length=60, blank=True)
    normal = models.CharField(max_length=NORMAL_LENGTH, blank=True, db_index=True)  # of the name: to find it
    country = models.ForeignKey(Country, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    city = models.CharField(max_length=200, blank=True)
    types = models.JSONField(default=list, blank=True)  # codes of the registry: education, company...
    website = models.URLField(max_length=500, blank=True)
    domain = models.CharField(max_length=200, blank=True, db_index=True)  # of the website, without "www."
    origin = models.CharField(max_length=12, choices=PartnerOrigin.choices, default=PartnerOrigin.BODIES)
    status = models.CharField(max_length=12, blank=True)  # the registry's: active, inactive, withdrawn
    made_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(null=True, blank=True)
    request_key = models.CharField(
        max_length=64, null=True, blank=True, unique=True
    )  # of the form that made it
    version = models.PositiveIntegerField(default=1)  # of what people edit
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="absorbed"
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
                name="partners_not_merged_into_itself",
            ),
        )
        indexes = (models.Index(fields=("country", "origin"), name="partners_by_country"),)

    def __str__(self) -> str:
        return self.name

    @property
    def is_provisional(self) -> bool:
        """Made by hand, and in no registry so far."""
        return self.origin == PartnerOrigin.PROVISIONAL and self.ror is None


class PartnerKey(Row, Dated):
    """Another key under which a source knows a partner: "rnsrbody-groupe-thales" for Thales."""

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="keys")
    key = models.CharField(max_length=120, unique=True)
    origin = models.CharField(
        max_length=12, default="pack"
    )  # "pack"; "joined": the key before its ROR was known

    def __str__(self) -> str:
        return self.key


class PartnerName(Row, Dated):
    """A name in a language, as given; ``normal`` is what it is found by."""

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="names")
    text = models.CharField(max_length=LONGEST_NAME)
    language = models.CharField(max_length=12, blank=True)  # BCP 47
    kind = models.CharField(max_length=10, choices=NameKind.choices)
    normal = models.CharField(max_length=NORMAL_LENGTH, db_index=True)

    def __str__(self) -> str:
        return self.text


class Identifier(Row, Dated):
    """A number that another register gives a partner, for a time."""

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="identifiers")
    kind = models.CharField(max_length=10, choices=IdentifierKind.choices)
    value = models.CharField(max_length=120)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("kind", "value"), condition=Q(until__isnull=True), name="partners_identifier_of_one"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.value}"


class PartnerCountry(Row, Dated):
    """Another country in which a partner stands, beside that of its seat."""

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="other_countries")
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name_plural = "partner countries"
        constraints = (models.UniqueConstraint("partner", "country", _SINCE, name="partners_country_once"),)

    def __str__(self) -> str:
        return f"{self.partner_id} in {self.country_id}"


class Membership(Row, Dated):
    """A partner is part of another: a faculty of a university, a company of a group."""

    child = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="parents")
    parent = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="children")

    class Meta:
        constraints = (
            models.UniqueConstraint("child", "parent", _SINCE, name="partners_membership_once"),
            models.CheckConstraint(condition=~Q(child=F("parent")), name="partners_not_part_of_itself"),
        )

    def __str__(self) -> str:
        return f"{self.child_id} in {self.parent_id}"


class Party(Row, Dated):
    """A partner is party to a unit: one row per source that says so, each a proof of its own."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="parties")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="parties")
    role = models.CharField(max_length=20, choices=PartyRole.choices)
    label = models.CharField(max_length=40, blank=True)  # the number it gives the unit: "IRL 3288"
    source_key = models.CharField(max_length=20)  # "rnsr", "pack"

    class Meta:
        verbose_name_plural = "parties"
        constraints = (
            models.UniqueConstraint(
                "unit",
                "partner",
                "source_key",
                Coalesce("since", Value("")),
                name="partners_party_once_per_source",
            ),
        )

    def __str__(self) -> str:
        return f"{self.partner_id} in {self.unit_id}"


class Contact(Row, Dated):
    """A person on the partner's side. Who keeps the contact among us is ``unit``; none: the whole organisation."""

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="contacts")
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    given_name = models.CharField(max_length=120, blank=True)
    family_name = models.CharField(max_length=120)
    function = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    confirmed_on = models.DateField()  # the last day on which somebody said that all this holds
    request_key = models.CharField(max_length=64, null=True, blank=True, unique=True)
    version = models.PositiveIntegerField(default=1)

    personal_fields = ("given_name", "family_name", "function", "email", "phone")

    class Meta:
        indexes = (models.Index(fields=("partner", "unit"), name="partners_contacts"),)

    def __str__(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()


class Holder(Row, Dated):
    """One of us who holds the relation with a partner, or is in touch, for a unit or for the whole organisation."""

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="holders")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    contact = models.ForeignKey(
        Contact, null=True, blank=True, on_delete=models.SET_NULL, related_name="holders"
    )
    kind = models.CharField(max_length=10, choices=HolderKind.choices)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                "partner",
                "person",
                "kind",
                Coalesce("unit", Value(0)),
                Coalesce("contact", Value(0)),
                condition=Q(until__isnull=True),
                name="partners_holder_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id}: {self.partner_id}"


class Merge(Row, Acted):
    """One record was joined to another; ``moves`` is all that is needed to undo it exactly."""

    kept = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    absorbed = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    why = models.CharField(max_length=500, blank=True)
    moves = models.JSONField(default=list)
    filled = models.JSONField(default=dict)  # columns of the kept record: before and after
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.CharField(max_length=250, blank=True)

    class Meta:
        indexes = (models.Index(fields=("kept", "at"), name="partners_merges"),)

    def __str__(self) -> str:
        return f"{self.absorbed_id} in {self.kept_id}"


class Join(Row, Acted):
    """A provisional record was given its ROR; ``before`` and ``after`` are its columns, to undo it exactly."""

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="joins")
    at = models.DateTimeField()
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    born = models.JSONField(default=list)  # names, numbers and keys made with it: [model, number]
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.CharField(max_length=250, blank=True)

    def __str__(self) -> str:
        return f"{self.partner_id} at {self.at:%Y-%m-%d}"


class Distinction(Row, Acted):
    """Somebody said that two records are two organisations: they are not proposed again."""

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="distinctions")
    other_key = models.CharField(max_length=120)  # the key of a partner, or of a record of the registry
    why = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("partner", "other_key"), name="partners_distinct_once"),
        )

    def __str__(self) -> str:
        return f"{self.partner_id} is not {self.other_key}"


class Conflict(Row):
    """A source says otherwise than the register: kept until a person settles it, nothing is overwritten."""

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="conflicts")
    kind = models.CharField(max_length=12, choices=ConflictKind.choices)
    subject = models.CharField(max_length=140)  # "pic 999997930", "ror-02e7b5302"
    held = models.JSONField(default=dict)
    said = models.JSONField(default=dict)
    source = models.CharField(max_length=300, blank=True)
    found_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.CharField(max_length=250, blank=True)
    settlement = models.CharField(max_length=10, choices=Settlement.choices, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("partner", "kind", "subject"),
                condition=Q(settled_at__isnull=True),
                name="partners_conflict_open_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind}: {self.subject}"


class Pin(Row, Acted):
    """What a person answered for a text: it wins over the matcher until it is withdrawn."""

    text = models.CharField(max_length=LONGEST_NAME)  # as given
    normal = models.CharField(max_length=NORMAL_LENGTH, db_index=True)
    country = models.CharField(max_length=2, blank=True)  # the answer holds for texts from this country only
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    keys = models.JSONField(default=list)  # of organisations: "ror-02e7b5302"; none when refused
    why = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    seen = models.JSONField(default=dict)  # what the registry said of the keys on that day: key to status
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("normal", "country"),
                condition=Q(withdrawn_at__isnull=True),
                name="partners_one_answer_per_text",
            ),
        )

    def __str__(self) -> str:
        return f"{self.verdict}: {self.text[:100]}"
