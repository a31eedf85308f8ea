from django.apps import AppConfig

from portulan.foundations.search.kinds import register


class PartnersConfig(AppConfig):
    name = "portulan.domains.partners"
    label = "partners"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from portulan.domains.partners.queries.finding import PARTNERS  # noqa: PLC0415  needs models, 2026-11-25
        from portulan.domains.partners.services import declare  # noqa: PLC0415  needs models, 2026-11-23

        declare()
        register(PARTNERS)
