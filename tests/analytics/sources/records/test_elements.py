"""XML read element by element, and the traps it is known for: entities, document types, endless elements."""

import gzip
import tracemalloc
from pathlib import Path

import pytest

from analytics.sources.reading import file_of
from portulan.analytics.sources.raw import Limits, RawFile
from portulan.analytics.sources.records.elements import child, children, elements, root, text
from portulan.analytics.sources.source import Head
from portulan.analytics.tables.refusal import UnusableError

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(2, 10))


def names(file: RawFile, *wanted: str) -> list[str]:
    return [text(one) for _, one in elements(file, *(wanted or ("a",)))]


def test_elements_of_a_name_in_any_name_space(tmp_path: Path) -> None:
    opening = '<?xml version="1.0"?>\n<r xmlns="urn:x" xmlns:y="urn:y">'
    content = opening + "\n<a>one <b>two</b></a>\n<!-- c --><y:a>three</y:a></r>"
    assert names(file_of(tmp_path, content)) == ["one two", "three"]
    assert [line for line, _ in elements(file_of(tmp_path, content), "a")] == [3, 4]


def test_an_element_inside_another_comes_with_it(tmp_path: Path) -> None:
    assert names(file_of(tmp_path, "<r><a>x<a>y</a></a><a>z</a></r>")) == ["xy", "z"]


def test_paths_of_names(tmp_path: Path) -> None:
    file = file_of(tmp_path, '<r xmlns="urn:x"><a><b><c>1</c></b><b><c>2</c><c>3</c></b></a></r>')
    for _, one in elements(file, "a"):
        assert [text(found) for found in children(one, "b/c")] == ["1", "2", "3"]
        assert text(child(one, "b/c")) == "1"
        assert text(child(one, "nothing")) == ""


def test_other_encodings_are_those_that_the_file_declares(tmp_path: Path) -> None:
    content = '<?xml version="1.0" encoding="ISO-8859-1"?><r><a>é</a></r>'.encode("latin-1")
    assert names(file_of(tmp_path, content)) == ["é"]


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ('\ufeff<?xml version="1.0"?>\n<!-- hello -->\n<t:TEI xmlns:t="x">', "TEI"),
        ("<rss>", "rss"),
        ("text", ""),
        ("", ""),
        ("<", ""),
    ],
)
def test_the_root(head: str, name: str) -> None:
    assert root(Head(head))[0] == name


@pytest.mark.parametrize(
    "content",
    [
        '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r><a>&x;</a></r>',
        '<!DOCTYPE r [<!ENTITY x SYSTEM "http://127.0.0.1:1/x">]><r><a>&x;</a></r>',
        '<!DOCTYPE r SYSTEM "http://127.0.0.1:1/x.dtd"><r><a>1</a></r>',
        f'<!DOCTYPE r [<!ENTITY l1 "ha">{LAUGHS}]><r><a>&l9;</a></r>',
        f'<!DOCTYPE r [<!ENTITY l1 "ha">{LAUGHS}]><r t="&l9;"><a>1</a></r>',
        "<!--" + "x" * (1 << 16) + '--><!DOCTYPE r [<!ENTITY x "y">]><r><a>&x;</a></r>',
    ],
    ids=["file", "address", "outside DTD", "laughs", "laughs in an attribute", "after a long comment"],
)
def test_document_types_are_refused_and_nothing_is_expanded(tmp_path: Path, content: str) -> None:
    with pytest.raises(UnusableError) as refused:
        names(file_of(tmp_path, content))
    assert "DOCTYPE" in str(refused.value)
    assert "root:" not in str(refused.value)


def test_a_document_type_across_two_blocks_is_seen(tmp_path: Path) -> None:
    before = "<!--" + "x" * ((1 << 16) - 4 - 3 - 5) + "-->"
    content = before + '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r><a>&x;</a></r>'
    with pytest.raises(UnusableError, match="DOCTYPE"):
        names(file_of(tmp_path, content))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("<r><a>1</a><a>2</r>", "cannot be read"),
        ("<r><a>1</a>", "ends before its end|cannot be read"),
        ("<r>&unknown;</r>", "cannot be read"),
        (b"<r><a>\xff</a></r>", "cannot be read"),
        ("<r>" + "<b>" * 5000, "cannot be read|ends before"),
        ("", "is empty"),
    ],
)
def test_what_is_not_well_formed(tmp_path: Path, content: str | bytes, said: str) -> None:
    with pytest.raises(UnusableError, match=said):
        names(file_of(tmp_path, content))


def test_an_endless_element_is_stopped(tmp_path: Path) -> None:
    with pytest.raises(UnusableError, match="too long to be read safely"):
        names(file_of(tmp_path, "<r><a>" + "<b>x</b>" * 1_200_000), "a")
    with pytest.raises(UnusableError, match="too long"):
        list(elements(file_of(tmp_path, "<r>" + "<b>x</b>" * 10_000), "a", limits=Limits(line=10_000)))


def test_a_gzip_that_swells_is_stopped(tmp_path: Path) -> None:
    bomb = gzip.compress(b"<r>" + b"<!-- x -->" * (20 << 20))
    with pytest.raises(UnusableError, match=r"grows far larger|too long"):
        names(file_of(tmp_path, bomb))


def test_200_megabytes_in_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "large.xml"
    with path.open("w") as out:
        out.write("<r>")
        for _ in range(200):
            out.write(("<a>" + "x" * 1000 + "</a>\n") * 1000)
        out.write("</r>")
    assert path.stat().st_size > 200_000_000
    tracemalloc.start()
    count = sum(1 for _ in elements(RawFile(path, path.name), "a"))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 200_000
    assert peak < 30 << 20
