from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "events"
    label = "events"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say which kind events are, and what they add to the pages of practices and to their own."""
        from events import own_data
        from events.cards import event_path, titled
        from events.views import events_of_practice, events_of_project, practices_of_event
        from portal.base.own_data import declare
        from portal.base.panels import register_panel
        from portal.base.registry import register_kind

        register_kind("event", self.get_model("Event"), path=event_path, title=titled)
        register_panel("event", practices_of_event)
        register_panel("practice", events_of_practice)
        register_panel("project", events_of_project)
        declare(*own_data.HELD)
