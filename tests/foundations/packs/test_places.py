"""Lines of keys."""

import pytest

from portulan.foundations.packs.places import line_of

LINES = '''# a pack
code = "a"
name.fr = "b"

[focal]
ror = "c"

[[level]]
code = "one"
text = """
[[level]]
code = "not a key"
"""
[[level.name]]
fr = "x"

[[level]]
code = "two"
[[level.name]]
fr = "y"
[[level.name]]
fr = "z"  # the second
[source.log]
title = "t"
'''.splitlines()


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("code",), 2),
        (("name", "fr"), 3),
        (("name",), 3),
        (("focal", "ror"), 6),
        (("level", 0, "code"), 9),
        (("level", 0, "name", 0, "fr"), 15),
        (("level", 1), 17),
        (("level", 1, "code"), 18),
        (("level", 1, "name", 1, "fr"), 22),
        (("level", 1, "missing"), 17),
        (("source", "log", "title"), 24),
        (("nowhere",), None),
        ((), None),
    ],
)
def test_the_deepest_known_part_of_a_path_is_found(path, line):
    assert line_of(LINES, path) == line
