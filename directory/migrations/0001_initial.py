import django.db.models.deletion
import modelcluster.fields
import portal.base.fields
import portal.base.ids
import portal.base.operations
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('taxonomies', '0001_initial'),
    ]

    operations = [
        portal.base.operations.CreateTogether(
            operations=[
                migrations.CreateModel(
                    name='District',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', portal.base.ids.PublicIdField(default=portal.base.ids.new_public_id, editable=False, max_length=10, unique=True)),
                        ('slug', models.SlugField(max_length=80, unique=True, verbose_name='address')),
                        ('is_demo', models.BooleanField(default=False, verbose_name='invented for the demonstration')),
                        ('country', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='districts', to='taxonomies.country')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Municipality',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', portal.base.ids.PublicIdField(default=portal.base.ids.new_public_id, editable=False, max_length=10, unique=True)),
                        ('slug', models.SlugField(max_length=80, unique=True, verbose_name='address')),
                        ('is_demo', models.BooleanField(default=False, verbose_name='invented for the demonstration')),
                        ('country', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='municipalities', to='taxonomies.country', verbose_name='country')),
                        ('district', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='municipalities', to='directory.district')),
                        ('kind', models.CharField(choices=[('municipality', 'municipality'), ('city', 'city')], default='municipality', max_length=16)),
                        ('population', models.PositiveIntegerField(blank=True, null=True, verbose_name='population')),
                        ('population_source', models.CharField(blank=True, max_length=200, verbose_name='source of the population figure')),
                        ('latitude', models.FloatField(blank=True, null=True)),
                        ('longitude', models.FloatField(blank=True, null=True)),
                    ],
                    options={
                        'verbose_name': 'municipality',
                        'verbose_name_plural': 'municipalities',
                        'ordering': ['slug'],
                    },
                ),
                migrations.CreateModel(
                    name='Organisation',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', portal.base.ids.PublicIdField(default=portal.base.ids.new_public_id, editable=False, max_length=10, unique=True)),
                        ('slug', models.SlugField(max_length=80, unique=True, verbose_name='address')),
                        ('is_demo', models.BooleanField(default=False, verbose_name='invented for the demonstration')),
                        ('kind', models.CharField(choices=[('municipality', 'municipality'), ('ministry', 'ministry'), ('centre-for-social-work', 'centre for social work'), ('institution', 'public institution'), ('association', 'association of local authorities'), ('network', 'network of associations'), ('ngo', "citizens' association"), ('provider', 'service provider'), ('donor', 'donor')], max_length=24)),
                        ('country', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='organisations', to='taxonomies.country', verbose_name='country')),
                        ('municipality', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='organisations', to='directory.municipality')),
                        ('website', models.URLField(blank=True)),
                    ],
                    options={
                        'verbose_name': 'organisation',
                        'verbose_name_plural': 'organisations',
                        'ordering': ['slug'],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('kind', 'municipality')), fields=('municipality',), name='one_body_speaks_for_a_municipality')],
                    },
                ),
                migrations.CreateModel(
                    name='Name',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('organisation', modelcluster.fields.ParentalKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='names', to='directory.organisation')),
                        ('municipality', modelcluster.fields.ParentalKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='names', to='directory.municipality')),
                        ('district', modelcluster.fields.ParentalKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='names', to='directory.district')),
                        ('kind', models.CharField(choices=[('name', 'name'), ('short', 'abbreviation'), ('alias', 'also known as')], default='name', max_length=8)),
                        ('language', portal.base.fields.LanguageField(choices=[('sr-Cyrl', 'српски (ћирилица)'), ('sr-Latn', 'srpski (latinica)'), ('bs', 'bosanski'), ('cnr', 'crnogorski'), ('hr', 'hrvatski'), ('mk', 'македонски'), ('sq', 'shqip'), ('en', 'English'), ('bg', 'български'), ('ro', 'română'), ('sl', 'slovenščina'), ('tr', 'Türkçe'), ('rom', 'romani čhib')], max_length=8, verbose_name='language')),
                        ('text', models.CharField(max_length=200, verbose_name='name')),
                    ],
                    options={
                        'ordering': ['pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('district__isnull', True), ('municipality__isnull', True), ('organisation__isnull', False)), models.Q(('district__isnull', True), ('municipality__isnull', False), ('organisation__isnull', True)), models.Q(('district__isnull', False), ('municipality__isnull', True), ('organisation__isnull', True)), _connector='OR'), name='name_of_exactly_one')],
                    },
                ),
                migrations.CreateModel(
                    name='Membership',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('body', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='directory.organisation')),
                        ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='directory.organisation')),
                        ('since', models.DateField(blank=True, null=True)),
                        ('until', models.DateField(blank=True, null=True)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(condition=models.Q(('until', None)), fields=('body', 'member'), name='a_member_once'), models.CheckConstraint(condition=models.Q(('body', models.F('member')), _negated=True), name='nobody_is_its_own_member')],
                    },
                ),
            ],
        ),
    ]
