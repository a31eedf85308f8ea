from pathlib import Path

from portulan.insight.radar.reports import reports


def test_reports_by_name(tmp_path: Path) -> None:
    for name, text in (("b", '{"focal": 2}'), ("a", '{"focal": 1}'), ("broken", "{")):
        (tmp_path / "radar" / name).mkdir(parents=True)
        (tmp_path / "radar" / name / "report.json").write_text(text)
    (tmp_path / "radar/empty").mkdir()
    found = reports(tmp_path)
    assert [(one.name, one.figures["focal"]) for one in found] == [("a", 1), ("b", 2)]
    assert found[0].html == tmp_path / "radar/a/report.html"


def test_none_yet(tmp_path: Path) -> None:
    assert reports(tmp_path) == []
