"""Which names of private organisations may be a person's. All names are invented."""

import pytest

from portulan.analytics.sources.naming import may_be_person


@pytest.mark.parametrize(
    "name",
    [
        "SOMEBODY ANNA",
        "Anna Maria Somebody",
        "DE SOMEBODY-ELSE ANNA MARIA",
        "A.B. Somebody",
        "A. B. SOMEBODY",
        "Somebody A. B. C.",
        "S.A. Somebody",
        "Anna Somebody 1970",
        "Somebody & Somebody-Else",
        "SOMEBODY ANNA (OTHER)",
        "Somebody Anna / Other Ben",
        "ANNA MARIA DE LA SOMEBODY Y OTHER",
    ],
)
def test_bare_words_may_be_a_person(name: str) -> None:
    assert may_be_person(name)


@pytest.mark.parametrize(
    "name",
    [
        "SOMEBODY SA",
        "Somebody S.p.A.",
        "SOMEBODY GMBH",
        "Sea Research Institute",
        "SOMEBODY",
        "3D Somebody",
        "A & B",
        "X D.O.O",
        "SOME&BODY",
        "SOME_BODY",
        "SOMEBODY S. R. O.",
        "Somebody S.L",
        "Somebody Sp. z o. o.",
        "SOMEBODY & SOMEBODY GMBH",
        "ASSOCIATION OF THE FRIENDS OF SOMEBODY AND SOMEBODY",
    ],
)
def test_organisations_show_themselves(name: str) -> None:
    assert not may_be_person(name)
