from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig
from django.conf import settings
from django.core.management import call_command
from django.db.models.signals import post_migrate


def create_cache_table(using: str, **kwargs) -> None:
    """Create the table of the database cache, where the settings use one and it is not yet there."""
    call_command("createcachetable", database=using, verbosity=0)


class BaseConfig(AppConfig):
    name = "portal.base"
    label = "base"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Load the rights of every app, and keep the cache table in step with the migrations."""
        from portal.base.clock import register_duty
        from portal.base.shared_cache import forget_counts

        for module in (f"{app}.permissions" for app in settings.PORTAL_APPS):
            if find_spec(module):
                import_module(module)
        post_migrate.connect(create_cache_table, sender=self)
        register_duty("counts forgotten that ran out", forget_counts)
