import django.core.validators
import django.db.models.deletion
import modelcluster.contrib.taggit
import modelcluster.fields
import portal.base.fields
import portal.base.ids
import portal.base.operations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('base', '0001_initial'),
        ('directory', '0001_initial'),
        ('taggit', '0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx'),
        ('taxonomies', '0001_initial'),
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        portal.base.operations.CreateTogether(
            operations=[
                migrations.CreateModel(
                    name='Practice',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', portal.base.ids.PublicIdField(default=portal.base.ids.new_public_id, editable=False, max_length=10, unique=True)),
                        ('slug', models.SlugField(max_length=80, unique=True)),
                        ('state', models.CharField(choices=[('draft', 'draft'), ('submitted', 'waiting for the first check'), ('changes_requested', 'changes asked for'), ('published', 'published'), ('needs_confirmation', 'waiting to be confirmed'), ('archived', 'archived')], default='draft', max_length=20)),
                        ('municipality', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='practices', to='directory.municipality', verbose_name='municipality')),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='practices', to='directory.organisation', verbose_name='lead organisation')),
                        ('approach', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='practices', to='taxonomies.approach', verbose_name='approach')),
                        ('status', models.CharField(choices=[('pilot', 'being tried out'), ('running', 'running'), ('institutionalised', 'part of the regular system'), ('ended', 'ended'), ('stopped', 'stopped')], default='running', max_length=20, verbose_name='state of the work')),
                        ('started_year', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1950), django.core.validators.MaxValueValidator(2100)], verbose_name='since')),
                        ('ended_year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='until')),
                        ('cost_band', models.CharField(choices=[('none', 'no extra cost'), ('under-10000', 'under 10,000 euros a year'), ('10000-50000', '10,000 to 50,000 euros a year'), ('50000-200000', '50,000 to 200,000 euros a year'), ('over-200000', 'over 200,000 euros a year'), ('unknown', 'cost not known')], default='unknown', max_length=16, verbose_name='cost')),
                        ('licence', models.CharField(default='CC BY 4.0', max_length=40, verbose_name='licence')),
                        ('grew_out_of', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='led_to', to='practices.practice')),
                        ('contact', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('published_at', models.DateTimeField(blank=True, null=True)),
                        ('confirmed_on', models.DateField(blank=True, null=True, verbose_name='last confirmed')),
                        ('source', models.CharField(blank=True, max_length=200, verbose_name='source')),
                        ('is_demo', models.BooleanField(default=False, verbose_name='invented for the demonstration')),
                        ('countries', models.ManyToManyField(blank=True, related_name='+', to='taxonomies.country', verbose_name='countries')),
                        ('themes', models.ManyToManyField(blank=True, related_name='+', to='taxonomies.theme', verbose_name='areas')),
                        ('target_groups', models.ManyToManyField(blank=True, related_name='+', to='taxonomies.targetgroup', verbose_name='target groups')),
                        ('goals', models.ManyToManyField(blank=True, related_name='+', to='taxonomies.goal')),
                    ],
                    options={
                        'verbose_name': 'good practice',
                        'verbose_name_plural': 'good practices',
                        'indexes': [models.Index(fields=['state', '-published_at', '-id'], name='practice_list')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('ended_year', None), ('started_year', None), ('ended_year__gte', models.F('started_year')), _connector='OR'), name='practice_ends_after_it_starts'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['published', 'needs_confirmation']), _negated=True), ('published_at__isnull', False), _connector='OR'), name='published_practice_has_a_date')],
                    },
                ),
                migrations.CreateModel(
                    name='Adoption',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', portal.base.ids.PublicIdField(default=portal.base.ids.new_public_id, editable=False, max_length=10, unique=True)),
                        ('practice', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='adoptions', to='practices.practice')),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='adoptions', to='directory.organisation')),
                        ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('state', models.CharField(choices=[('interested', 'interested'), ('contacted', 'in contact'), ('planning', 'being planned'), ('implemented', 'done here too'), ('abandoned', 'given up')], default='interested', max_length=12)),
                        ('since', models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('practice', 'organisation'), name='a_practice_taken_up_once_per_body')],
                    },
                ),
                migrations.CreateModel(
                    name='PracticeIndexPage',
                    fields=[
                        ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                        ('language', portal.base.fields.LanguageField(blank=True, choices=[('sr-Cyrl', 'српски (ћирилица)'), ('sr-Latn', 'srpski (latinica)'), ('bs', 'bosanski'), ('cnr', 'crnogorski'), ('hr', 'hrvatski'), ('mk', 'македонски'), ('sq', 'shqip'), ('en', 'English'), ('bg', 'български'), ('ro', 'română'), ('sl', 'slovenščina'), ('tr', 'Türkçe'), ('rom', 'romani čhib')], max_length=8, verbose_name='language')),
                        ('summary', models.TextField(blank=True, max_length=300, verbose_name='summary')),
                        ('listing_image', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='base.portalimage', verbose_name='picture')),
                    ],
                    options={
                        'verbose_name': 'practice library',
                    },
                    bases=('wagtailcore.page',),
                ),
                migrations.CreateModel(
                    name='PracticePage',
                    fields=[
                        ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                        ('language', portal.base.fields.LanguageField(blank=True, choices=[('sr-Cyrl', 'српски (ћирилица)'), ('sr-Latn', 'srpski (latinica)'), ('bs', 'bosanski'), ('cnr', 'crnogorski'), ('hr', 'hrvatski'), ('mk', 'македонски'), ('sq', 'shqip'), ('en', 'English'), ('bg', 'български'), ('ro', 'română'), ('sl', 'slovenščina'), ('tr', 'Türkçe'), ('rom', 'romani čhib')], max_length=8, verbose_name='language')),
                        ('summary', models.TextField(blank=True, max_length=300, verbose_name='summary')),
                        ('listing_image', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='base.portalimage', verbose_name='picture')),
                        ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pages', to='practices.practice', verbose_name='good practice')),
                        ('problem', models.TextField(blank=True, verbose_name='what was the problem')),
                        ('solution', models.TextField(blank=True, verbose_name='what did you do')),
                        ('beneficiaries', models.TextField(blank=True, verbose_name='for whom')),
                        ('cost_note', models.TextField(blank=True, verbose_name='what did it roughly cost')),
                        ('results', models.TextField(blank=True, verbose_name='what changed and how do you know')),
                        ('lessons', models.TextField(blank=True, verbose_name='would you do it again')),
                        ('users_involved', models.TextField(blank=True, verbose_name='how were users involved')),
                        ('transferability', models.TextField(blank=True, verbose_name='could others do it')),
                        ('not_to_copy', models.TextField(blank=True, verbose_name='what not to copy')),
                    ],
                    options={
                        'verbose_name': 'text of a practice',
                        'constraints': [models.UniqueConstraint(fields=('practice', 'language'), name='one_practice_text_per_language')],
                    },
                    bases=('wagtailcore.page',),
                ),
                migrations.CreateModel(
                    name='PracticeKeyword',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('tag', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(app_label)s_%(class)s_items', to='taggit.tag')),
                        ('content_object', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='tagged_items', to='practices.practicepage')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='EvidenceRow',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                        ('page', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='evidence_rows', to='practices.practicepage')),
                        ('claim', models.CharField(max_length=200, verbose_name='what changed')),
                        ('figure', models.CharField(blank=True, max_length=40, verbose_name='figure')),
                        ('unit', models.CharField(blank=True, max_length=60, verbose_name='unit')),
                        ('year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='year')),
                        ('source', models.CharField(blank=True, max_length=200, verbose_name='source')),
                        ('kind', models.CharField(choices=[('count', 'count'), ('survey', 'survey'), ('study', 'study'), ('story', 'account'), ('none-yet', 'none yet')], default='count', max_length=12, verbose_name='kind')),
                    ],
                    options={
                        'ordering': ['sort_order'],
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='BuildingBlock',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                        ('page', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='blocks', to='practices.practicepage')),
                        ('title', models.CharField(max_length=100, verbose_name='name')),
                        ('description', models.TextField(blank=True, verbose_name='description')),
                        ('enabling_factors', models.TextField(blank=True, verbose_name='what made it possible')),
                    ],
                    options={
                        'ordering': ['sort_order'],
                        'abstract': False,
                    },
                ),
            ],
        ),
        migrations.AddField(
            model_name='practicepage',
            name='keywords',
            field=modelcluster.contrib.taggit.ClusterTaggableManager(blank=True, help_text='A comma-separated list of tags.', through='practices.PracticeKeyword', to='taggit.Tag', verbose_name='keywords'),
        ),
    ]
