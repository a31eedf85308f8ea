import gzip
from datetime import date
from pathlib import Path

import pytest

from portulan.analytics.jobs.radar_links import from_cordis, from_hal
from portulan.analytics.radar.links import UnusableLinksError, read

TAKES_PART = "rcn,role,pic,type,contribution,country,start_date,end_date"
WORK = "Equipe,Centre,Organisme_copubliant,Pays,ID_Aurehal,Année,HalID,Domaine(s)"


@pytest.fixture
def cordis(tmp_path: Path) -> Path:
    rows = [
        TAKES_PART,
        "2,participant,911111111,HES,NA,UK,2016-01-01,2018-12-31",
        "1,coordinator,922222222,REC,NA,EL,2015-01-01,NA",
        "1,participant,933333333,PRC,NA,NA,2015-01-01,NA",
        "1,partner,933333333,PRC,NA,NA,2015-01-01,NA",
        "3,participant,933333333,PRC,NA,NA,NA,NA",
        "3,participant,944444444,PRC,NA,ZZ,2015-01-01,NA",
    ]
    folder = tmp_path / "cordis"
    folder.mkdir()
    (folder / "taking_part.csv.gz").write_bytes(gzip.compress("\n".join(rows).encode()))
    (folder / "parts.csv").write_text("rcn,programme_part\n1,SC1\n1,ERC\n9,MSCA\n")
    return folder


EXPECTED = """project,organisation,country,type,start,theme
1,922222222,GR,REC,2015-01-01,ERC;SC1
1,933333333,NA,PRC,2015-01-01,ERC;SC1
2,911111111,GB,HES,2016-01-01,
"""


def test_participations_become_links(cordis: Path, tmp_path: Path) -> None:
    made = from_cordis(cordis, tmp_path / "out/links.csv")
    assert (tmp_path / "out/links.csv").read_text() == EXPECTED
    assert made.rows == 3
    assert made.left_out == {"no start": 1, "unknown country": 1}
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["links.csv"]


def test_gzip_by_name_and_the_same_at_every_run(cordis: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "a.csv.gz", tmp_path / "b.csv.gz"
    from_cordis(cordis, first)
    from_cordis(cordis, second)
    assert gzip.decompress(first.read_bytes()).decode() == EXPECTED
    assert first.read_bytes() == second.read_bytes()


def test_a_folder_without_participations(tmp_path: Path) -> None:
    with pytest.raises(UnusableLinksError, match="no CSV file with the columns country, pic"):
        from_cordis(tmp_path, tmp_path / "links.csv")
    assert list(tmp_path.iterdir()) == []


def test_works_become_links(tmp_path: Path) -> None:
    folder = tmp_path / "hal"
    folder.mkdir()
    field = "Computer Science [cs]/Modeling;Physics [physics]"
    rows = [
        WORK,
        f"ACUMES,Sophia,Une clinique,Morocco,548561,2018,hal-1,{field}",
        f"ACUMES,Sophia,Une clinique,Morocco,548561,2018,hal-1,{field}",
        f"ACUMES,Sophia,Ailleurs,Atlantis,1,2018,hal-2,{field}",
        f"ACUMES,Sophia,Sans numéro,Morocco,,2018,hal-3,{field}",
    ]
    (folder / "works.csv").write_text("\n".join(rows))
    made = from_hal(folder, tmp_path / "links.csv", "FR")
    assert (made.rows, made.left_out) == (2, {"unknown country": 1, "no identifier": 1})
    links = read(tmp_path / "links.csv", today=date(2026, 1, 1))
    assert links.organisations == ["hal-548561", "team-acumes"]
    assert list(links.kind) == ["ORG", "TEAM"]
    assert links.themes == ["Computer Science", "Physics"]
