import django.db.models.deletion
import portal.base.fields
import portal.base.ids
import portal.base.operations
import wagtail.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('accounts', '__first__'),
        ('base', '0001_initial'),
        ('directory', '0001_initial'),
        ('events', '0001_initial'),
        ('taxonomies', '0001_initial'),
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        portal.base.operations.CreateTogether(
            operations=[
                migrations.CreateModel(
                    name='Forum',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', portal.base.ids.PublicIdField(default=portal.base.ids.new_public_id, editable=False, max_length=10, unique=True)),
                        ('slug', models.SlugField(max_length=80, unique=True)),
                        ('format', models.CharField(choices=[('series', 'cycle of sessions'), ('standing', 'standing forum')], max_length=12)),
                        ('kind', models.CharField(choices=[('project', 'about a project'), ('budget', 'about the budget'), ('thematic', 'about one subject'), ('inter-municipal', 'of several municipalities'), ('regional', 'regional')], default='thematic', max_length=20)),
                        ('state', models.CharField(choices=[('draft', 'draft'), ('announced', 'announced'), ('active', 'under way'), ('closed', 'closed'), ('cancelled', 'cancelled')], default='draft', max_length=12)),
                        ('visibility', models.CharField(choices=[('public', 'everybody reads, everybody signed in takes part'), ('public-to-read', 'everybody reads, people with a place at a table take part'), ('closed', 'only people with a place at a table read and take part')], default='public', max_length=16)),
                        ('host', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hosted_forums', to='directory.organisation', verbose_name='host')),
                        ('municipality', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='forums', to='directory.municipality')),
                        ('most_tables', models.PositiveSmallIntegerField(default=10)),
                        ('fewest_seats', models.PositiveSmallIntegerField(default=3)),
                        ('most_seats', models.PositiveSmallIntegerField(default=10)),
                        ('women_share_aim', models.PositiveSmallIntegerField(default=40, verbose_name='share of women aimed at, per cent')),
                        ('minimum_age', models.PositiveSmallIntegerField(default=16)),
                        ('operational_group_votes', models.BooleanField(default=False)),
                        ('response_due_days', models.PositiveSmallIntegerField(default=60)),
                        ('update_due_days', models.PositiveSmallIntegerField(default=90)),
                        ('premoderation', models.CharField(choices=[('off', 'contributions appear at once'), ('first', 'the first contributions of a new person wait for the facilitator'), ('all', 'every contribution waits for the facilitator')], default='first', max_length=8)),
                        ('premoderated_posts', models.PositiveSmallIntegerField(default=1)),
                        ('announced_at', models.DateTimeField(blank=True, null=True)),
                        ('cancel_reason', models.TextField(blank=True)),
                        ('is_demo', models.BooleanField(default=False, verbose_name='invented for the demonstration')),
                        ('created_at', models.DateTimeField(auto_now_add=True)),
                        ('countries', models.ManyToManyField(blank=True, related_name='+', to='taxonomies.country', verbose_name='countries')),
                        ('themes', models.ManyToManyField(blank=True, related_name='+', to='taxonomies.theme', verbose_name='areas')),
                        ('target_groups', models.ManyToManyField(blank=True, related_name='+', to='taxonomies.targetgroup', verbose_name='target groups')),
                        ('partners', models.ManyToManyField(blank=True, related_name='partnered_forums', to='directory.organisation')),
                    ],
                    options={
                        'verbose_name': 'Forum for Social Dialogue',
                        'verbose_name_plural': 'Forums for Social Dialogue',
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state', 'cancelled'), _negated=True), models.Q(('cancel_reason', ''), _negated=True), _connector='OR'), name='cancelled_forum_says_why'), models.CheckConstraint(condition=models.Q(('fewest_seats__lte', models.F('most_seats'))), name='forum_seat_limits_in_order')],
                    },
                ),
                migrations.CreateModel(
                    name='Cycle',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', portal.base.ids.PublicIdField(default=portal.base.ids.new_public_id, editable=False, max_length=10, unique=True)),
                        ('forum', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cycles', to='forums.forum')),
                        ('number', models.PositiveSmallIntegerField()),
                        ('state', models.CharField(choices=[('constituting', 'tables are being formed'), ('deliberating', 'discussing'), ('deciding', 'deciding'), ('handed_over', 'handed over'), ('following_up', 'being followed up'), ('closed', 'closed')], default='constituting', max_length=16)),
                        ('no_agreement', models.TextField(blank=True, verbose_name='published statement that no agreement was reached')),
                    ],
                    options={
                        'ordering': ['number'],
                        'constraints': [models.UniqueConstraint(fields=('forum', 'number'), name='cycles_are_numbered')],
                    },
                ),
                migrations.CreateModel(
                    name='ForumIndexPage',
                    fields=[
                        ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                        ('language', portal.base.fields.LanguageField(blank=True, choices=[('sr-Cyrl', 'српски (ћирилица)'), ('sr-Latn', 'srpski (latinica)'), ('bs', 'bosanski'), ('cnr', 'crnogorski'), ('hr', 'hrvatski'), ('mk', 'македонски'), ('sq', 'shqip'), ('en', 'English'), ('bg', 'български'), ('ro', 'română'), ('sl', 'slovenščina'), ('tr', 'Türkçe'), ('rom', 'romani čhib')], max_length=8, verbose_name='language')),
                        ('summary', models.TextField(blank=True, max_length=300, verbose_name='summary')),
                        ('listing_image', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='base.portalimage', verbose_name='picture')),
                    ],
                    options={
                        'verbose_name': 'forums',
                    },
                    bases=('wagtailcore.page',),
                ),
                migrations.CreateModel(
                    name='ForumPage',
                    fields=[
                        ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                        ('language', portal.base.fields.LanguageField(blank=True, choices=[('sr-Cyrl', 'српски (ћирилица)'), ('sr-Latn', 'srpski (latinica)'), ('bs', 'bosanski'), ('cnr', 'crnogorski'), ('hr', 'hrvatski'), ('mk', 'македонски'), ('sq', 'shqip'), ('en', 'English'), ('bg', 'български'), ('ro', 'română'), ('sl', 'slovenščina'), ('tr', 'Türkçe'), ('rom', 'romani čhib')], max_length=8, verbose_name='language')),
                        ('summary', models.TextField(blank=True, max_length=300, verbose_name='summary')),
                        ('listing_image', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='base.portalimage', verbose_name='picture')),
                        ('forum', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pages', to='forums.forum', verbose_name='forum')),
                        ('question', models.CharField(blank=True, max_length=200, verbose_name='the question on the table')),
                        ('body', wagtail.fields.RichTextField(blank=True, verbose_name='text')),
                        ('charter', wagtail.fields.RichTextField(blank=True, verbose_name='charter')),
                    ],
                    options={
                        'verbose_name': 'text of a forum',
                        'constraints': [models.UniqueConstraint(fields=('forum', 'language'), name='one_forum_text_per_language')],
                    },
                    bases=('wagtailcore.page',),
                ),
                migrations.CreateModel(
                    name='ForumRole',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('forum', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='roles', to='forums.forum')),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='forum_roles', to=settings.AUTH_USER_MODEL)),
                        ('role', models.CharField(choices=[('facilitator', 'facilitator'), ('coordinator', 'coordinator')], max_length=12)),
                        ('since', models.DateField(blank=True, null=True)),
                        ('until', models.DateField(blank=True, null=True)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('forum', 'user', 'role'), name='a_forum_role_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Measure',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('subject_kind', models.CharField(max_length=24)),
                        ('subject_id', models.CharField(max_length=10)),
                        ('public_id', portal.base.ids.PublicIdField(default=portal.base.ids.new_public_id, editable=False, max_length=10, unique=True)),
                        ('forum', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='measures', to='forums.forum')),
                        ('kind', models.CharField(choices=[('approve', 'approved'), ('hide', 'hidden'), ('restore', 'shown again'), ('lock', 'closed for replies'), ('unlock', 'opened for replies')], max_length=10)),
                        ('reason', models.CharField(blank=True, choices=[('', 'no reason needed'), ('names', 'names of clients or other private facts'), ('insult', 'insults a person or a group'), ('off_topic', 'about something else'), ('advertising', 'advertising'), ('unlawful', 'not allowed by law'), ('other', 'another reason')], max_length=12)),
                        ('statement', models.TextField(blank=True, verbose_name='statement to the author')),
                        ('taken_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('taken_at', models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['hide', 'lock']), _negated=True), models.Q(models.Q(('reason', ''), _negated=True), models.Q(('statement', ''), _negated=True)), _connector='OR'), name='a_measure_gives_its_reason')],
                    },
                ),
                migrations.CreateModel(
                    name='Session',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', portal.base.ids.PublicIdField(default=portal.base.ids.new_public_id, editable=False, max_length=10, unique=True)),
                        ('cycle', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sessions', to='forums.cycle')),
                        ('number', models.PositiveSmallIntegerField()),
                        ('kind', models.CharField(choices=[('constituting', 'constituting session'), ('thematic', 'thematic session'), ('working', 'working session'), ('decision', 'decision session'), ('information', 'information session')], max_length=16)),
                        ('state', models.CharField(choices=[('planned', 'planned'), ('called', 'called'), ('held', 'held, minutes to come'), ('closed', 'held, with minutes')], default='planned', max_length=8)),
                        ('starts_at', models.DateTimeField(verbose_name='begins')),
                        ('place', models.CharField(blank=True, max_length=200, verbose_name='place')),
                        ('title', models.CharField(blank=True, max_length=200, verbose_name='subject')),
                        ('agenda', models.TextField(blank=True, verbose_name='agenda, one item a line')),
                        ('language', portal.base.fields.LanguageField(blank=True, choices=[('sr-Cyrl', 'српски (ћирилица)'), ('sr-Latn', 'srpski (latinica)'), ('bs', 'bosanski'), ('cnr', 'crnogorski'), ('hr', 'hrvatski'), ('mk', 'македонски'), ('sq', 'shqip'), ('en', 'English'), ('bg', 'български'), ('ro', 'română'), ('sl', 'slovenščina'), ('tr', 'Türkçe'), ('rom', 'romani čhib')], max_length=8, verbose_name='language')),
                        ('event', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='forum_session', to='events.event')),
                    ],
                    options={
                        'ordering': ['cycle', 'number'],
                        'constraints': [models.UniqueConstraint(fields=('cycle', 'number'), name='sessions_are_numbered')],
                    },
                ),
                migrations.CreateModel(
                    name='Minutes',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', portal.base.ids.PublicIdField(default=portal.base.ids.new_public_id, editable=False, max_length=10, unique=True)),
                        ('session', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='minutes', to='forums.session')),
                        ('language', portal.base.fields.LanguageField(choices=[('sr-Cyrl', 'српски (ћирилица)'), ('sr-Latn', 'srpski (latinica)'), ('bs', 'bosanski'), ('cnr', 'crnogorski'), ('hr', 'hrvatski'), ('mk', 'македонски'), ('sq', 'shqip'), ('en', 'English'), ('bg', 'български'), ('ro', 'română'), ('sl', 'slovenščina'), ('tr', 'Türkçe'), ('rom', 'romani čhib')], max_length=8, verbose_name='language')),
                        ('state', models.CharField(choices=[('draft', 'draft'), ('approved', 'approved'), ('published', 'published')], default='draft', max_length=12)),
                        ('document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='base.portaldocument')),
                        ('drafted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('published_at', models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        'verbose_name': 'minutes',
                        'verbose_name_plural': 'minutes',
                    },
                ),
                migrations.CreateModel(
                    name='MinuteItem',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', portal.base.ids.PublicIdField(default=portal.base.ids.new_public_id, editable=False, max_length=10, unique=True)),
                        ('minutes', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='forums.minutes')),
                        ('number', models.PositiveSmallIntegerField()),
                        ('text', models.TextField(verbose_name='text')),
                        ('is_decision', models.BooleanField(default=False, verbose_name='decision')),
                    ],
                    options={
                        'ordering': ['number'],
                        'constraints': [models.UniqueConstraint(fields=('minutes', 'number'), name='minute_items_are_numbered')],
                    },
                ),
                migrations.CreateModel(
                    name='Participant',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', portal.base.ids.PublicIdField(default=portal.base.ids.new_public_id, editable=False, max_length=10, unique=True)),
                        ('forum', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='participants', to='forums.forum')),
                        ('code', models.CharField(max_length=12, verbose_name='code')),
                        ('pin_hash', models.CharField(blank=True, max_length=128)),
                        ('shows_table', models.BooleanField(default=True, verbose_name='may be shown as participant of the table')),
                        ('consent_wording', models.CharField(max_length=20)),
                        ('consented_at', models.DateTimeField()),
                        ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('forum', 'code'), name='a_code_once_per_forum')],
                    },
                ),
                migrations.CreateModel(
                    name='Position',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', portal.base.ids.PublicIdField(default=portal.base.ids.new_public_id, editable=False, max_length=10, unique=True)),
                        ('forum', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='positions', to='forums.forum')),
                        ('cycle', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='positions', to='forums.cycle')),
                        ('number', models.PositiveIntegerField()),
                        ('kind', models.CharField(choices=[('for', 'in favour'), ('against', 'against'), ('alternative', 'another way'), ('need', 'need'), ('concern', 'worry')], default='need', max_length=12)),
                        ('state', models.CharField(choices=[('proposed', 'proposed'), ('accepted', 'on the table'), ('merged', 'joined with another')], default='proposed', max_length=10)),
                        ('text', models.CharField(max_length=280, verbose_name='position')),
                        ('language', portal.base.fields.LanguageField(choices=[('sr-Cyrl', 'српски (ћирилица)'), ('sr-Latn', 'srpski (latinica)'), ('bs', 'bosanski'), ('cnr', 'crnogorski'), ('hr', 'hrvatski'), ('mk', 'македонски'), ('sq', 'shqip'), ('en', 'English'), ('bg', 'български'), ('ro', 'română'), ('sl', 'slovenščina'), ('tr', 'Türkçe'), ('rom', 'romani čhib')], max_length=8, verbose_name='language')),
                        ('merged_into', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='merged_from', to='forums.position')),
                        ('proposed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('proposed_at', models.DateTimeField()),
                    ],
                    options={
                        'ordering': ['number'],
                        'constraints': [models.UniqueConstraint(fields=('cycle', 'number'), name='positions_are_numbered'), models.CheckConstraint(condition=models.Q(models.Q(('merged_into__isnull', False), ('state', 'merged')), models.Q(('state', 'merged'), _negated=True), _connector='OR'), name='merged_position_says_where')],
                    },
                ),
                migrations.CreateModel(
                    name='WorkingTable',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', portal.base.ids.PublicIdField(default=portal.base.ids.new_public_id, editable=False, max_length=10, unique=True)),
                        ('forum', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tables', to='forums.forum')),
                        ('number', models.PositiveSmallIntegerField()),
                        ('has_vote', models.BooleanField(default=True)),
                    ],
                    options={
                        'ordering': ['number'],
                        'constraints': [models.UniqueConstraint(fields=('forum', 'number'), name='tables_are_numbered')],
                    },
                ),
                migrations.CreateModel(
                    name='Thread',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', portal.base.ids.PublicIdField(default=portal.base.ids.new_public_id, editable=False, max_length=10, unique=True)),
                        ('forum', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='threads', to='forums.forum')),
                        ('cycle', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='threads', to='forums.cycle')),
                        ('table', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='threads', to='forums.workingtable')),
                        ('kind', models.CharField(choices=[('question', 'question'), ('problem', 'problem'), ('proposal', 'proposal'), ('open', 'open conversation'), ('announcement', 'announcement')], default='open', max_length=12)),
                        ('state', models.CharField(choices=[('pending', 'waiting for the facilitator'), ('open', 'open'), ('synthesis', 'being summed up'), ('concluded', 'concluded'), ('archived', 'archived'), ('hidden', 'hidden'), ('merged', 'joined with another')], default='open', max_length=12)),
                        ('audience', models.CharField(choices=[('forum', 'the whole forum'), ('table', 'one table')], default='forum', max_length=8)),
                        ('is_public', models.BooleanField(default=True, help_text='readable by everybody; kept by the actions')),
                        ('title', models.CharField(max_length=140, verbose_name='title')),
                        ('language', portal.base.fields.LanguageField(choices=[('sr-Cyrl', 'српски (ћирилица)'), ('sr-Latn', 'srpski (latinica)'), ('bs', 'bosanski'), ('cnr', 'crnogorski'), ('hr', 'hrvatski'), ('mk', 'македонски'), ('sq', 'shqip'), ('en', 'English'), ('bg', 'български'), ('ro', 'română'), ('sl', 'slovenščina'), ('tr', 'Türkçe'), ('rom', 'romani čhib')], max_length=8, verbose_name='language')),
                        ('opened_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='threads', to=settings.AUTH_USER_MODEL)),
                        ('opened_at', models.DateTimeField()),
                        ('is_locked', models.BooleanField(default=False)),
                        ('lock_reason', models.CharField(blank=True, max_length=300)),
                        ('merged_into', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='merged_from', to='forums.thread')),
                        ('post_count', models.PositiveIntegerField(default=0)),
                        ('last_number', models.PositiveIntegerField(default=0)),
                        ('last_post_at', models.DateTimeField(blank=True, null=True)),
                        ('countries', models.ManyToManyField(blank=True, related_name='+', to='taxonomies.country')),
                        ('themes', models.ManyToManyField(blank=True, related_name='+', to='taxonomies.theme')),
                    ],
                    options={
                        'verbose_name': 'conversation',
                        'verbose_name_plural': 'conversations',
                        'indexes': [models.Index(fields=['forum', '-last_post_at', '-id'], name='thread_list'), models.Index(fields=['-last_post_at', '-id'], name='thread_list_everywhere')],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('audience', 'table'), _negated=True), ('table__isnull', False), _connector='OR'), name='a_tables_thread_names_its_table'), models.CheckConstraint(condition=models.Q(models.Q(('audience', 'table'), _negated=True), ('is_public', False), _connector='OR'), name='a_tables_thread_is_not_public'), models.CheckConstraint(condition=models.Q(models.Q(('merged_into__isnull', False), ('state', 'merged')), models.Q(('state', 'merged'), _negated=True), _connector='OR'), name='merged_thread_says_where'), models.CheckConstraint(condition=models.Q(('is_locked', False), models.Q(('lock_reason', ''), _negated=True), _connector='OR'), name='locked_thread_says_why')],
                    },
                ),
                migrations.CreateModel(
                    name='Post',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', portal.base.ids.PublicIdField(default=portal.base.ids.new_public_id, editable=False, max_length=10, unique=True)),
                        ('thread', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='posts', to='forums.thread')),
                        ('number', models.PositiveIntegerField(blank=True, null=True)),
                        ('position', models.PositiveIntegerField(blank=True, null=True)),
                        ('root', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='descendants', to='forums.post')),
                        ('reply_to', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='replies', to='forums.post')),
                        ('kind', models.CharField(choices=[('contribution', 'opinion'), ('question', 'question'), ('experience', 'experience'), ('evidence', 'facts and evidence'), ('official_reply', 'official reply'), ('facilitator_note', 'note of the facilitator'), ('room_record', 'said in the room')], default='contribution', max_length=16)),
                        ('alignment', models.CharField(blank=True, choices=[('for', 'in favour'), ('neutral', 'neutral'), ('against', 'against')], max_length=8)),
                        ('state', models.CharField(choices=[('pending', 'waiting for the facilitator'), ('published', 'published'), ('refused', 'not published'), ('hidden', 'hidden'), ('erased', 'erased by its author')], default='published', max_length=12)),
                        ('channel', models.CharField(choices=[('web', 'written here'), ('mail', 'by e-mail'), ('assisted', 'written down for a person without e-mail'), ('room', 'in the room'), ('paper', 'on paper'), ('phone', 'by telephone')], default='web', max_length=10)),
                        ('author', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='posts', to=settings.AUTH_USER_MODEL)),
                        ('participant', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='posts', to='forums.participant')),
                        ('recorded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='recorded_posts', to=settings.AUTH_USER_MODEL)),
                        ('on_behalf_of', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='accounts.mandate')),
                        ('table', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='forums.workingtable')),
                        ('language', portal.base.fields.LanguageField(choices=[('sr-Cyrl', 'српски (ћирилица)'), ('sr-Latn', 'srpski (latinica)'), ('bs', 'bosanski'), ('cnr', 'crnogorski'), ('hr', 'hrvatski'), ('mk', 'македонски'), ('sq', 'shqip'), ('en', 'English'), ('bg', 'български'), ('ro', 'română'), ('sl', 'slovenščina'), ('tr', 'Türkçe'), ('rom', 'romani čhib')], max_length=8, verbose_name='language')),
                        ('body', models.TextField(verbose_name='text')),
                        ('body_html', models.TextField(editable=False)),
                        ('form_key', models.CharField(blank=True, editable=False, max_length=40, null=True, unique=True)),
                        ('created_at', models.DateTimeField()),
                        ('published_at', models.DateTimeField(blank=True, null=True)),
                        ('edited_at', models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        'verbose_name': 'contribution',
                        'verbose_name_plural': 'contributions',
                        'indexes': [models.Index(fields=['thread', 'position'], name='post_by_position'), models.Index(fields=['thread', 'root', 'position'], name='post_by_root')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('author__isnull', True), ('participant__isnull', True), _connector='OR'), name='post_has_one_author'), models.CheckConstraint(condition=models.Q(('state__in', ['pending', 'refused']), models.Q(('number__isnull', False), ('position__isnull', False)), _connector='OR'), name='published_post_is_numbered')],
                    },
                ),
                migrations.CreateModel(
                    name='PositionSource',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('position', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sources', to='forums.position')),
                        ('post', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='position_sources', to='forums.post')),
                        ('minute_item', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='position_sources', to='forums.minuteitem')),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('minute_item__isnull', True), ('post__isnull', False)), models.Q(('minute_item__isnull', False), ('post__isnull', True)), _connector='OR'), name='position_source_is_exactly_one_thing'), models.UniqueConstraint(fields=('position', 'post'), name='a_post_feeds_a_position_once')],
                    },
                ),
                migrations.CreateModel(
                    name='PostRevision',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', portal.base.ids.PublicIdField(default=portal.base.ids.new_public_id, editable=False, max_length=10, unique=True)),
                        ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='revisions', to='forums.post')),
                        ('number', models.PositiveSmallIntegerField()),
                        ('body', models.TextField()),
                        ('written_at', models.DateTimeField()),
                        ('written_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['number'],
                        'constraints': [models.UniqueConstraint(fields=('post', 'number'), name='revisions_are_numbered')],
                    },
                ),
                migrations.CreateModel(
                    name='Seat',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', portal.base.ids.PublicIdField(default=portal.base.ids.new_public_id, editable=False, max_length=10, unique=True)),
                        ('forum', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='seats', to='forums.forum')),
                        ('table', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='seats', to='forums.workingtable')),
                        ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='seats', to=settings.AUTH_USER_MODEL)),
                        ('participant', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='seats', to='forums.participant')),
                        ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.organisation')),
                        ('role', models.CharField(choices=[('member', 'member'), ('rapporteur', 'rapporteur'), ('substitute', 'substitute')], default='member', max_length=12)),
                        ('state', models.CharField(choices=[('asked', 'asked for'), ('held', 'held'), ('left', 'left')], default='held', max_length=8)),
                        ('sex', models.CharField(choices=[('woman', 'woman'), ('man', 'man'), ('unstated', 'not stated')], default='unstated', max_length=8)),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('participant__isnull', True), ('user__isnull', False)), models.Q(('participant__isnull', False), ('user__isnull', True)), _connector='OR'), name='seat_of_a_person_or_a_code'), models.UniqueConstraint(condition=models.Q(('state', 'left'), _negated=True), fields=('forum', 'user'), name='one_seat_per_person_and_forum'), models.UniqueConstraint(condition=models.Q(('state', 'left'), _negated=True), fields=('forum', 'participant'), name='one_seat_per_code_and_forum'), models.UniqueConstraint(condition=models.Q(('role', 'rapporteur'), ('state', 'held')), fields=('table',), name='one_rapporteur_per_table')],
                    },
                ),
                migrations.CreateModel(
                    name='Stage',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', portal.base.ids.PublicIdField(default=portal.base.ids.new_public_id, editable=False, max_length=10, unique=True)),
                        ('cycle', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stages', to='forums.cycle')),
                        ('ordinal', models.PositiveSmallIntegerField()),
                        ('kind', models.CharField(choices=[('prepare', 'preparing'), ('constitute', 'forming the tables'), ('explore', 'hearing needs'), ('propose', 'proposing'), ('draft', 'drafting'), ('decide', 'deciding'), ('hand_over', 'handing over'), ('follow_up', 'following up')], max_length=12)),
                        ('opens_at', models.DateTimeField(verbose_name='opens')),
                        ('closes_at', models.DateTimeField(verbose_name='closes')),
                    ],
                    options={
                        'ordering': ['cycle', 'ordinal'],
                        'constraints': [models.UniqueConstraint(fields=('cycle', 'ordinal'), name='stages_are_in_order'), models.CheckConstraint(condition=models.Q(('closes_at__gt', models.F('opens_at'))), name='stage_closes_after_it_opens')],
                    },
                ),
                migrations.CreateModel(
                    name='Support',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('position', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='supports', to='forums.position')),
                        ('seat', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='supports', to='forums.seat')),
                        ('given_at', models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('position', 'seat'), name='a_seat_supports_once')],
                    },
                ),
                migrations.CreateModel(
                    name='ReadMarker',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='read_markers', to=settings.AUTH_USER_MODEL)),
                        ('thread', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='read_markers', to='forums.thread')),
                        ('position', models.PositiveIntegerField()),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('user', 'thread'), name='one_read_marker_per_thread')],
                    },
                ),
                migrations.CreateModel(
                    name='Outcome',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', portal.base.ids.PublicIdField(default=portal.base.ids.new_public_id, editable=False, max_length=10, unique=True)),
                        ('thread', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='outcome', to='forums.thread')),
                        ('kind', models.CharField(choices=[('to_recommendation', 'went into a recommendation'), ('answered', 'answered'), ('referred', 'passed on to whoever decides it'), ('no_consensus', 'no agreement'), ('out_of_scope', 'not a matter for this forum')], max_length=20)),
                        ('reason', models.TextField(verbose_name='reason')),
                        ('language', portal.base.fields.LanguageField(choices=[('sr-Cyrl', 'српски (ћирилица)'), ('sr-Latn', 'srpski (latinica)'), ('bs', 'bosanski'), ('cnr', 'crnogorski'), ('hr', 'hrvatski'), ('mk', 'македонски'), ('sq', 'shqip'), ('en', 'English'), ('bg', 'български'), ('ro', 'română'), ('sl', 'slovenščina'), ('tr', 'Türkçe'), ('rom', 'romani čhib')], max_length=8, verbose_name='language')),
                        ('concluded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('concluded_at', models.DateTimeField()),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='outcome_gives_a_reason')],
                    },
                ),
                migrations.CreateModel(
                    name='Draft',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='drafts', to=settings.AUTH_USER_MODEL)),
                        ('thread', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='drafts', to='forums.thread')),
                        ('body', models.TextField()),
                        ('saved_at', models.DateTimeField(auto_now=True)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('user', 'thread'), name='one_draft_per_thread')],
                    },
                ),
                migrations.CreateModel(
                    name='TableVoice',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('position', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='voices', to='forums.position')),
                        ('table', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='voices', to='forums.workingtable')),
                        ('answer', models.CharField(choices=[('agree', 'agrees'), ('disagree', 'does not agree'), ('not_discussed', 'not discussed')], max_length=14)),
                        ('head_count', models.PositiveSmallIntegerField(blank=True, null=True)),
                        ('session', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='voices', to='forums.session')),
                        ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('recorded_at', models.DateTimeField(auto_now=True)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('position', 'table'), name='one_voice_per_table')],
                    },
                ),
                migrations.CreateModel(
                    name='TableText',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('table', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='texts', to='forums.workingtable')),
                        ('language', portal.base.fields.LanguageField(choices=[('sr-Cyrl', 'српски (ћирилица)'), ('sr-Latn', 'srpski (latinica)'), ('bs', 'bosanski'), ('cnr', 'crnogorski'), ('hr', 'hrvatski'), ('mk', 'македонски'), ('sq', 'shqip'), ('en', 'English'), ('bg', 'български'), ('ro', 'română'), ('sl', 'slovenščina'), ('tr', 'Türkçe'), ('rom', 'romani čhib')], max_length=8, verbose_name='language')),
                        ('interest', models.CharField(max_length=120, verbose_name='interest')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('table', 'language'), name='one_interest_per_language')],
                    },
                ),
                migrations.CreateModel(
                    name='AttendanceCount',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attendance', to='forums.session')),
                        ('table', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='attendance', to='forums.workingtable')),
                        ('sex', models.CharField(choices=[('women', 'women'), ('men', 'men'), ('unstated', 'not stated')], default='unstated', max_length=8)),
                        ('age_band', models.CharField(choices=[('under-30', 'under 30'), ('30-64', '30 to 64'), ('65-up', '65 and over'), ('unstated', 'not stated')], default='unstated', max_length=8)),
                        ('people', models.PositiveSmallIntegerField()),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('session', 'table', 'sex', 'age_band'), name='attendance_counted_once'), models.UniqueConstraint(condition=models.Q(('table', None)), fields=('session', 'sex', 'age_band'), name='attendance_without_table_once')],
                    },
                ),
            ],
        ),
    ]
