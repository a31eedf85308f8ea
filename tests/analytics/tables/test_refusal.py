"""What a refusal says."""

from portulan.analytics.tables.refusal import COLUMNS, REASONS, Refusal


def test_it_tells_where_what_why_and_what_to_do() -> None:
    one = Refusal("rnsr/a.csv", 12, "tutelles", "A;B", "parallel", "Mend it.")
    assert str(one) == f"rnsr/a.csv, line 12, tutelles: 'A;B' {REASONS['parallel']} Mend it."


def test_every_reason_is_a_sentence() -> None:
    assert all(reason.endswith(".") for reason in REASONS.values())


def test_a_row_of_a_spreadsheet_is_no_formula_and_of_readable_length() -> None:
    cells = dict(
        zip(COLUMNS, Refusal("a.csv", 3, "year", "=2+5", "not_a_number", "Mend it.").cells(), strict=True)
    )
    assert cells == {
        "file": "a.csv",
        "row": "3",
        "column": "year",
        "value": "'=2+5",
        "reason": REASONS["not_a_number"],
        "remedy": "Mend it.",
        "code": "not_a_number",
    }
    assert [Refusal("f", 0, "", value, "empty", "").cells()[3] for value in ("+1", "\tx", "x" * 301)] == [
        "'+1",
        "'\tx",
        "x" * 297 + "...",
    ]
