from django.apps import AppConfig


class CooperationsConfig(AppConfig):
    name = "portulan.domains.cooperations"
    label = "cooperations"
    default_auto_field = "django.db.models.BigAutoField"
