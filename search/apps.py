from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "search"
    label = "search"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make every kind of thing findable, and listen to what changes it."""
        from portal.base.clock import register_duty
        from portal.base.own_data import declare
        from search import frequencies, lookups, own_data, receivers, renaming, tallies
        from search.entries import forums, pages, places, recommendations, register

        for module in (pages, forums, recommendations, places):
            for adapter in module.ADAPTERS:
                register(adapter)
        receivers.connect()
        declare(*own_data.HELD)
        register_duty("things noted for new names", lambda now: renaming.note_renamed())
        register_duty("words forgotten", lambda now: lookups.forget_lost_words())
        register_duty("changes of sums added up", lambda now: tallies.sum_up())
        register_duty("entries counted for their keys", lambda now: frequencies.count_when_due())
