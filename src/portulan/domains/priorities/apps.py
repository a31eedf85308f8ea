from django.apps import AppConfig


class PrioritiesConfig(AppConfig):
    name = "portulan.domains.priorities"
    label = "priorities"
    default_auto_field = "django.db.models.BigAutoField"
