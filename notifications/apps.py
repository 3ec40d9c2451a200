from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "notifications"
    label = "notifications"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen to what people are told about, and say to the pages below what a reader follows."""
        from notifications import own_data, receivers, reminders, wishes
        from notifications.answers import answer_commitment, answer_thread
        from notifications.digests import plan_digests
        from notifications.imap import fetch_mail
        from notifications.keeping import forget_old
        from notifications.reading import unread_expression
        from portal.base.clock import register_duty
        from portal.base.following import register_levels
        from portal.base.mail_replies import register_reply
        from portal.base.own_data import declare, on_erasing
        from portal.base.unread import register_counter
        from recommendations import followup

        receivers.connect()
        register_counter(unread_expression)
        declare(*own_data.HELD)
        on_erasing(own_data.before_erasing)
        register_levels(wishes.level_of, wishes.level_subquery)
        register_reply("thread", answer_thread)
        register_reply("commitment", answer_commitment)
        register_duty("reminders told", reminders.remind)
        register_duty("reminders written", followup.remind)
        register_duty("digests planned", plan_digests)
        register_duty("old notices and mails deleted", forget_old)
        register_duty("mails received", lambda now: fetch_mail())
