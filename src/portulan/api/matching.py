"""Strings to organisations of the registry."""

from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from ninja import Router

from portulan.api.limits import PerCaller
from portulan.api.schemas import Answers, Faults, Question, Refusal
from portulan.domains.partners import queries as partner_queries
from portulan.foundations.outside.clock import clock
from portulan.insight import matching

_ADDRESS = "https://ror.org/"
router = Router(tags=["organisations"])


@router.post(
    "match",
    response={200: Answers, 422: Faults, 429: Refusal, 503: Refusal},
    throttle=[PerCaller("60/m")],
    summary="Strings to organisations",
    description="Up to 100 strings at once, 60 requests a minute for each caller. What people of this site answered "
    "for a string wins over the model.",
)
def match(request: HttpRequest, question: Question) -> Any:
    """Answer each text, in order."""
    registry = matching.registry_of(settings.LAKE)
    if registry is None:
        return 503, {"detail": "No registry is built yet: run portulan data build."}
    today = clock().today(settings.PORTULAN_TIME_ZONE)
    found = matching.match_texts(
        question.texts,
        registry=registry,
        threshold=question.threshold,
        country=question.country.upper(),
        answers=partner_queries.decisions(today).get("pins", []),
    )
    matcher = matching.opened(registry)
    answers = [_answer(text, one) for text, one in zip(question.texts, found, strict=True)]
    return {"registry": matcher.registry.release, "model": matcher.model.version, "answers": answers}


def _answer(text: str, one: matching.Answer) -> dict[str, Any]:
    return {
        "input": text,
        "matches": [_match(each) for each in one.matches],
        "abstained": one.abstained,
        "error": one.error,
    }


def _match(one: matching.Match) -> dict[str, Any]:
    told = asdict(one)
    told["ror"] = _ADDRESS + one.ror
    told["met"] = _ADDRESS + one.met if one.met else ""
    for key in ("parents", "children"):
        told[key] = [_ADDRESS + ror for ror in told[key]]
    return told
