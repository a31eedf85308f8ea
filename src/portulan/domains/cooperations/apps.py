from django.apps import AppConfig

from portulan.foundations.search.kinds import register


class CooperationsConfig(AppConfig):
    name = "portulan.domains.cooperations"
    label = "cooperations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from portulan.domains.cooperations.queries.finding import COOPERATIONS  # noqa: PLC0415  needs models, 2026-11-25

        register(COOPERATIONS)
