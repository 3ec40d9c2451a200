from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "notifications"
    label = "notifications"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen to what people are told about, and say to the pages below what a reader follows."""
        from notifications import receivers, wishes
        from portal.base.following import register_levels

        receivers.connect()
        register_levels(wishes.level_of)
