import django.db.models.deletion
import portal.base.fields
import portal.base.ids
import portal.base.operations
import wagtail.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('base', '0002_files_for_readers'),
        ('directory', '0001_initial'),
        ('news', '0001_initial'),
        ('taxonomies', '0001_initial'),
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        portal.base.operations.CreateTogether(
            operations=[
                migrations.CreateModel(
                    name='Call',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', portal.base.ids.PublicIdField(default=portal.base.ids.new_public_id, editable=False, max_length=10, unique=True)),
                        ('slug', models.SlugField(max_length=80, unique=True)),
                        ('opens_on', models.DateField(verbose_name='opens on')),
                        ('closes_on', models.DateField(verbose_name='last day to apply')),
                        ('source', models.CharField(blank=True, max_length=200, verbose_name='source')),
                        ('is_demo', models.BooleanField(default=False, verbose_name='invented for the demonstration')),
                        ('countries', models.ManyToManyField(blank=True, related_name='+', to='taxonomies.country', verbose_name='countries')),
                        ('places', models.ManyToManyField(blank=True, related_name='calls', to='directory.municipality', verbose_name='places')),
                        ('project', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='calls', to='news.project', verbose_name='project')),
                        ('publisher', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='calls', to='directory.organisation', verbose_name='who publishes it')),
                        ('target_groups', models.ManyToManyField(blank=True, related_name='+', to='taxonomies.targetgroup', verbose_name='target groups')),
                        ('themes', models.ManyToManyField(blank=True, related_name='+', to='taxonomies.theme', verbose_name='areas')),
                    ],
                    options={
                        'verbose_name': 'open call',
                        'indexes': [models.Index(fields=['closes_on'], name='calls_by_last_day')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('closes_on__gte', models.F('opens_on'))), name='call_closes_after_it_opens')],
                    },
                ),
                migrations.CreateModel(
                    name='CallIndexPage',
                    fields=[
                        ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                        ('language', portal.base.fields.LanguageField(blank=True, choices=[('sr-Cyrl', 'српски (ћирилица)'), ('sr-Latn', 'srpski (latinica)'), ('bs', 'bosanski'), ('cnr', 'crnogorski'), ('hr', 'hrvatski'), ('mk', 'македонски'), ('sq', 'shqip'), ('en', 'English'), ('bg', 'български'), ('ro', 'română'), ('sl', 'slovenščina'), ('tr', 'Türkçe'), ('rom', 'romani čhib')], max_length=8, verbose_name='language')),
                        ('summary', models.TextField(blank=True, max_length=300, verbose_name='summary')),
                        ('listing_image', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='base.portalimage', verbose_name='picture')),
                    ],
                    options={
                        'verbose_name': 'open calls',
                    },
                    bases=('wagtailcore.page',),
                ),
                migrations.CreateModel(
                    name='CallPage',
                    fields=[
                        ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                        ('language', portal.base.fields.LanguageField(blank=True, choices=[('sr-Cyrl', 'српски (ћирилица)'), ('sr-Latn', 'srpski (latinica)'), ('bs', 'bosanski'), ('cnr', 'crnogorski'), ('hr', 'hrvatski'), ('mk', 'македонски'), ('sq', 'shqip'), ('en', 'English'), ('bg', 'български'), ('ro', 'română'), ('sl', 'slovenščina'), ('tr', 'Türkçe'), ('rom', 'romani čhib')], max_length=8, verbose_name='language')),
                        ('summary', models.TextField(blank=True, max_length=300, verbose_name='summary')),
                        ('who', models.TextField(verbose_name='who may apply')),
                        ('how', models.TextField(verbose_name='how and where to apply')),
                        ('body', wagtail.fields.StreamField([('paragraph', 0), ('quote', 3), ('picture', 6)], blank=True, block_lookup={0: ('wagtail.blocks.RichTextBlock', (), {'features': ['h2', 'h3', 'bold', 'italic', 'link', 'document-link', 'ol', 'ul', 'hr'], 'label': 'text'}), 1: ('wagtail.blocks.TextBlock', (), {'label': 'quotation'}), 2: ('wagtail.blocks.CharBlock', (), {'label': 'who said it', 'required': False}), 3: ('wagtail.blocks.StructBlock', [[('text', 1), ('source', 2)]], {}), 4: ('wagtail.images.blocks.ImageBlock', [], {'label': 'picture'}), 5: ('wagtail.blocks.CharBlock', (), {'label': 'caption', 'required': False}), 6: ('wagtail.blocks.StructBlock', [[('image', 4), ('caption', 5)]], {})}, verbose_name='text')),
                        ('result', models.TextField(blank=True, verbose_name='what came of it')),
                        ('call', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pages', to='news.call', verbose_name='open call')),
                        ('listing_image', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='base.portalimage', verbose_name='picture')),
                    ],
                    options={
                        'verbose_name': 'open call',
                        'constraints': [models.UniqueConstraint(fields=('call', 'language'), name='one_call_text_per_language')],
                    },
                    bases=('wagtailcore.page',),
                ),
            ],
        ),
    ]
