import django.db.models.deletion
import django.utils.timezone
import portal.base.fields
import portal.base.ids
import portal.base.operations
import wagtail.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('base', '0001_initial'),
        ('directory', '0001_initial'),
        ('news', '0001_initial'),
        ('practices', '0001_initial'),
        ('taxonomies', '0001_initial'),
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        portal.base.operations.CreateTogether(
            operations=[
                migrations.CreateModel(
                    name='Event',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', portal.base.ids.PublicIdField(default=portal.base.ids.new_public_id, editable=False, max_length=10, unique=True)),
                        ('slug', models.SlugField(max_length=80, unique=True)),
                        ('kind', models.CharField(choices=[('webinar', 'webinar'), ('conference', 'conference'), ('seminar', 'seminar'), ('training', 'training'), ('study-visit', 'study visit'), ('working-group-meeting', 'meeting of a working group'), ('forum-session', 'session of a forum')], max_length=24, verbose_name='kind')),
                        ('state', models.CharField(choices=[('draft', 'draft'), ('announced', 'announced'), ('registration_open', 'registration open'), ('ended', 'ended'), ('closed', 'over, with conclusions'), ('cancelled', 'cancelled'), ('postponed', 'postponed')], default='draft', max_length=20)),
                        ('starts_at', models.DateTimeField(verbose_name='begins')),
                        ('ends_at', models.DateTimeField(verbose_name='ends')),
                        ('zone', models.CharField(default='Europe/Belgrade', max_length=40, verbose_name='time zone')),
                        ('date_precision', models.CharField(choices=[('minute', 'to the minute'), ('day', 'to the day'), ('month', 'to the month')], default='minute', max_length=8)),
                        ('mode', models.CharField(choices=[('online', 'online'), ('in-person', 'in person'), ('hybrid', 'online and in person')], default='online', max_length=12, verbose_name='online or in person')),
                        ('venue', models.CharField(blank=True, max_length=200, verbose_name='place')),
                        ('municipality', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='directory.municipality')),
                        ('project', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='events', to='news.project')),
                        ('capacity', models.PositiveIntegerField(blank=True, null=True, verbose_name='places')),
                        ('participants_stated', models.PositiveIntegerField(blank=True, null=True, verbose_name='number of participants')),
                        ('join_link', models.URLField(blank=True, verbose_name='link to join')),
                        ('cancel_reason', models.TextField(blank=True)),
                        ('source', models.CharField(blank=True, max_length=200, verbose_name='source')),
                        ('is_demo', models.BooleanField(default=False, verbose_name='invented for the demonstration')),
                        ('countries', models.ManyToManyField(blank=True, related_name='+', to='taxonomies.country', verbose_name='countries')),
                        ('themes', models.ManyToManyField(blank=True, related_name='+', to='taxonomies.theme', verbose_name='areas')),
                        ('target_groups', models.ManyToManyField(blank=True, related_name='+', to='taxonomies.targetgroup', verbose_name='target groups')),
                        ('hosts', models.ManyToManyField(blank=True, related_name='hosted_events', to='directory.organisation')),
                        ('practices', models.ManyToManyField(blank=True, related_name='events', to='practices.practice')),
                    ],
                    options={
                        'verbose_name': 'event',
                        'verbose_name_plural': 'events',
                        'indexes': [models.Index(fields=['-starts_at', '-id'], name='event_list')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('ends_at__gte', models.F('starts_at'))), name='event_ends_after_it_begins'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'cancelled'), _negated=True), models.Q(('cancel_reason', ''), _negated=True), _connector='OR'), name='cancelled_event_says_why')],
                    },
                ),
                migrations.CreateModel(
                    name='Conclusion',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', portal.base.ids.PublicIdField(default=portal.base.ids.new_public_id, editable=False, max_length=10, unique=True)),
                        ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='conclusions', to='events.event')),
                        ('ordinal', models.PositiveSmallIntegerField()),
                    ],
                    options={
                        'ordering': ['ordinal'],
                        'constraints': [models.UniqueConstraint(fields=('event', 'ordinal'), name='conclusions_are_in_order')],
                    },
                ),
                migrations.CreateModel(
                    name='EventIndexPage',
                    fields=[
                        ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                        ('language', portal.base.fields.LanguageField(blank=True, choices=[('sr-Cyrl', 'српски (ћирилица)'), ('sr-Latn', 'srpski (latinica)'), ('bs', 'bosanski'), ('cnr', 'crnogorski'), ('hr', 'hrvatski'), ('mk', 'македонски'), ('sq', 'shqip'), ('en', 'English'), ('bg', 'български'), ('ro', 'română'), ('sl', 'slovenščina'), ('tr', 'Türkçe'), ('rom', 'romani čhib')], max_length=8, verbose_name='language')),
                        ('summary', models.TextField(blank=True, max_length=300, verbose_name='summary')),
                        ('listing_image', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='base.portalimage', verbose_name='picture')),
                    ],
                    options={
                        'verbose_name': 'events',
                    },
                    bases=('wagtailcore.page',),
                ),
                migrations.CreateModel(
                    name='EventPage',
                    fields=[
                        ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                        ('language', portal.base.fields.LanguageField(blank=True, choices=[('sr-Cyrl', 'српски (ћирилица)'), ('sr-Latn', 'srpski (latinica)'), ('bs', 'bosanski'), ('cnr', 'crnogorski'), ('hr', 'hrvatski'), ('mk', 'македонски'), ('sq', 'shqip'), ('en', 'English'), ('bg', 'български'), ('ro', 'română'), ('sl', 'slovenščina'), ('tr', 'Türkçe'), ('rom', 'romani čhib')], max_length=8, verbose_name='language')),
                        ('summary', models.TextField(blank=True, max_length=300, verbose_name='summary')),
                        ('listing_image', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='base.portalimage', verbose_name='picture')),
                        ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pages', to='events.event', verbose_name='event')),
                        ('body', wagtail.fields.RichTextField(blank=True, verbose_name='text')),
                    ],
                    options={
                        'verbose_name': 'text of an event',
                        'constraints': [models.UniqueConstraint(fields=('event', 'language'), name='one_event_text_per_language')],
                    },
                    bases=('wagtailcore.page',),
                ),
                migrations.CreateModel(
                    name='Recording',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='recordings', to='events.event')),
                        ('title', models.CharField(max_length=200, verbose_name='title')),
                        ('language', portal.base.fields.LanguageField(choices=[('sr-Cyrl', 'српски (ћирилица)'), ('sr-Latn', 'srpski (latinica)'), ('bs', 'bosanski'), ('cnr', 'crnogorski'), ('hr', 'hrvatski'), ('mk', 'македонски'), ('sq', 'shqip'), ('en', 'English'), ('bg', 'български'), ('ro', 'română'), ('sl', 'slovenščina'), ('tr', 'Türkçe'), ('rom', 'romani čhib')], default='en', max_length=8, verbose_name='language')),
                        ('address', models.URLField(blank=True, verbose_name='address')),
                        ('document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='base.portaldocument')),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(models.Q(('address', ''), _negated=True), ('document', None)), models.Q(('address', ''), ('document__isnull', False)), _connector='OR'), name='recording_is_a_link_or_a_file')],
                    },
                ),
                migrations.CreateModel(
                    name='Registration',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', portal.base.ids.PublicIdField(default=portal.base.ids.new_public_id, editable=False, max_length=10, unique=True)),
                        ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='registrations', to='events.event')),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='registrations', to=settings.AUTH_USER_MODEL)),
                        ('state', models.CharField(choices=[('confirmed', 'confirmed'), ('waiting', 'on the waiting list'), ('withdrawn', 'withdrawn')], max_length=12)),
                        ('registered_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('event', 'user'), name='registered_once')],
                    },
                ),
                migrations.CreateModel(
                    name='ConclusionText',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('conclusion', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='texts', to='events.conclusion')),
                        ('language', portal.base.fields.LanguageField(choices=[('sr-Cyrl', 'српски (ћирилица)'), ('sr-Latn', 'srpski (latinica)'), ('bs', 'bosanski'), ('cnr', 'crnogorski'), ('hr', 'hrvatski'), ('mk', 'македонски'), ('sq', 'shqip'), ('en', 'English'), ('bg', 'български'), ('ro', 'română'), ('sl', 'slovenščina'), ('tr', 'Türkçe'), ('rom', 'romani čhib')], max_length=8, verbose_name='language')),
                        ('text', models.TextField(verbose_name='text')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('conclusion', 'language'), name='one_conclusion_per_language')],
                    },
                ),
            ],
        ),
    ]
