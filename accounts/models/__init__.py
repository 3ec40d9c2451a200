from accounts.models.audit import AuditActor, AuditEntry
from accounts.models.browsing import BrowserSession
from accounts.models.leaving import DataCopy, Departure
from accounts.models.people import Consent, Mandate, StaffRole, User

__all__ = [
    "AuditActor",
    "AuditEntry",
    "BrowserSession",
    "Consent",
    "DataCopy",
    "Departure",
    "Mandate",
    "StaffRole",
    "User",
]
