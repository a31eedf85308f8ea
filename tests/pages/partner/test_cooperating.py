"""The page of a partner shows the cooperations its reader may see, and what we do together by kind and year."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from cast.people import make
from domains.partners.known import BY, provisional
from pages.unit.reading import csv_rows
from portulan.domains.cooperations import services as cooperations
from portulan.domains.cooperations.models import CooperationPartner
from portulan.domains.organisation.queries import reach_of
from portulan.domains.organisation.services import give_mandate
from portulan.domains.partners.models import Merge, Partner
from portulan.domains.partners.services import merge, undo_merge
from portulan.domains.people.queries import actor_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_data")]
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
NTU, CNR, CINTRA = "ror-02e7b5302", "/organisations/ror-04zaypm56/", "rnsr-200919745C"


@pytest.fixture
def researcher() -> Client:
    made = make("researcher")
    give_mandate(person=made.person, role_code="researcher", by=BY, at=NOW, today=NOW.date())
    client = Client()
    client.force_login(made.account)
    client.person = made.person
    return client


def declare(client: Client, title: str, partners: list[str], confidentiality: str = "organisation") -> None:
    given = cooperations.Given(
        title=title, units=[CINTRA], partners=partners, countries=["SG"], confidentiality=confidentiality
    )
    reach = reach_of(client.person, NOW.date())
    by = actor_of(client.person)
    cooperations.declare(given=given, by=by, reach=reach, at=NOW, today=NOW.date(), key=title)


def test_cooperations_are_on_the_page_and_in_its_file_for_who_may_see_them(researcher, client):
    declare(researcher, "Tides of light", [NTU])
    declare(researcher, "Open waves", [NTU], "public")
    page = f"/organisations/{NTU}/"

    assert {row["title"] for row in csv_rows(researcher, f"{page}tables/cooperations.csv")} == {
        "Tides of light",
        "Open waves",
    }
    assert "Tides of light" in researcher.get(page).content.decode()
    assert {row["title"] for row in csv_rows(client, f"{page}tables/cooperations.csv")} == {"Open waves"}
    assert "Tides of light" not in client.get(page).content.decode()


def test_what_we_do_together_is_counted_by_kind_and_year(researcher, client):
    years = csv_rows(client, f"{CNR}tables/together.csv")
    projects = csv_rows(client, f"{CNR}tables/years-cordis.csv")
    assert sum(int(row["cordis"] or 0) for row in years) == sum(int(row["count"]) for row in projects) > 0
    assert "cooperations" not in years[0]

    declare(researcher, "Tides of light", [NTU])
    mine = csv_rows(researcher, f"/organisations/{NTU}/tables/together.csv")
    assert [(row["year"], row["cooperations"]) for row in mine] == [("2026", "1")]


def test_cooperations_follow_the_record_kept_and_come_back(researcher):
    one = provisional("Institute of the tides", NOW, country="SG")
    two = provisional("Institute of tides", NOW, country="SG")
    declare(researcher, "With both", [one.key, two.key])
    declare(researcher, "With the second", [two.key])
    before = set(CooperationPartner.objects.values_list("cooperation", "partner"))

    merge(kept=one, absorbed=two, by=BY, at=NOW)

    titles = {
        row["title"] for row in csv_rows(researcher, f"/organisations/{one.key}/tables/cooperations.csv")
    }
    assert titles == {"With both", "With the second"}
    undo_merge(uid=Merge.objects.get().uid, by=BY, at=NOW)
    assert set(CooperationPartner.objects.values_list("cooperation", "partner")) == before
    assert Partner.objects.filter(merged_into__isnull=False).count() == 0
