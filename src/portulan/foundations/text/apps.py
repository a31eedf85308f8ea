from django.apps import AppConfig


class TextConfig(AppConfig):
    name = "portulan.foundations.text"
    label = "text"
