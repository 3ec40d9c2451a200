"""What this app, and the parts underneath it, hold about a person."""

from django.utils.translation import gettext_lazy as _

from portal.base.own_data import Erasing, Held, acts

GOES, NAMELESS, STAYS = Erasing.GOES, Erasing.NAMELESS, Erasing.STAYS

HELD = (
    Held(
        "profile",
        "accounts.User",
        "pk",
        STAYS,
        ("public_id", "display_name", "email", "ui_language", "joined_at", "last_login", "is_superuser"),
        _("About you"),
    ),
    Held("addresses", "account.EmailAddress", "user", GOES, ("email", "verified", "primary"), _("E-mail addresses")),
    Held(
        "authorisations",
        "accounts.Mandate",
        "user",
        STAYS,
        ("public_id", "organisation__slug", "role", "state", "starts_on", "ends_on", "settled_at", "settled_reason"),
        _("For whom you may speak"),
    ),
    Held("roles", "accounts.StaffRole", "user", GOES, ("role", "association__slug"), _("Your work for the portal")),
    Held(
        "consents",
        "accounts.Consent",
        "user",
        GOES,
        ("purpose", "wording_version", "given_at", "withdrawn_at"),
        _("What you agreed to"),
    ),
    Held("second_factors", "mfa.Authenticator", "user", GOES, ("type", "created_at"), _("Second steps at signing in")),
    Held(
        "done",
        "accounts.AuditActor",
        "user",
        NAMELESS,
        (
            "entry__verb",
            "entry__subject_kind",
            "entry__subject_id",
            "entry__from_state",
            "entry__to_state",
            "entry__reason",
            "entry__happened_at",
        ),
        _("What you did, as the record of the portal has it"),
    ),
    *acts("accounts.BrowserSession", "user", shows=("expire_date",), erasing=GOES),
    *acts("accounts.DataCopy", "user", shows=("public_id", "asked_at"), erasing=GOES),
    *acts("accounts.Departure", "user", shows=("pk", "asked_at", "due_at"), erasing=STAYS),
    *acts("accounts.Mandate", "verified_by", shows=("public_id",)),
    # pictures, papers and the editors' screens
    *acts("base.PortalImage", "uploaded_by_user"),
    *acts("base.PortalDocument", "uploaded_by_user"),
    *acts("wagtailimages.Image", "uploaded_by_user"),
    *acts("wagtaildocs.Document", "uploaded_by_user"),
    *acts("wagtailcore.UploadedFile", "uploaded_by_user"),
    *acts("wagtailcore.Page", "owner", "locked_by"),
    *acts("wagtailcore.Revision", "user"),
    *acts("wagtailcore.WorkflowState", "requested_by"),
    *acts("wagtailcore.TaskState", "finished_by"),
    *acts("wagtailcore.ModelLogEntry", "user"),
    *acts("wagtailcore.PageLogEntry", "user"),
    *acts("wagtailcore.Comment", "resolved_by"),
    *acts("wagtailcore.Comment", "user", shows=("pk", "text"), erasing=GOES),
    *acts("wagtailcore.CommentReply", "user", shows=("pk", "text"), erasing=GOES),
    *acts("wagtailcore.PageSubscription", "user", erasing=GOES),
    *acts("wagtailcore.APIToken", "user", erasing=GOES),
    *acts("wagtailadmin.EditingSession", "user", erasing=GOES),
    *acts("wagtailadmin.FormState", "user", erasing=GOES),
    *acts("wagtailusers.UserProfile", "user", shows=("pk", "preferred_language"), erasing=GOES),
)
