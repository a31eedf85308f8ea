"""Addresses of the desk, of the search and of steering. A level is steered by who holds the verb on its unit."""

from cast.people import CINTRA
from house.kinds import held, own, public
from house.scoped import Placed, export, page
from portulan.domains.organisation.vocabulary import Verb

TABLE = "tables/<slug:key>.<slug:fmt>"


def a_level() -> Placed:
    """A laboratory of the registry, which stands in Singapore."""
    return Placed(key=CINTRA, absent="rnsr-190000000Z", units=(CINTRA,), countries=("SG",))


ROWS = (
    own("desk/", "/desk/"),
    own("desk/found/", "/desk/found/"),
    public("search/", "/search/?q=nanyang+technologcal"),
    held("steering/", "/steering/", Verb.STEERING_READ, 200),
)
SCOPED = (
    page("steering/<slug:code>/", "/steering/{key}/", a_level, Verb.STEERING_READ),
    export(f"steering/<slug:code>/{TABLE}", "/steering/{key}/tables/stages.csv", a_level, Verb.STEERING_READ),
)
