from django.apps import AppConfig


class TaxonomiesConfig(AppConfig):
    name = "portal.taxonomies"
    label = "taxonomies"
    default_auto_field = "django.db.models.BigAutoField"
