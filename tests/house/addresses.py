"""Every address, and who may open it. A new address without a row here, or in a module of house/rows, fails the build.

Those of a scoped thing, which answer by the scope of the caller, are in house/rows and tried in
test_scoped_addresses.py.
"""

from house.kinds import OK, SEE_OTHER, UNKNOWN, WRONG_METHOD, Callers, Row, held, own, public, visitor
from house.rows import gathered
from portulan.domains.organisation.vocabulary import Verb

NO_RUN = "00000000-0000-4000-8000-000000000000"
TABLE = "tables/<slug:key>.<slug:fmt>"

ROWS = (
    public("", "/"),
    public(TABLE, "/tables/countries.csv"),
    public("world/figures/<slug:figure>.json", "/world/figures/coauthorship.json"),
    public("countries/", "/countries/"),
    public(f"countries/{TABLE}", "/countries/tables/countries.csv"),
    public("countries/<slug:code>/", "/countries/SG/"),
    public(f"countries/<slug:code>/{TABLE}", "/countries/SG/tables/coauthorship.csv"),
    public("laboratories/", "/laboratories/"),
    public(f"laboratories/{TABLE}", "/laboratories/tables/laboratories.csv"),
    public("laboratories/<slug:code>/", "/laboratories/rnsr-200919745C/"),
    public(f"laboratories/<slug:code>/{TABLE}", "/laboratories/rnsr-200919745C/tables/parties.csv"),
    public("organisation/", "/organisation/"),
    public(f"organisation/{TABLE}", "/organisation/tables/institutes.csv"),
    public("organisation/institutes/<slug:code>/", "/organisation/institutes/insis/"),
    public(
        f"organisation/institutes/<slug:code>/{TABLE}",
        "/organisation/institutes/insis/tables/laboratories.csv",
    ),
    public("instruments/", "/instruments/"),
    public(f"instruments/{TABLE}", "/instruments/tables/rules.csv"),
    public("organisations/<slug:key>/", "/organisations/ror-02e7b5302/"),
    public(
        "organisations/<slug:key>/tables/<slug:table>.<slug:fmt>",
        "/organisations/ror-02e7b5302/tables/activity.csv",
    ),
    public("offices/", "/offices/"),
    public("offices/coverage.json", "/offices/coverage.json"),
    public(f"offices/{TABLE}", "/offices/tables/offices.csv"),
    public("offices/<slug:code>/", "/offices/office-singapore/"),
    public(f"offices/<slug:code>/{TABLE}", "/offices/office-singapore/tables/territory.csv"),
    public("sources/", "/sources/"),
    public(f"sources/{TABLE}", "/sources/tables/sources.csv"),
    public("sources/methods/", "/sources/methods/"),
    public("sources/<slug:code>/", "/sources/cordis/"),
    public(f"sources/<slug:code>/{TABLE}", "/sources/cordis/tables/refused.csv"),
    held("sources/build/", "/sources/build/", Verb.DATA_BUILD, SEE_OTHER, method="post", request=NO_RUN),
    held("sources/build/<uuid:uid>/", f"/sources/build/{NO_RUN}/", Verb.DATA_BUILD, UNKNOWN),
    own("me/", "/me/"),
    own("me/language/", "/me/language/", SEE_OTHER, method="post", language="fr"),
    own("me/read/", "/me/read/", SEE_OTHER, method="post"),
    visitor("account/login/", "/account/login/"),
    own("account/logout/", "/account/logout/"),
    public("account/inactive/", "/account/inactive/"),
    visitor("account/signup/", "/account/signup/"),
    own("account/reauthenticate/", "/account/reauthenticate/"),
    own("account/password/change/", "/account/password/change/"),
    own("account/password/set/", "/account/password/set/", SEE_OTHER),
    visitor("account/password/reset/", "/account/password/reset/", member=OK),
    public("account/password/reset/done/", "/account/password/reset/done/"),
    public(
        "account/^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        "/account/password/reset/key/1-nothing/",
    ),
    public("account/password/reset/key/done/", "/account/password/reset/key/done/"),
    own("account/2fa/", "/account/2fa/"),
    visitor("account/2fa/authenticate/", "/account/2fa/authenticate/", nobody=SEE_OTHER),
    own("account/2fa/reauthenticate/", "/account/2fa/reauthenticate/", SEE_OTHER),
    own("account/2fa/totp/activate/", "/account/2fa/totp/activate/", SEE_OTHER),
    own("account/2fa/totp/deactivate/", "/account/2fa/totp/deactivate/", UNKNOWN),
    own("account/2fa/recovery-codes/", "/account/2fa/recovery-codes/", UNKNOWN),
    own("account/2fa/recovery-codes/generate/", "/account/2fa/recovery-codes/generate/", SEE_OTHER),
    own("account/2fa/recovery-codes/download/", "/account/2fa/recovery-codes/download/", UNKNOWN),
    public("account/3rdparty/login/cancelled/", "/account/3rdparty/login/cancelled/"),
    public("account/3rdparty/login/error/", "/account/3rdparty/login/error/", 401),
    visitor("account/3rdparty/signup/", "/account/3rdparty/signup/", nobody=SEE_OTHER),
    own("account/3rdparty/", "/account/3rdparty/"),
    public("account/oidc/<slug:provider_id>/login/", "/account/oidc/elsewhere/login/", UNKNOWN),
    public(
        "account/oidc/<slug:provider_id>/login/callback/",
        "/account/oidc/elsewhere/login/callback/",
        UNKNOWN,
    ),
    Row("language/", "/language/", Callers.EVERYBODY, 302, 302, 302, method="post", data={"language": "fr"}),
    public("api/v1/", "/api/v1/", UNKNOWN),
    public("api/v1/openapi.json", "/api/v1/openapi.json"),
    public("api/v1/organisations/match", "/api/v1/organisations/match", WRONG_METHOD),
    public("health/", "/health/"),
    *gathered("ROWS"),
)
SCOPED = gathered("SCOPED")
