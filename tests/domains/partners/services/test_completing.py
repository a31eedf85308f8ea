"""Records that lack a town, types or a site take them from the registry; what is there stays."""

from domains.packed import AT
from domains.partners.known import BY
from portulan.domains.partners.models import Partner
from portulan.domains.partners.services import complete
from portulan.foundations.journal.models import Entry
from portulan.insight.results import OrganisationFacts


class Published:
    def described(self, keys):
        facts = OrganisationFacts("Singapore", ("education",), "https://www.ntu.edu.sg", "active")
        return {key: facts for key in keys if key == "ror-02e7b5302"}


def test_what_lacks_is_filled_once_and_told(isle):
    bare = Partner.objects.create(key="ror-02e7b5302", ror="02e7b5302", name="NTU")
    Partner.objects.create(key="ror-000000001", ror="000000001", name="Unknown")
    Partner.objects.create(key="uai-1", name="Without")

    assert [complete(figures=Published(), by=BY, at=AT) for _ in range(2)] == [1, 0]

    bare.refresh_from_db()
    assert (bare.city, bare.types, bare.domain) == ("Singapore", ["education"], "ntu.edu.sg")
    assert Entry.objects.get(verb="partner.complete").object_uid == bare.uid


def test_what_people_wrote_stays(isle):
    told = Partner.objects.create(
        key="ror-02e7b5302",
        ror="02e7b5302",
        name="NTU",
        city="Jurong",
        types=["funder"],
        website="https://ntu.example.org",
    )

    complete(figures=Published(), by=BY, at=AT)

    told.refresh_from_db()
    assert (told.city, told.types, told.website, told.domain) == (
        "Jurong", ["funder"], "https://ntu.example.org", "ntu.example.org",
    )  # fmt: skip
