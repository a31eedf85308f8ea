"""Texts of the last build that are worth a look; those that have their answer are left out."""

from domains.packed import AT
from domains.partners.known import BY
from portulan.domains.partners.queries import texts as module
from portulan.domains.partners.queries.texts import Found, TextToCheck, of_last_build, texts_to_check
from portulan.domains.partners.services import pin


def line(text: str) -> TextToCheck:
    return TextToCheck(text, 3, "cordis", "SG", (Found("ror-02e7b5302", "NTU", "SG", 0.6),), None)


def test_a_text_that_has_its_answer_is_left_out_unless_asked(isle, tmp_path, monkeypatch):
    monkeypatch.setattr(module, "of_last_build", lambda lake, limit: [line("N/A"), line("NTU Spore")])
    pin(text="n/a", verdict="refused", by=BY, at=AT)

    assert [one.text for one in texts_to_check(lake=tmp_path)] == ["NTU Spore"]
    assert [one.pin and one.pin.verdict for one in texts_to_check(lake=tmp_path, answered=True)] == [
        "refused",
        None,
    ]
    assert len(texts_to_check(lake=tmp_path, limit=1, answered=True)) == 1


def test_before_the_first_build_there_are_none(tmp_path):
    assert of_last_build(tmp_path, limit=10) == []
