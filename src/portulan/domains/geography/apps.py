from django.apps import AppConfig

from portulan.foundations.search.kinds import register


class GeographyConfig(AppConfig):
    name = "portulan.domains.geography"
    label = "geography"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from portulan.domains.geography.queries import COUNTRIES  # noqa: PLC0415  needs models, 2026-11-25

        register(COUNTRIES)
