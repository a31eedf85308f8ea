"""What goes in and comes out of the API, as its description says."""

from typing import Annotated

from ninja import Field, Schema

TEXTS, LONGEST = 100, 10_000
Text = Annotated[str, Field(max_length=LONGEST)]


class Question(Schema):
    """Strings to match: affiliations, names of partners, addresses of sites."""

    texts: list[Text] = Field(min_length=1, max_length=TEXTS, examples=[["Univ. Bordeaux, CNRS, Talence"]])
    country: str = Field(
        "",
        pattern=r"^([A-Za-z]{2})?$",
        description="Where the strings come from, ISO 3166-1 alpha-2: a hint.",
    )
    threshold: float | None = Field(
        None, ge=0, le=1, description="Least probability of an answer; by default the model's own."
    )


class Reason(Schema):
    """Why: the words met, of which kind of name; what the string says of country and city; who else bears the name."""

    key: str
    kind: str
    country: str
    city: str
    rivals: int
    likeness: float


class Match(Schema):
    """An organisation. ``span``: first character and the one after the last. ``met``: the closed record met, if any."""

    ror: str
    name: str
    country: str
    probability: float
    span: tuple[int, int]
    reason: Reason
    status: str
    met: str = ""
    met_name: str = ""
    parents: list[str]
    children: list[str]


class Answer(Schema):
    """What a string names: none, one or several organisations; ``abstained`` or ``error`` say why there is none."""

    input: str
    matches: list[Match]
    abstained: str
    error: str


class Answers(Schema):
    """One answer for each text, in order, and what gave them."""

    registry: str
    model: str
    answers: list[Answer]


class Refusal(Schema):
    """Why nothing is answered."""

    detail: str


class Fault(Schema):
    """What is wrong with the request, where."""

    type: str
    loc: list[str | int]
    msg: str


class Faults(Schema):
    """All that is wrong with a request."""

    detail: list[Fault]
