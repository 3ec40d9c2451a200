from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what waits for those who verify authorisations."""
        from accounts.waiting import mandates_to_verify
        from portal.base.waiting import register_provider

        register_provider(mandates_to_verify)
