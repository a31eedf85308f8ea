"""Elements of an XML file, one at a time: no document type, no entity of its own, nothing fetched, bounded memory."""

import re
from collections.abc import Iterator

from lxml import etree

from portulan.analytics.sources import raw
from portulan.analytics.sources.raw import Limits, RawFile
from portulan.analytics.sources.source import Head

_BIT = 1 << 16  # bytes handed to the parser at a time
RECORD = Limits(line=8 << 20)  # 10,000 authors with their numbers; as a tree it takes thirty times as much
_OPENING = re.compile(r"<\s*((?:[\w.-]+:)?[\w.-]+)((?:\s+[^<>]*)?)>?")
_PROLOGUE = re.compile(r"<\?.*?\?>|<!--.*?-->", re.DOTALL)
DOCTYPE = "Take the document type out of the file: no format we read needs one, and it may hide a trap."


def root(head: Head) -> tuple[str, str]:
    """The name of the root element without its prefix, and its attributes as written; empty when it is not XML."""
    text = head.text.lstrip("\ufeff \t\r\n")
    if not text.startswith("<"):
        return "", ""
    found = _OPENING.match(_PROLOGUE.sub("", text).lstrip())
    return (found[1].rpartition(":")[2], found[2]) if found else ("", "")


def elements(file: RawFile, *names: str, limits: Limits = RECORD) -> Iterator[tuple[int, etree._Element]]:
    """Elements of these names (any name space), each with its line, as soon as it ends; it is emptied afterwards.

    An element inside another of these names comes with the outer one only. Raises UnusableError when the file is not
    well-formed, has a document type, is cut short, or holds an element too large to be read safely.
    """
    wanted, depth, since = set(names), 0, 0
    parser = _parser()
    for block in raw.blocks(file, limits):
        for start in range(0, len(block), _BIT):
            bit = block[start : start + _BIT]
            since += len(bit)
            _feed(parser, bit, file)
            for event, element in parser.read_events():
                if event == "start":
                    _refuse_doctype(element, file)
                if not isinstance(element.tag, str) or etree.QName(element).localname not in wanted:
                    continue
                depth += 1 if event == "start" else -1
                if event == "end" and depth == 0:
                    since = 0
                    yield element.sourceline or 0, element
                    _empty(element)
            if since > limits.line:
                remedy = f"A record may hold {limits.line >> 20} MB: export the file again, in parts."
                raw.refuse(file.name, "too_long", remedy)
    _close(parser, file)


def _parser() -> etree.XMLPullParser:
    return etree.XMLPullParser(
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def _feed(parser: etree.XMLPullParser, bit: bytes, file: RawFile) -> None:
    if b"<!DOCTYPE" in bit or b"<!ENTITY" in bit:
        raw.refuse(file.name, "not_allowed", DOCTYPE, column="DOCTYPE")
    try:
        parser.feed(bit)
    except etree.XMLSyntaxError as error:
        _refuse_syntax(error, file)


def _close(parser: etree.XMLPullParser, file: RawFile) -> None:
    try:
        parser.close()
    except etree.XMLSyntaxError as error:
        _refuse_syntax(error, file)


def _refuse_syntax(error: etree.XMLSyntaxError, file: RawFile) -> None:
    line = error.lineno or 0
    code = "truncated" if "end of" in str(error.msg) or "Premature" in str(error.msg) else "unreadable"
    raw.refuse(file.name, code, "It is not well-formed XML: export it again.", row=line)


def _refuse_doctype(element: etree._Element, file: RawFile) -> None:
    if element.getparent() is None and element.getroottree().docinfo.doctype:
        raw.refuse(file.name, "not_allowed", DOCTYPE, column="DOCTYPE")


def _empty(element: etree._Element) -> None:
    """Forget the element and what came before it, so that memory does not grow with the file."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def text(element: etree._Element | None) -> str:
    """All text inside an element, spaces made single; empty for none."""
    return "" if element is None else " ".join("".join(element.itertext()).split())


def child(element: etree._Element, path: str) -> etree._Element | None:
    """The first element at a path of names, in any name space: ``titleStmt/title``."""
    return next(children(element, path), None)


def children(element: etree._Element, path: str) -> Iterator[etree._Element]:
    """All elements at a path of names, in any name space."""
    found: list[etree._Element] = [element]
    for name in path.split("/"):
        found = [inner for outer in found for inner in outer.iterchildren("{*}" + name)]
    yield from found
