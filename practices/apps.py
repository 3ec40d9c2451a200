from django.apps import AppConfig


class PracticesConfig(AppConfig):
    name = "practices"
    label = "practices"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say which kind practices are, and what waits for those who check them."""
        from portal.base.own_data import declare
        from portal.base.registry import register_kind
        from portal.base.waiting import register_provider
        from practices import own_data
        from practices.cards import practice_path, titled
        from practices.waiting import practices_to_check

        register_kind("practice", self.get_model("Practice"), path=practice_path, title=titled)
        register_provider(practices_to_check)
        declare(*own_data.HELD)
