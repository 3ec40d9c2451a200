from django.apps import AppConfig
from django.core.management import call_command
from django.db.models.signals import post_migrate
from django.utils.module_loading import autodiscover_modules


def create_cache_table(using: str, **kwargs) -> None:
    """Create the table of the database cache, where the settings use one and it is not yet there."""
    call_command("createcachetable", database=using, verbosity=0)


class BaseConfig(AppConfig):
    name = "portal.base"
    label = "base"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Load every app's ``permissions.py`` and keep the cache table in step with the migrations."""
        autodiscover_modules("permissions")
        post_migrate.connect(create_cache_table, sender=self)
