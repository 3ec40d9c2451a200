"""The table of Django's own sessions is used no more (0005): what stands in it belongs to people and goes."""

from django.db import migrations


def forget(apps, schema_editor):
    apps.get_model("sessions", "Session").objects.all().delete()


class Migration(migrations.Migration):

    dependencies = [
        ("accounts", "0005_browsers_and_who_is_signed_in"),
        ("sessions", "0001_initial"),
    ]

    operations = [migrations.RunPython(forget, migrations.RunPython.noop, elidable=True)]
