from notifications.models.outbox import OutgoingMail
from notifications.models.replies import ReceivedMail, ReplyAddress
from notifications.models.telling import MailSettings, Notice, Subscription

__all__ = ["MailSettings", "Notice", "OutgoingMail", "ReceivedMail", "ReplyAddress", "Subscription"]
