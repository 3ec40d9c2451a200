"""What the database refuses in the tables of this app."""

from portal.base.triggers import Refusal

AUDIT_IS_FINAL = (
    Refusal("audit_is_never_changed", "accounts_auditentry", "UPDATE", "an audit row never changes"),
    Refusal("audit_is_never_deleted", "accounts_auditentry", "DELETE", "an audit row is never deleted"),
)
