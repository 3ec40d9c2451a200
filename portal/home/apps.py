from django.apps import AppConfig
from django.db.models.signals import post_migrate


class HomeConfig(AppConfig):
    name = "portal.home"
    label = "home"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Keep a tree of pages for every language, and say where places, bodies and subjects are read."""
        from notifications.emails import register_writer
        from portal.base.clock import register_duty
        from portal.home.kinds import register_kinds
        from portal.home.models import StandardPage
        from portal.home.new_results import letter_of, mail_new_results
        from search.entries import register
        from search.entries.pages import editorial_pages

        post_migrate.connect(plant, sender=self)
        register_kinds()
        register_duty("new results mailed", mail_new_results)
        register_writer("results", letter_of)
        register(editorial_pages("page", StandardPage))


def plant(plan=(), **kwargs) -> None:
    """Plant the trees after migrations, unless they were going backwards."""
    from portal.home.trees import plant_trees

    if not any(backwards for _migration, backwards in plan):
        plant_trees()
