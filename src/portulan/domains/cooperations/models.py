"""Cooperations: what a laboratory and partners do together, who is on it, what proves it, what was written of it."""

from django.db import models
from django.db.models import Q

from portulan.domains.cooperations.vocabulary import (
    Answer,
    Confidentiality,
    EntryKind,
    Origin,
    Part,
    ProofKind,
    Refusal,
    Right,
    Stage,
)
from portulan.domains.geography.models import Country
from portulan.domains.organisation.models import Term, Unit
from portulan.domains.partners.models import Contact, Partner
from portulan.domains.people.models import Person
from portulan.foundations.documents.models import StoredFile
from portulan.foundations.journal.acted import Acted
from portulan.foundations.model.base import Dated, Row


class NumberSeries(models.Model):
    """The last number given in a year."""

    year = models.PositiveSmallIntegerField(unique=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"


class Cooperation(Row):
    """One cooperation. ``version`` grows by one at each change of what people edit."""

    number = models.CharField(max_length=20, unique=True)  # COOP-2026-00012
    title = models.CharField(max_length=300)
    folded = models.CharField(
        max_length=320, blank=True
    )  # title without accents and case: to sort and compare
    summary = models.TextField(blank=True)
    language = models.CharField(max_length=5, blank=True)  # BCP 47, of title and summary
    stage = models.CharField(max_length=20, choices=Stage.choices)
    stage_since = models.DateField()
    confidentiality = models.CharField(
        max_length=20, choices=Confidentiality.choices, default=Confidentiality.ORGANISATION
    )
    origin = models.CharField(max_length=10, choices=Origin.choices)
    origin_source = models.CharField(max_length=300, blank=True)  # which data, file or suggestion
    fictitious = models.BooleanField(default=False)  # made for a demonstration; said wherever it is shown
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    holder = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    declared_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    next_step = models.CharField(max_length=300, blank=True)
    next_step_on = models.DateField(null=True, blank=True)
    next_step_owner = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    units = models.ManyToManyField(Unit, through="CooperationUnit", related_name="+")
    partners = models.ManyToManyField(Partner, through="CooperationPartner", related_name="+")
    countries = models.ManyToManyField(Country, through="CooperationCountry", related_name="+")
    fields = models.ManyToManyField(Term, through="CooperationField", related_name="+")

    class Meta:
        indexes = (
            models.Index(fields=("-changed_at", "-id"), name="cooperations_latest"),
            models.Index(fields=("next_step_owner", "next_step_on"), name="cooperations_due_to"),
            models.Index(fields=("next_step_on", "id"), name="cooperations_due"),
            models.Index(fields=("stage", "-changed_at"), name="cooperations_stage"),
            models.Index(fields=("folded", "id"), name="cooperations_title"),
            models.Index(fields=("stage", "confidentiality"), name="cooperations_who"),
            models.Index(fields=("holder", "-declared_at", "-id"), name="cooperations_new"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(next_step="", next_step_on__isnull=True, next_step_owner__isnull=True)
                | ~Q(next_step=""),
                name="cooperations_no_date_without_a_step",
            ),
        )

    def __str__(self) -> str:
        return self.number


class Link(models.Model):
    """A cooperation concerns something; ``source`` says which data it was filled in from, empty: a person."""

    source = models.CharField(max_length=300, blank=True)
    rank = models.PositiveSmallIntegerField(default=0)

    class Meta:
        abstract = True


class CooperationUnit(Link):
    cooperation = models.ForeignKey(Cooperation, on_delete=models.CASCADE, related_name="unit_links")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = (models.Index(fields=("unit", "cooperation"), name="cooperations_of_unit"),)
        constraints = (
            models.UniqueConstraint(fields=("cooperation", "unit"), name="cooperations_unit_once"),
        )

    def __str__(self) -> str:
        return f"{self.cooperation_id}: {self.unit_id}"


class CooperationPartner(Link):
    cooperation = models.ForeignKey(Cooperation, on_delete=models.CASCADE, related_name="partner_links")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="cooperation_links")

    class Meta:
        indexes = (models.Index(fields=("partner", "cooperation"), name="cooperations_of_partner"),)
        constraints = (
            models.UniqueConstraint(fields=("cooperation", "partner"), name="cooperations_partner_once"),
        )

    def __str__(self) -> str:
        return f"{self.cooperation_id}: {self.partner_id}"


class CooperationCountry(Link):
    cooperation = models.ForeignKey(Cooperation, on_delete=models.CASCADE, related_name="country_links")
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = (models.Index(fields=("country", "cooperation"), name="cooperations_of_country"),)
        constraints = (
            models.UniqueConstraint(fields=("cooperation", "country"), name="cooperations_country_once"),
        )

    def __str__(self) -> str:
        return f"{self.cooperation_id}: {self.country_id}"


class CooperationField(Link):
    cooperation = models.ForeignKey(Cooperation, on_delete=models.CASCADE, related_name="field_links")
    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = (models.Index(fields=("term", "cooperation"), name="cooperations_of_field"),)
        constraints = (
            models.UniqueConstraint(fields=("cooperation", "term"), name="cooperations_field_once"),
        )

    def __str__(self) -> str:
        return f"{self.cooperation_id}: {self.term_id}"


