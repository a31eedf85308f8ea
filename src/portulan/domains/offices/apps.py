from django.apps import AppConfig


class OfficesConfig(AppConfig):
    name = "portulan.domains.offices"
    label = "offices"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from portulan.domains.offices.services import declare  # noqa: PLC0415  needs models, 2026-11-23

        declare()
