from django.apps import AppConfig


class SearchPageConfig(AppConfig):
    """The word "search" names the foundation this page shows."""

    name = "portulan.pages.search"
    label = "search_page"
