from django.apps import AppConfig

from portulan.foundations.search.kinds import register


class OrganisationConfig(AppConfig):
    name = "portulan.domains.organisation"
    label = "organisation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from portulan.domains.organisation.queries.finding import UNITS  # noqa: PLC0415  needs models, 2026-11-25
        from portulan.domains.organisation.services.sections import declare  # noqa: PLC0415  needs models, 2026-11-23

        declare()
        register(UNITS)
