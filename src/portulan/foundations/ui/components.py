"""What the component templates are given: plain, frozen values."""

from dataclasses import dataclass
from typing import Any, Literal

from django.utils.translation import gettext

from portulan.foundations.model.softdate import SoftDate
from portulan.foundations.tables.table import Form, SourceNote
from portulan.foundations.text import formats

ProofKind = Literal["declared", "detected", "formalised"]
NoticeKind = Literal["note", "good", "attention", "danger"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One large number. ``form`` says how ``value`` and its bounds are written; ``years`` what they speak of.

    ``value=None`` with ``lack`` draws "not enough data" with the same care.
    """

    title: str
    value: float | int | None = None
    unit: str = ""
    low: float | None = None
    high: float | None = None
    form: Form = "number"
    digits: int | None = None
    years: str = ""
    sources: tuple[SourceNote, ...] = ()
    method_url: str = ""
    download_url: str = ""
    note: str = ""
    level: int = 95  # per cent, of the interval
    lack: Any = None  # anything with needed, found and unit

    @property
    def shown(self) -> str:
        form = {"number": formats.number, "share": formats.share}.get(self.form)
        return form(self.value, self.digits) if form else formats.growth(self.value)

    @property
    def bounds(self) -> str:
        return formats.interval(self.low, self.high, self.form)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """One proof that something is so, or with ``gap`` the empty shape of one that is missing."""

    kind: ProofKind
    label: str
    when: SoftDate | str | None = None
    source: str = ""
    url: str = ""
    detail: str = ""
    gap: bool = False

    @property
    def word(self) -> str:
        words = {
            "declared": gettext("Declared"),
            "detected": gettext("Detected"),
            "formalised": gettext("Formalised"),
        }
        word = words[self.kind]
        return gettext("%(word)s: missing") % {"word": word} if self.gap else word


@dataclass(frozen=True, slots=True)
class Action:
    """A thing to do: a link, or a button that posts when ``post``."""

    label: str
    url: str
    icon: str = ""
    post: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Empty:
    """Nothing is here: why, and the next thing to do."""

    title: str
    why: str
    action: Action | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A sentence the reader should not miss; ``kind`` has a shape and a word as well as a colour."""

    text: str
    kind: NoticeKind = "note"
    title: str = ""
    action: Action | None = None

    @property
    def word(self) -> str:
        words = {
            "note": "",
            "good": gettext("Done"),
            "attention": gettext("Attention"),
            "danger": gettext("Refused"),
        }
        return self.title or words[self.kind]

    @property
    def role(self) -> str:
        return "alert" if self.kind == "danger" else "note"

    @property
    def icon(self) -> str:
        icons = {"note": "info-circle", "good": "check-circle", "attention": "exclamation-triangle"}
        return icons.get(self.kind, "x-octagon")


@dataclass(frozen=True, slots=True)
class Crumb:
    label: str
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Work under way: what is being done and how far. ``poll_url`` answers this same component again, until
    ``state`` is done or failed; ``total=None`` is not known and the bar only says that work goes on."""

    key: str
    title: str
    doing: str = ""
    done: int = 0
    total: int | None = None
    state: Literal["waiting", "running", "done", "failed"] = "running"
    poll_url: str = ""
    next_url: str = ""
    next_label: str = ""

    @property
    def percent(self) -> int | None:
        return min(100, self.done * 100 // self.total) if self.total else None

    @property
    def over(self) -> bool:
        return self.state in ("done", "failed")

    @property
    def polls(self) -> bool:
        return bool(self.poll_url) and not self.over

    @property
    def word(self) -> str:
        words = {
            "waiting": gettext("Waiting for its turn."),
            "done": gettext("Done."),
            "failed": gettext("Failed: nothing was changed."),
        }
        return words.get(self.state, "")
