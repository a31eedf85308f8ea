"""The registry file: what is written is read, what is cut or changed is refused, records are found."""

from pathlib import Path

import numpy as np
import pytest

from analytics.matching import registry_of_ours as ours
from portulan.analytics.matching.index import Registry, RegistryError
from portulan.analytics.matching.matcher import Matcher


def test_records_are_found_by_number_and_by_identifier(matcher: Matcher) -> None:
    registry = matcher.registry
    assert registry.organisations == len(ours.RECORDS)
    number = registry.number(ours.ror(ours.VELMAR))
    assert registry.ror(number) == ours.ror(ours.VELMAR)
    assert (registry.name(number), registry.city(number)) == ("Université de Velmar", "Velmar")
    assert (registry.country(number), registry.status(number)) == ("FR", "active")
    assert registry.number("0zzzzzz99") == registry.number("") == -1


def test_a_closed_record_leads_to_what_succeeds_it(matcher: Matcher) -> None:
    registry = matcher.registry
    old, new = (registry.number(ours.ror(one)) for one in (ours.OLD, ours.NEW))
    assert (registry.current(old), registry.current(new)) == (new, new)
    assert registry.status(old) == "inactive"


def test_a_view_is_not_copied_and_says_what_the_array_says(matcher: Matcher) -> None:
    registry = matcher.registry
    assert list(registry.view("org_status")) == registry.arrays["org_status"].tolist()
    assert not registry.arrays["org_status"].flags.owndata
    with pytest.raises(ValueError, match="read-only"):
        registry.arrays["org_status"][0] = 2


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda content: content[: len(content) // 2], "cut short"),
        (lambda content: content[:40], "cut short"),
        (lambda content: b"x" + content[1:], "not a registry file"),
        (lambda content: content[:17] + b"\x63" + content[18:], "format 99"),
        (lambda _: b"", "cannot be read|not a registry"),
    ],
)
def test_a_file_of_another_kind_or_cut_is_refused(
    registry_file: Path, tmp_path: Path, spoil, says: str
) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "spoilt"
    path.write_bytes(spoil(registry_file.read_bytes()))
    with pytest.raises(RegistryError, match=says):
        Registry(path)


def test_a_change_within_is_found_when_asked(registry_file: Path, tmp_path: Path) -> None:
    path = tmp_path / "changed"
    content = bytearray(registry_file.read_bytes())
    content[-70] ^= 1
    path.write_bytes(content)
    Registry(registry_file).verify()
    with pytest.raises(RegistryError, match="changed after"):
        Registry(path).verify()


def test_weights_of_words_fall_with_who_bears_them(matcher: Matcher) -> None:
    registry = matcher.registry
    idf = registry.arrays["word_idf"]
    assert np.isfinite(idf).all()
    assert idf[registry.words["univ"]] < idf[registry.words["velmar"]]
