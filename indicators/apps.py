from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "indicators"
    label = "indicators"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say which kind indicators are."""
        from indicators.cards import indicator_path, indicator_title
        from portal.base.registry import register_kind

        register_kind("indicator", self.get_model("Indicator"), path=indicator_path, title=indicator_title)
