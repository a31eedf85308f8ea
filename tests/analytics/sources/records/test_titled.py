"""Records without an identifier of their own are known by what tells the work."""

from portulan.analytics.sources.records.titled import source_id


def test_the_first_of_doi_hal_and_title() -> None:
    given = {
        "doi": "https://doi.org/10.1000/A",
        "hal_id": "hal-00000001v2",
        "title": "A Title!",
        "year": "2020",
        "authors": 3,
    }
    assert source_id(**given) == "10.1000/a"  # type: ignore[arg-type]
    assert source_id(**{**given, "doi": ""}) == "hal-00000001"  # type: ignore[arg-type]
    assert source_id(**{**given, "doi": "", "hal_id": "x"}) == "atitle|2020|3"  # type: ignore[arg-type]
    assert source_id(**{**given, "doi": "", "hal_id": "", "title": " "}) == ""  # type: ignore[arg-type]
