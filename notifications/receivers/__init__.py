"""Who is told what: receivers of the other apps' signals; they write rows, nothing else."""

from notifications.receivers import care, consultation, discussion, documents, leaving, places


def connect() -> None:
    """Listen; called once, from ``NotificationsConfig.ready``."""
    care.connect()
    consultation.connect()
    discussion.connect()
    documents.connect()
    leaving.connect()
    places.connect()
