"""Who is told what: receivers of the other apps' signals; they write rows, nothing else."""

from notifications.receivers import consultation, discussion, documents, leaving


def connect() -> None:
    """Listen; called once, from ``NotificationsConfig.ready``."""
    consultation.connect()
    discussion.connect()
    documents.connect()
    leaving.connect()
