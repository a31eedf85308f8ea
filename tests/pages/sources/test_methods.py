"""Every figure says how it is computed: each method has its anchor, and each link leads to one."""

import re
from pathlib import Path

import pytest

from house.floors import PACKAGE
from portulan.pages.sources.citing import method_url
from portulan.pages.sources.methods import CHAPTERS, METHODS

KEY = re.compile(r'method_url\("([a-z-]+)"')


def used_keys() -> set[tuple[str, str]]:
    files = list((PACKAGE / "pages").rglob("*.py"))
    return {
        (key, str(file.relative_to(PACKAGE))) for file in files for key in KEY.findall(Path(file).read_text())
    }


def test_every_link_to_a_method_leads_to_one():
    assert {(key, file) for key, file in used_keys() if key not in METHODS} == set()


def test_keys_are_anchors_and_stand_once():
    keys = [method.key for chapter in CHAPTERS for method in chapter.methods]
    assert len(keys) == len(set(keys))
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", key) for key in keys)


@pytest.mark.django_db
def test_the_page_holds_every_anchor(client):
    html = client.get("/sources/methods/").content.decode()
    assert [key for key in METHODS if f'id="{key}"' not in html] == []
    assert method_url("growth") == "/sources/methods/#growth"


def test_every_method_says_what_and_either_how_or_with_what_limits():
    assert all(method.definition and (method.formula or method.limits) for method in METHODS.values())
