from django.db import migrations
from django.db.models import F


def stand_alone(apps, schema_editor):
    """What was told before things were grouped stands under itself; what had left is sent."""
    apps.get_model("notifications", "Notice").objects.filter(about_kind="").update(
        about_kind=F("subject_kind"), about_id=F("subject_id")
    )
    apps.get_model("notifications", "OutgoingMail").objects.exclude(sent_at=None).update(state="sent")


class Migration(migrations.Migration):
    dependencies = [("notifications", "0002_wishes_outbox_and_replies")]

    operations = [migrations.RunPython(stand_alone, migrations.RunPython.noop)]
