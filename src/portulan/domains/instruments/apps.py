from django.apps import AppConfig


class InstrumentsConfig(AppConfig):
    name = "portulan.domains.instruments"
    label = "instruments"
    default_auto_field = "django.db.models.BigAutoField"
