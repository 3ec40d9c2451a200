import django.db.models.deletion
import modelcluster.fields
import portal.base.fields
import portal.base.ids
import portal.base.operations
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('directory', '0001_initial'),
        ('taxonomies', '0001_initial'),
    ]

    operations = [
        portal.base.operations.CreateTogether(
            operations=[
                migrations.CreateModel(
                    name='Indicator',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', portal.base.ids.PublicIdField(default=portal.base.ids.new_public_id, editable=False, max_length=10, unique=True)),
                        ('code', models.SlugField(max_length=64, unique=True)),
                        ('direction', models.CharField(choices=[('higher', 'higher is better'), ('lower', 'lower is better'), ('none', 'neither is better')], default='none', max_length=8)),
                        ('decimals', models.PositiveSmallIntegerField(default=0)),
                        ('source', models.CharField(blank=True, max_length=200, verbose_name='source')),
                        ('themes', models.ManyToManyField(blank=True, related_name='+', to='taxonomies.theme')),
                        ('goals', models.ManyToManyField(blank=True, related_name='+', to='taxonomies.goal')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='IndicatorText',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('indicator', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='texts', to='indicators.indicator')),
                        ('language', portal.base.fields.LanguageField(choices=[('sr-Cyrl', 'српски (ћирилица)'), ('sr-Latn', 'srpski (latinica)'), ('bs', 'bosanski'), ('cnr', 'crnogorski'), ('hr', 'hrvatski'), ('mk', 'македонски'), ('sq', 'shqip'), ('en', 'English'), ('bg', 'български'), ('ro', 'română'), ('sl', 'slovenščina'), ('tr', 'Türkçe'), ('rom', 'romani čhib')], max_length=8, verbose_name='language')),
                        ('name', models.CharField(max_length=200, verbose_name='name')),
                        ('unit', models.CharField(max_length=80, verbose_name='unit')),
                        ('definition', models.TextField(blank=True, verbose_name='definition')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('indicator', 'language'), name='one_indicator_text_per_language')],
                    },
                ),
                migrations.CreateModel(
                    name='Value',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', portal.base.ids.PublicIdField(default=portal.base.ids.new_public_id, editable=False, max_length=10, unique=True)),
                        ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='values', to='indicators.indicator')),
                        ('municipality', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='indicator_values', to='directory.municipality')),
                        ('year', models.PositiveSmallIntegerField(verbose_name='year')),
                        ('amount', models.DecimalField(blank=True, decimal_places=4, max_digits=16, null=True, verbose_name='value')),
                        ('status', models.CharField(choices=[('final', 'final'), ('provisional', 'provisional'), ('missing', 'missing')], default='final', max_length=12)),
                        ('is_demo', models.BooleanField(default=False, verbose_name='invented for the demonstration')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('indicator', 'municipality', 'year'), name='one_value_a_year'), models.CheckConstraint(condition=models.Q(models.Q(('amount', None), ('status', 'missing')), models.Q(models.Q(('status', 'missing'), _negated=True), ('amount__isnull', False)), _connector='OR'), name='missing_is_blank_never_zero')],
                    },
                ),
            ],
        ),
    ]
