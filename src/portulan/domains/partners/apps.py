from django.apps import AppConfig


class PartnersConfig(AppConfig):
    name = "portulan.domains.partners"
    label = "partners"
    default_auto_field = "django.db.models.BigAutoField"
