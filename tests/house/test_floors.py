"""What imports do not show: foreign keys point down, nobody listens to signals, files stay small, tests mirror."""

import ast

import pytest
from django.apps import apps

from house.floors import PACKAGE, ROOT, domain_floors, height, python_files

OURS = [config.label for config in apps.get_app_configs() if config.name.startswith("portulan.domains.")]
MIRRORED = {"services", "queries", "access"}
SIGNAL_WORDS = {"receiver", "connect"}


def test_every_domain_has_its_floor():
    assert set(OURS) <= {name for floor in domain_floors() for name in floor}


@pytest.mark.parametrize("label", OURS)
def test_foreign_keys_point_to_the_same_domain_or_a_lower_one(label):
    upward = [
        f"{label}.{model.__name__}.{field.name} -> {field.related_model._meta.label}"
        for model in apps.get_app_config(label).get_models()
        for field in model._meta.get_fields()
        if field.is_relation and field.concrete and field.related_model
        if field.related_model._meta.app_label != label
        and height(field.related_model._meta.app_label) >= height(label)
    ]
    assert upward == []


def test_foundations_hold_no_foreign_key_to_a_domain():
    pointing = [
        f"{model.__name__}.{field.name}"
        for config in apps.get_app_configs()
        if config.name.startswith("portulan.foundations.")
        for model in config.get_models()
        for field in model._meta.get_fields()
        if field.is_relation and field.concrete and field.related_model._meta.app_label in OURS
    ]
    assert pointing == []


@pytest.mark.parametrize("file", python_files("domains", "pages", "insight", "analytics", "site"), ids=str)
def test_nobody_above_the_foundations_listens_to_signals(file):
    imported = [
        alias.name
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.ImportFrom)
        and "signals" in (node.module or "") + str(node.module == "django.dispatch")
        for alias in node.names
    ]
    assert imported == [], f"{file}: call a service instead of listening to {imported}"


@pytest.mark.parametrize("file", python_files("."), ids=str)
def test_files_stay_under_600_lines_and_warn_at_400(file):
    lines = file.read_text().count("\n")
    assert lines <= 400, f"{file.relative_to(ROOT)} has {lines} lines: make it a folder of the same name"


def test_services_queries_and_access_have_their_mirror_test():
    orphans = []
    for file in python_files("domains", "foundations"):
        if file.stem not in MIRRORED and file.parent.name not in MIRRORED:
            continue
        if file.stem == "__init__":
            continue
        mirror = ROOT / "tests" / file.relative_to(PACKAGE).parent / f"test_{file.stem}.py"
        if not mirror.exists():
            orphans.append(str(mirror.relative_to(ROOT)))
    assert orphans == [], "tests that are missing: " + ", ".join(orphans)


def test_analytics_modules_have_their_mirror_test():
    orphans = []
    for file in python_files("analytics", "insight"):
        folder = ROOT / "tests" / file.relative_to(PACKAGE).parent
        if file.stem != "__init__" and not (folder / f"test_{file.stem}.py").exists():
            orphans.append(str((folder / f"test_{file.stem}.py").relative_to(ROOT)))
    assert orphans == [], "tests that are missing: " + ", ".join(orphans)


def test_no_room_is_called_utils():
    banned = {"utils", "common", "helpers", "misc", "manager", "managers"}
    assert [str(path) for path in PACKAGE.rglob("*") if path.stem in banned] == []
