from django.apps import AppConfig


class InstrumentsConfig(AppConfig):
    name = "portulan.domains.instruments"
    label = "instruments"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from portulan.domains.instruments.services import declare  # noqa: PLC0415  needs models, 2026-11-23

        declare()
