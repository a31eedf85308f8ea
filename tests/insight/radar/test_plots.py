from xml.etree.ElementTree import XML  # of our own making

from portulan.insight.radar.plots import Bar, Dot, bars, calibration

SVG = "{http://www.w3.org/2000/svg}"


def test_bars_are_in_proportion() -> None:
    found = XML(bars("Two", [Bar("<a>", 0.2, 0.1, 0.4), Bar("b", 0.4, 0.3, 0.4, strong=True)]))
    short, long = found.findall(f"{SVG}rect")
    assert float(long.get("width", 0)) == 2 * float(short.get("width", 1))
    assert long.get("class") == "strong"
    assert found.findtext(f"{SVG}text") == "<a>"
    assert len(found.findall(f"{SVG}path")) == 2


def test_what_is_not_known_is_said() -> None:
    assert "cannot be said" in bars("None", [Bar("a", None)])
    assert bars("Empty", []).startswith("<svg")


def test_a_true_chance_lies_on_the_diagonal() -> None:
    found = XML(calibration("One", [Dot(0.5, 0.5, 0.4, 1.0)]))
    dot = found.find(f"{SVG}circle")
    assert dot is not None
    assert float(dot.get("cx", 0)) - 90 == 310 - float(dot.get("cy", 0)) == 150
