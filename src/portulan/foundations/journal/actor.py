"""Who acts, as values: foundations know no person."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, and under which mandate.

    ``uid`` is the public identifier of a person, or ``system:`` and a word for a process ("system:pack",
    "system:shell"); ``label`` is what readers of the journal see.
    """

    uid: str
    label: str
    mandate_uid: str = ""
    mandate_label: str = ""

    @property
    def is_system(self) -> bool:
        """Whether a process acts, not a person."""
        return self.uid.startswith("system:")
