"""Strings to organisations over HTTP: answered in order, bounded, slowed down, described with what it refuses."""

import json
import time
from pathlib import Path

import pytest
from django.core.cache import cache

MATCH = "/api/v1/organisations/match"
pytestmark = [pytest.mark.usefixtures("site_data"), pytest.mark.django_db]


@pytest.fixture(autouse=True)
def fresh_counts():
    cache.clear()


def ask(client, **question):
    return client.post(MATCH, json.dumps(question), content_type="application/json")


def test_each_text_is_answered_in_order_by_anybody(client):
    answer = ask(client, texts=["Nanyang Technological University, Singapore", "", "42 Mill Road"])
    assert answer.status_code == 200
    told = answer.json()
    assert (told["registry"].startswith("v"), len(told["model"])) == (True, 12)
    first, empty, none = told["answers"]
    (match,) = first["matches"]
    assert (match["ror"], match["span"], match["country"]) == ("https://ror.org/02e7b5302", [0, 32], "SG")
    assert (match["reason"]["kind"], match["reason"]["country"]) == ("name", "agrees")
    assert (empty["matches"], empty["abstained"]) == ([], "empty")
    assert none["abstained"]
    assert first["input"].startswith("Nanyang")


def test_a_threshold_and_a_country(client):
    sure = ask(client, texts=["Nanyang Technological University"], threshold=1).json()
    assert sure["answers"][0]["matches"] == []
    there = ask(client, texts=["Nanyang Technological University"], country="sg").json()
    assert there["answers"][0]["matches"][0]["reason"]["country"] == "agrees"


@pytest.mark.parametrize(
    ("question", "where"),
    [
        ({}, "texts"),
        ({"texts": []}, "texts"),
        ({"texts": ["x"] * 101}, "texts"),
        ({"texts": ["x" * 10_001]}, "texts"),
        ({"texts": [1]}, "texts"),
        ({"texts": ["x"], "country": "France"}, "country"),
        ({"texts": ["x"], "threshold": 2}, "threshold"),
    ],
)
def test_what_is_asked_wrongly_is_refused_and_named(client, question, where):
    answer = ask(client, **question)
    assert answer.status_code == 422
    assert where in answer.json()["detail"][0]["loc"]


def test_what_is_not_json_is_refused(client):
    assert client.post(MATCH, "{", content_type="application/json").status_code == 400


def test_odd_letters_are_no_failure(client):
    odd = ["\u202e\u0000", "💥" * 1000, "'; DROP TABLE x; --", "a" * 10_000]
    answer = ask(client, texts=odd)
    assert answer.status_code == 200
    assert [one["input"] for one in answer.json()["answers"]] == odd


def test_who_asks_too_often_waits(client):
    for _ in range(60):
        assert ask(client, texts=["x"]).status_code == 200
    assert ask(client, texts=["x"]).status_code == 429
    spoofed = client.post(
        MATCH,
        json.dumps({"texts": ["x"]}),
        content_type="application/json",
        headers={"X-Forwarded-For": "1.2.3.4"},
    )
    assert spoofed.status_code == 429


def test_without_a_registry_it_says_so(client, settings, tmp_path: Path):
    settings.LAKE = tmp_path / "lake"
    answer = ask(client, texts=["x"])
    assert (answer.status_code, "portulan data build" in answer.json()["detail"]) == (503, True)


def test_the_description_says_what_is_given_and_refused(client):
    told = client.get("/api/v1/openapi.json").json()
    verb = told["paths"][MATCH]["post"]
    assert set(verb["responses"]) == {"200", "422", "429", "503"}
    assert told["components"]["schemas"]["Question"]["properties"]["texts"]["maxItems"] == 100


def test_a_full_question_is_quick(client):
    texts = [f"Laboratory {n}, Nanyang Technological University, Singapore" for n in range(100)]
    ask(client, texts=texts[:1])
    began = time.process_time()
    assert ask(client, texts=texts).status_code == 200
    assert time.process_time() - began < 1
