"""What a refusal says."""

from portulan.analytics.tables.refusal import REASONS, Refusal


def test_it_tells_where_what_why_and_what_to_do() -> None:
    one = Refusal("rnsr/a.csv", 12, "tutelles", "A;B", "parallel", "Mend it.")
    assert str(one) == f"rnsr/a.csv, line 12, tutelles: 'A;B' {REASONS['parallel']} Mend it."


def test_every_reason_is_a_sentence() -> None:
    assert all(reason.endswith(".") for reason in REASONS.values())
