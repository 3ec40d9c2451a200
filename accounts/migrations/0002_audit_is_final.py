from django.db import migrations

from accounts.refusals import AUDIT_IS_FINAL
from portal.base.triggers import installing, removing


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [migrations.RunPython(installing(AUDIT_IS_FINAL), removing(AUDIT_IS_FINAL))]
