from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what waits for those who verify authorisations, where one's own stand, what is held, what is due."""
        from accounts import own_data, receivers
        from accounts.copies import forget_copies
        from accounts.leaving import erase_due, erase_own_rows, last_administrator
        from accounts.models import Mandate
        from accounts.sessions import forget_sessions
        from accounts.waiting import mandates_to_verify
        from portal.base.clock import register_duty
        from portal.base.own_data import declare, on_erasing, on_leaving
        from portal.base.registry import register_kind
        from portal.base.waiting import register_provider
        from portal.languages.reading import reader_language

        register_kind(
            "mandate",
            Mandate,
            path=lambda mandate: "account/",
            title=lambda mandate: mandate.organisation.name_in(reader_language()),
            related=("organisation",),
        )
        register_provider(mandates_to_verify)
        declare(*own_data.HELD)
        on_erasing(erase_own_rows)
        on_leaving(last_administrator)
        register_duty("people erased who asked for it", erase_due)
        register_duty("sessions forgotten that ran out", forget_sessions)
        register_duty("copies of own data deleted", forget_copies)
        receivers.connect()
