from django.db import migrations

from portal.base.triggers import installing, removing
from recommendations.refusals import BALLOTS_ARE_FINAL, FROZEN_VERSIONS_ARE_FINAL

REFUSALS = (*BALLOTS_ARE_FINAL, *FROZEN_VERSIONS_ARE_FINAL)


class Migration(migrations.Migration):
    dependencies = [("recommendations", "0001_initial")]

    operations = [migrations.RunPython(installing(REFUSALS), removing(REFUSALS))]
