from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    name = "portulan.domains.organisation"
    label = "organisation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from portulan.domains.organisation.services.sections import declare  # noqa: PLC0415  needs models, 2026-11-23

        declare()
