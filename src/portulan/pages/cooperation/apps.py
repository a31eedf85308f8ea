from django.apps import AppConfig


class CooperationPageConfig(AppConfig):
    name = "portulan.pages.cooperation"
    label = "cooperation_page"
