"""Kinds of units, how a unit is attached, and the closed list of what a mandate may allow."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class UnitKind(models.TextChoices):
    ORGANISATION = "organisation", _("organisation")
    DIRECTION = "direction", _("general direction")
    DIRECTORATE = "directorate", _("directorate")
    POLE = "pole", _("pole")
    INSTITUTE = "institute", _("institute")
    CENTRE = "centre", _("centre")
    OFFICE = "office", _("office")
    LABORATORY = "laboratory", _("laboratory")
    FEDERATION = "federation", _("research federation")
    NETWORK = "network", _("research network")
    TEAM = "team", _("team")


class UnitOrigin(models.TextChoices):
    PACK = "pack", _("organisation pack")
    REGISTRY = "registry", _("public registry")


class AttachmentKind(models.TextChoices):
    STATED = "stated", _("stated by a source")
    PROPOSED = "proposed", _("proposed from its field")


class Confidence(models.TextChoices):
    HIGH = "high", _("high confidence")
    MEDIUM = "medium", _("medium confidence")
    LOW = "low", _("low confidence")


class MandateKind(models.TextChoices):
    """How a mandate is held."""

    GIVEN = "given", _("given")
    DELEGATED = "delegated", _("delegated")
    DEPUTY = "deputy", _("held as a deputy")


class Verb(models.TextChoices):
    """What a mandate may allow; code asks for verbs, never for roles."""

    DATA_BUILD = "data.build", _("bring the data up to date")
    DATA_INSPECT = "data.inspect", _("read refused rows and background work")
    ORGANISATION_MANAGE = "organisation.manage", _("manage units, roles and mandates")
    MANDATE_GIVE = "mandate.give", _("give and end mandates within the scope")
    MANDATE_DELEGATE = "mandate.delegate", _("delegate a part of one's own mandate")
    COOPERATION_READ = "cooperation.read", _("read cooperations of the organisation")
    COOPERATION_DECLARE = "cooperation.declare", _("declare cooperations and answer what the data found")
    COOPERATION_EDIT = "cooperation.edit", _("change cooperations, their stage and who may see them")
    COOPERATION_FOLLOW = "cooperation.follow", _("write follow-up and next steps")
    COOPERATION_TAKE_UP = "cooperation.take_up", _("be told of new cooperations, and take them up")
    PARTNER_READ = "partner.read", _("read contacts and history with partners")
    PARTNER_EDIT = "partner.edit", _("change partners, their people and who holds the relation")
    PARTNER_MERGE = "partner.merge", _("join duplicates and undo it")
    MATCH_PIN = "match.pin", _("settle which organisation a text names")
    STEERING_READ = "steering.read", _("read the steering page of a level")
    RADAR_READ = "radar.read", _("read the radar's suggestions")
    RADAR_ACT = "radar.act", _("take up, put off or decline a suggestion")
    PRIORITIES_EDIT = "priorities.edit", _("change scientific and geographic priorities")
