import django.db.models.deletion
import modelcluster.fields
import portal.base.operations
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        portal.base.operations.CreateTogether(
            operations=[
                migrations.CreateModel(
                    name='VocabularyVersion',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.PositiveIntegerField(default=0)),
                        ('fingerprint', models.CharField(blank=True, max_length=64)),
                    ],
                ),
                migrations.CreateModel(
                    name='Approach',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.SlugField(max_length=64, unique=True, verbose_name='code')),
                        ('broader', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='narrower', to='taxonomies.approach')),
                        ('replaced_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaces', to='taxonomies.approach')),
                        ('sort', models.PositiveSmallIntegerField(default=0)),
                    ],
                    options={
                        'verbose_name': 'approach',
                        'verbose_name_plural': 'approaches',
                        'ordering': ['sort', 'code'],
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Country',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.SlugField(max_length=64, unique=True, verbose_name='code')),
                        ('broader', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='narrower', to='taxonomies.country')),
                        ('replaced_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaces', to='taxonomies.country')),
                        ('sort', models.PositiveSmallIntegerField(default=0)),
                    ],
                    options={
                        'verbose_name': 'country or territory',
                        'verbose_name_plural': 'countries and territories',
                        'ordering': ['sort', 'code'],
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Goal',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.SlugField(max_length=64, unique=True, verbose_name='code')),
                        ('broader', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='narrower', to='taxonomies.goal')),
                        ('replaced_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaces', to='taxonomies.goal')),
                        ('sort', models.PositiveSmallIntegerField(default=0)),
                    ],
                    options={
                        'verbose_name': 'sustainable development goal',
                        'verbose_name_plural': 'sustainable development goals',
                        'ordering': ['sort', 'code'],
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='TargetGroup',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.SlugField(max_length=64, unique=True, verbose_name='code')),
                        ('broader', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='narrower', to='taxonomies.targetgroup')),
                        ('replaced_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaces', to='taxonomies.targetgroup')),
                        ('sort', models.PositiveSmallIntegerField(default=0)),
                    ],
                    options={
                        'verbose_name': 'target group',
                        'verbose_name_plural': 'target groups',
                        'ordering': ['sort', 'code'],
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Theme',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.SlugField(max_length=64, unique=True, verbose_name='code')),
                        ('broader', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='narrower', to='taxonomies.theme')),
                        ('replaced_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaces', to='taxonomies.theme')),
                        ('sort', models.PositiveSmallIntegerField(default=0)),
                    ],
                    options={
                        'verbose_name': 'area',
                        'verbose_name_plural': 'areas',
                        'ordering': ['sort', 'code'],
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Label',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('theme', modelcluster.fields.ParentalKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='labels', to='taxonomies.theme')),
                        ('approach', modelcluster.fields.ParentalKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='labels', to='taxonomies.approach')),
                        ('target_group', modelcluster.fields.ParentalKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='labels', to='taxonomies.targetgroup')),
                        ('goal', modelcluster.fields.ParentalKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='labels', to='taxonomies.goal')),
                        ('country', modelcluster.fields.ParentalKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='labels', to='taxonomies.country')),
                        ('kind', models.CharField(choices=[('label', 'label'), ('synonym', 'synonym'), ('definition', 'definition'), ('footnote', 'footnote')], default='label', max_length=12)),
                        ('language', models.CharField(choices=[('sr-Cyrl', 'српски (ћирилица)'), ('sr-Latn', 'srpski (latinica)'), ('bs', 'bosanski'), ('cnr', 'crnogorski'), ('hr', 'hrvatski'), ('mk', 'македонски'), ('sq', 'shqip'), ('en', 'English'), ('bg', 'български'), ('ro', 'română'), ('sl', 'slovenščina'), ('tr', 'Türkçe'), ('rom', 'romani čhib')], max_length=8, verbose_name='language')),
                        ('text', models.TextField(verbose_name='text')),
                    ],
                    options={
                        'ordering': ['pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('approach__isnull', True), ('country__isnull', True), ('goal__isnull', True), ('target_group__isnull', True), ('theme__isnull', False)), models.Q(('approach__isnull', False), ('country__isnull', True), ('goal__isnull', True), ('target_group__isnull', True), ('theme__isnull', True)), models.Q(('approach__isnull', True), ('country__isnull', True), ('goal__isnull', True), ('target_group__isnull', False), ('theme__isnull', True)), models.Q(('approach__isnull', True), ('country__isnull', True), ('goal__isnull', False), ('target_group__isnull', True), ('theme__isnull', True)), models.Q(('approach__isnull', True), ('country__isnull', False), ('goal__isnull', True), ('target_group__isnull', True), ('theme__isnull', True)), _connector='OR'), name='label_of_exactly_one_term'), models.UniqueConstraint(condition=models.Q(('kind', 'label')), fields=('theme', 'language'), name='one_label_per_theme'), models.UniqueConstraint(condition=models.Q(('kind', 'label')), fields=('approach', 'language'), name='one_label_per_approach'), models.UniqueConstraint(condition=models.Q(('kind', 'label')), fields=('target_group', 'language'), name='one_label_per_target_group'), models.UniqueConstraint(condition=models.Q(('kind', 'label')), fields=('goal', 'language'), name='one_label_per_goal'), models.UniqueConstraint(condition=models.Q(('kind', 'label')), fields=('country', 'language'), name='one_label_per_country')],
                    },
                ),
            ],
        ),
    ]
