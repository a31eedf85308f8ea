"""Names brought to one form, so that two spellings of the same name are equal."""

import unicodedata

import ibis
import ibis.expr.types as ir


def _bare(letter: str) -> str:
    """The plain letter under an accent, or the letter itself."""
    return unicodedata.normalize("NFKD", letter)[0]


_ACCENTED = {chr(code): _bare(chr(code)) for code in range(0xC0, 0x250) if _bare(chr(code)).isascii()}
_LETTERS = {**_ACCENTED, "đ": "d", "ħ": "h", "ı": "i", "ł": "l", "ø": "o", "ð": "d", "ŧ": "t"}
_FROM = "".join(_LETTERS)
_TO = "".join(_LETTERS.values())


def normalised(name: ir.StringValue) -> ir.StringValue:
    """Lower case, Latin accents dropped, punctuation and spaces as one space, "&" as "and", no article in front."""
    plain = name.lower().translate(_FROM, _TO)
    for ligature, letters in (("ß", "ss"), ("æ", "ae"), ("œ", "oe"), ("&", " and ")):
        plain = plain.replace(ligature, letters)
    words = plain.re_replace(r"[\p{P}\p{S}\s]+", " ").strip()
    return words.re_replace(r"^(the|le|la|les|l) ", "")


def variants(name: ir.StringValue) -> ir.ArrayValue:
    """The names one cell holds: "A = B [Town]" gives "A", "B"; a bracketed or parenthesised end is dropped."""
    bare = name.re_replace(r"\s*[\[(][^\[\]()]*[\])]\s*$", "")
    parts = bare.split(" = ").map(lambda part: part.strip())
    return ibis.ifelse(bare == name, parts, parts.concat(name.split(" = ")))
