from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "search"
    label = "search"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make every kind of thing findable, and listen to what changes it."""
        from search import receivers
        from search.entries import forums, pages, places, recommendations, register

        for module in (pages, forums, recommendations, places):
            for adapter in module.ADAPTERS:
                register(adapter)
        receivers.connect()
