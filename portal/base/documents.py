"""Wagtail's documents with our rule for what editors see of them."""

from wagtail.documents.apps import WagtailDocsAppConfig


class DocumentsConfig(WagtailDocsAppConfig):
    """Stands in ``INSTALLED_APPS`` for ``wagtail.documents``: the last policy registered for a model counts."""

    def ready(self) -> None:
        """Wagtail's own beginning, then our policy in the place of the one it registers."""
        from wagtail.permissions import register_permission_policy

        from portal.base.editors_files import EditorsFiles
        from portal.base.models import PortalDocument

        super().ready()
        policy = EditorsFiles(PortalDocument, auth_model="wagtaildocs.Document", owner_field_name="uploaded_by_user")
        register_permission_policy(PortalDocument, policy)
