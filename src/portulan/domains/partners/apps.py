from django.apps import AppConfig


class PartnersConfig(AppConfig):
    name = "portulan.domains.partners"
    label = "partners"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from portulan.domains.partners.services import declare  # noqa: PLC0415  needs models, 2026-11-23

        declare()
