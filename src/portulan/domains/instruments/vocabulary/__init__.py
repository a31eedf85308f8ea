"""What a rule of an instrument is about."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RuleKey(models.TextChoices):
    NATURE = "nature", _("nature")
    DURATION = "duration", _("duration")
    RENEWAL = "renewal", _("renewal")
    MONEY = "money", _("money")
    WHO = "who", _("who")
    HOW = "how", _("how to apply")
    EVALUATION = "evaluation", _("evaluation")