class Member(Row):
    """One of our people on a cooperation: what they do there, and what they may."""

    cooperation = models.ForeignKey(Cooperation, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    part = models.CharField(max_length=10, choices=Part.choices, default=Part.MEMBER)
    right = models.CharField(max_length=10, choices=Right.choices, default=Right.FOLLOW)

    class Meta:
        indexes = (models.Index(fields=("person", "cooperation"), name="cooperations_of_person"),)
        constraints = (
            models.UniqueConstraint(fields=("cooperation", "person"), name="cooperations_person_once"),
        )

    def __str__(self) -> str:
        return f"{self.cooperation_id}: {self.person_id}"


class Counterpart(Row):
    """A person on the partner's side of a cooperation; who they are is the register's, under its own rights."""

    cooperation = models.ForeignKey(Cooperation, on_delete=models.CASCADE, related_name="counterparts")
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("cooperation", "contact"), name="cooperations_contact_once"),
        )

    def __str__(self) -> str:
        return f"{self.cooperation_id}: {self.contact_id}"


class Proof(Row, Dated, Acted):
    """What shows that a cooperation exists; it holds from ``since`` to ``until``, read in ``source``.

    ``key`` is the same whenever the same evidence is told again ("cordis:ror-02e7b5302"), empty for a word given once.
    """

    cooperation = models.ForeignKey(Cooperation, on_delete=models.CASCADE, related_name="proofs")
    kind = models.CharField(max_length=10, choices=ProofKind.choices)
    label = models.CharField(max_length=300, blank=True)  # empty: said in words from what follows
    key = models.CharField(max_length=200, blank=True)
    source_key = models.CharField(max_length=20, blank=True)  # "cordis", "hal", "rnsr"
    count = models.PositiveIntegerField(null=True, blank=True)  # projects, works
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("cooperation", "key"), condition=~Q(key=""), name="cooperations_proof_once"
            ),
        )

    def __str__(self) -> str:
        return self.key or str(self.uid)


class Contest(Row, Acted):
    """A person says that a proof does not hold; settled when somebody answers."""

    proof = models.ForeignKey(Proof, on_delete=models.CASCADE, related_name="contests")
    reason = models.TextField()
    at = models.DateTimeField()
    upheld = models.BooleanField(null=True, blank=True)  # the proof does not hold; None: not settled
    answer = models.TextField(blank=True)
    answered_by = models.CharField(max_length=250, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return str(self.uid)


class Entry(Row, Acted):
    """One line of the follow-up: a note, a meeting, a visit, a file, a step that was done."""

    cooperation = models.ForeignKey(Cooperation, on_delete=models.CASCADE, related_name="entries")
    kind = models.CharField(max_length=10, choices=EntryKind.choices)
    on = models.DateField()
    text = models.TextField(blank=True)
    language = models.CharField(max_length=5, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "entries"
        indexes = (models.Index(fields=("cooperation", "-on", "-id"), name="cooperations_follow_up"),)

    def __str__(self) -> str:
        return str(self.uid)


class Enclosure(Row):
    """A file of a line of the follow-up; who may read the cooperation may read it."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="enclosures")
    stored = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return str(self.uid)


class Draft(Row):
    """What a person has typed and not yet said: of a new cooperation, or a change that met another one's.

    Seen by its author only. ``values`` are the texts of the form, as typed.
    """

    author = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    cooperation = models.ForeignKey(
        Cooperation, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    values = models.JSONField(default=dict)
    saved_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("author", "-saved_at"), name="cooperations_drafts"),)

    def __str__(self) -> str:
        return str(self.uid)


class Receipt(models.Model):
    """An act that was done: the same key, or the same words again, gives the same answer."""

    by_uid = models.CharField(max_length=60)
    key = models.CharField(max_length=64)
    act = models.CharField(max_length=60)
    digest = models.CharField(max_length=64)  # SHA-256 of what was said
    at = models.DateTimeField()
    result = models.UUIDField(null=True)

    class Meta:
        indexes = (models.Index(fields=("by_uid", "digest", "at"), name="cooperations_said_again"),)
        constraints = (
            models.UniqueConstraint(fields=("by_uid", "key"), name="cooperations_one_answer_per_key"),
        )

    def __str__(self) -> str:
        return f"{self.act} {self.key}"


class Finding(Row, Acted):
    """What a person answered about a cooperation that a source shows between us, or a unit of ours, and a partner.

    ``partner_key`` is the key the source had that day; ``keys`` all under which the organisation was known then, so
    that an answer holds when a source's key changes form.
    """

    source_key = models.CharField(max_length=20)  # "cordis", "hal", "rnsr"
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    partner_key = models.CharField(max_length=120)
    partner_name = models.CharField(max_length=300)
    country = models.ForeignKey(Country, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    keys = models.JSONField(default=list)
    partner = models.ForeignKey(Partner, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=10, choices=Answer.choices)
    reason = models.CharField(max_length=20, choices=Refusal.choices, blank=True)
    reason_text = models.TextField(blank=True)
    cooperation = models.ForeignKey(
        Cooperation, null=True, blank=True, on_delete=models.CASCADE, related_name="findings"
    )
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("source_key", "unit"), name="cooperations_answers"),)

    def __str__(self) -> str:
        return f"{self.source_key}: {self.partner_key}"


class SavedList(Row):
    """Filters a person gave a name."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=80)
    query = models.CharField(max_length=2000)  # of the address: "country=SG&stage=emerging"
    saved_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("person", "name"), name="cooperations_list_name"),)

    def __str__(self) -> str:
        return self.name
