"""What people decide on suggestions, how much a field in an area matters, and what passes between two sides."""

from django.db import models
from django.utils.translation import gettext_lazy as _

DECIDE, OUTCOME = "radar.decide", "radar.outcome"
MATRIX_WRITE = "priorities.matrix_write"
LEDGER_WRITE, LEDGER_CORRECT = "ledger.write", "ledger.correct"

OUTCOME_AFTER = 3  # years after which it is asked what became of a suggestion
LONGEST = 2000  # characters of a text
CURRENCIES = ("EUR", "USD", "GBP", "CHF", "JPY", "CAD", "AUD", "SGD", "CNY", "INR", "BRL", "ZAR")


class Level(models.TextChoices):
    ORGANISATIONS = "organisations", _("organisation")
    COUNTRIES = "countries", _("country")
    THEMES = "themes", _("theme")


class Kind(models.TextChoices):
    NEW = "new", _("new")
    DEEPENING = "deepening", _("to deepen")
    FADING = "fading", _("fading")


class Verdict(models.TextChoices):
    TAKEN_UP = "taken_up", _("taken up")
    PUT_OFF = "put_off", _("put off")
    DECLINED = "declined", _("declined")


class Outcome(models.TextChoices):
    BEGAN = "began", _("something began")
    NOTHING = "nothing", _("nothing came of it")


class Weight(models.IntegerChoices):
    NONE = 0, _("no priority")
    WATCH = 1, _("to watch")
    DEVELOP = 2, _("to develop")
    FIRST = 3, _("first priority")


class Side(models.TextChoices):
    GIVES = "gives", _("we give")
    GETS = "gets", _("we get")


class LedgerKind(models.TextChoices):
    PEOPLE = "people", _("people")
    ACCESS = "access", _("access to equipment or sites")
    MONEY = "money", _("money")
    DATA = "data", _("data")
    TRAINING = "training", _("training")
    PROPERTY = "property", _("intellectual property")


NOT_READ = _("None of your mandates lets you read this.")
NOT_ACT = _("None of your mandates lets you act on suggestions here.")
NOT_EDIT = _("None of your mandates lets you change priorities.")
NOT_LEDGER = _("None of your mandates lets you write in the ledger of this partner.")
REASON_MISSING = _("Say why, so that the next reader need not ask.")
DATE_MISSING = _("Give the day on which it should come back, after today.")
TITLE_MISSING = _("Give the cooperation a title.")
TEXT_MISSING = _("Say in a text what this version decides, and why.")
VERSION_MOVED = _("Somebody wrote version %(number)s meanwhile. Read it, then send yours again.")
CELL_WRONG = _("“%(row)s × %(column)s” is no field and area of the matrix, or its weight is not 0 to 3.")
AMOUNT_MISSING = _("Give an amount in a currency, with two decimals at most.")
MONTHS_MISSING = _("Give people-months, from 0.1 to 1,200.")
TEXT_NEEDED = _("Say what was given, in a line.")
YEAR_WRONG = _("Give a civil year from 1990 to next year.")
OUTCOME_EARLY = _("What became of it is recorded once something began, or three years after the decision.")
