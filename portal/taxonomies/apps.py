from django.apps import AppConfig
from django.db.models.signals import post_delete, post_migrate, post_save


class TaxonomiesConfig(AppConfig):
    name = "portal.taxonomies"
    label = "taxonomies"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Load the committed vocabularies after migrations, and count every later change."""
        from portal.taxonomies.loading import load_vocabularies
        from portal.taxonomies.versions import count_change

        post_migrate.connect(load_vocabularies, sender=self)
        for name in ("Label", "Theme", "Approach", "TargetGroup", "Goal", "Country"):
            for signal in (post_save, post_delete):
                signal.connect(count_change, sender=self.get_model(name), dispatch_uid=f"{name}-{id(signal)}")
