"""The files editors work with on their screens: all but those of what people wrote in a forum or a group."""

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import QuerySet
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy

from portal.base.models import Audience, PortalDocument


class EditorsFiles(CollectionOwnershipPermissionPolicy):
    """Wagtail's own rules for documents, without the files for readers, whoever asks: those leave by ``media.py``."""

    def instances_user_has_any_permission_for(self, user: AbstractBaseUser, actions: list[str]) -> QuerySet:
        return super().instances_user_has_any_permission_for(user, actions).exclude(audience=Audience.READERS)

    def user_has_any_permission_for_instance(
        self, user: AbstractBaseUser, actions: list[str], instance: PortalDocument
    ) -> bool:
        if instance.audience == Audience.READERS:
            return False
        return super().user_has_any_permission_for_instance(user, actions, instance)
