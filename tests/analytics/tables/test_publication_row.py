"""Numbers of works, opaque authors, printed addresses."""

from portulan.analytics.tables.publication_row import number_of, opaque, without_mail


def test_a_work_of_openalex_keeps_its_digits() -> None:
    assert number_of("openalex", "W2741809807") == 2741809807


def test_other_works_have_numbers_that_never_meet_those_of_openalex() -> None:
    one, other = number_of("hal", "hal-00000001"), number_of("scanr", "hal-00000001")
    assert one != other
    assert min(one, other) >= 1 << 61
    assert max(one, other) < 1 << 62
    assert number_of("hal", "hal-00000001") == one


def test_an_author_is_opaque_and_told_apart_by_source() -> None:
    assert opaque("hal", "") == ""
    assert len({opaque("hal", "1"), opaque("hal", "2"), opaque("wos", "1")}) == 3
    assert len(opaque("hal", "1")) == 16


def test_mail_is_taken_out_of_an_address() -> None:
    assert without_mail("Institute of Tides,  Brest. someone@example.org") == "Institute of Tides, Brest."
