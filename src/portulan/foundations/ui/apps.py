from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "portulan.foundations.ui"
    label = "ui"
