from accounts.models.audit import AuditActor, AuditEntry
from accounts.models.people import Consent, Mandate, StaffRole, User

__all__ = ["AuditActor", "AuditEntry", "Consent", "Mandate", "StaffRole", "User"]
