import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import portal.base.fields
import portal.base.ids
import portal.base.operations
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
        ('forums', '0001_initial'),
        ('indicators', '0001_initial'),
        ('practices', '0001_initial'),
        ('taxonomies', '0001_initial'),
    ]

    operations = [
        portal.base.operations.CreateTogether(
            operations=[
                migrations.CreateModel(
                    name='WorkingGroup',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', portal.base.ids.PublicIdField(default=portal.base.ids.new_public_id, editable=False, max_length=10, unique=True)),
                        ('slug', models.SlugField(max_length=80, unique=True)),
                        ('forum', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='working_groups', to='forums.forum')),
                        ('level', models.CharField(choices=[('regional', 'regional'), ('national', 'national'), ('municipal', 'municipal'), ('association', 'association')], default='regional', max_length=12)),
                        ('term_from', models.DateField(blank=True, null=True, verbose_name='works from')),
                        ('term_to', models.DateField(blank=True, null=True, verbose_name='works until')),
                        ('source', models.CharField(blank=True, max_length=200, verbose_name='source')),
                        ('is_demo', models.BooleanField(default=False, verbose_name='invented for the demonstration')),
                        ('countries', models.ManyToManyField(blank=True, related_name='+', to='taxonomies.country', verbose_name='countries')),
                        ('themes', models.ManyToManyField(blank=True, related_name='+', to='taxonomies.theme', verbose_name='areas')),
                        ('target_groups', models.ManyToManyField(blank=True, related_name='+', to='taxonomies.targetgroup', verbose_name='target groups')),
                    ],
                    options={
                        'verbose_name': 'working group',
                        'verbose_name_plural': 'working groups',
                    },
                ),
                migrations.CreateModel(
                    name='Recommendation',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', portal.base.ids.PublicIdField(default=portal.base.ids.new_public_id, editable=False, max_length=10, unique=True)),
                        ('reference', models.CharField(max_length=20, unique=True)),
                        ('kind', models.CharField(choices=[('recommendations', 'recommendations'), ('position-paper', 'common position'), ('roadmap', 'roadmap'), ('guidelines', 'guidelines')], default='recommendations', max_length=16)),
                        ('state', models.CharField(choices=[('draft', 'draft'), ('review', 'read over by the group'), ('consultation', 'open for comments'), ('decision', 'being decided'), ('agreed', 'agreed'), ('agreed_with_reservations', 'agreed with remarks'), ('not_agreed', 'not agreed'), ('signed', 'signed'), ('delivered', 'sent'), ('answered', 'answered'), ('following_up', 'being done'), ('closed', 'closed'), ('withdrawn', 'withdrawn'), ('superseded', 'replaced by a newer one')], default='draft', max_length=26)),
                        ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recommendations', to='recommendations.workinggroup')),
                        ('cycle', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='recommendations', to='forums.cycle')),
                        ('level', models.CharField(choices=[('regional', 'regional'), ('national', 'national'), ('municipal', 'municipal'), ('association', 'association')], default='municipal', max_length=12)),
                        ('authentic_language', portal.base.fields.LanguageField(choices=[('sr-Cyrl', 'српски (ћирилица)'), ('sr-Latn', 'srpski (latinica)'), ('bs', 'bosanski'), ('cnr', 'crnogorski'), ('hr', 'hrvatski'), ('mk', 'македонски'), ('sq', 'shqip'), ('en', 'English'), ('bg', 'български'), ('ro', 'română'), ('sl', 'slovenščina'), ('tr', 'Türkçe'), ('rom', 'romani čhib')], max_length=8, verbose_name='authentic language')),
                        ('derived_from', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='adaptations', to='recommendations.recommendation')),
                        ('consultation_ends_at', models.DateTimeField(blank=True, null=True)),
                        ('is_demo', models.BooleanField(default=False, verbose_name='invented for the demonstration')),
                        ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('changed_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('countries', models.ManyToManyField(blank=True, related_name='+', to='taxonomies.country', verbose_name='countries')),
                        ('themes', models.ManyToManyField(blank=True, related_name='+', to='taxonomies.theme', verbose_name='areas')),
                        ('target_groups', models.ManyToManyField(blank=True, related_name='+', to='taxonomies.targetgroup', verbose_name='target groups')),
                        ('addressees', models.ManyToManyField(blank=True, related_name='addressed_recommendations', to='directory.organisation')),
                    ],
                    options={
                        'verbose_name': 'recommendation',
                        'verbose_name_plural': 'recommendations',
                        'indexes': [models.Index(fields=['-changed_at', '-id'], name='recommendation_list')],
                    },
                ),
                migrations.CreateModel(
                    name='Clause',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', portal.base.ids.PublicIdField(default=portal.base.ids.new_public_id, editable=False, max_length=10, unique=True)),
                        ('recommendation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='clauses', to='recommendations.recommendation')),
                    ],
                    options={
                        'verbose_name': 'point',
                        'verbose_name_plural': 'points',
                    },
                ),
                migrations.CreateModel(
                    name='ReferenceCounter',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('prefix', models.CharField(max_length=12, unique=True)),
                        ('last', models.PositiveIntegerField(default=0)),
                    ],
                ),
                migrations.CreateModel(
                    name='Version',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('recommendation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='recommendations.recommendation')),
                        ('number', models.PositiveSmallIntegerField()),
                        ('change_note', models.CharField(blank=True, max_length=300, verbose_name='what changed')),
                        ('sha256', models.CharField(blank=True, max_length=64)),
                        ('frozen_at', models.DateTimeField(blank=True, null=True)),
                        ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                    options={
                        'ordering': ['number'],
                        'constraints': [models.UniqueConstraint(fields=('recommendation', 'number'), name='versions_are_numbered'), models.CheckConstraint(condition=models.Q(models.Q(('frozen_at', None), ('sha256', '')), models.Q(('frozen_at__isnull', False), models.Q(('sha256', ''), _negated=True)), _connector='OR'), name='a_frozen_version_has_a_hash')],
                    },
                ),
                migrations.CreateModel(
                    name='Delivery',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', portal.base.ids.PublicIdField(default=portal.base.ids.new_public_id, editable=False, max_length=10, unique=True)),
                        ('recommendation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='recommendations.recommendation')),
                        ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deliveries', to='recommendations.version')),
                        ('addressee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deliveries', to='directory.organisation')),
                        ('delivered_on', models.DateField(verbose_name='sent on')),
                        ('registry_number', models.CharField(blank=True, max_length=60, verbose_name='registry number')),
                        ('due_on', models.DateField(verbose_name='answer due on')),
                        ('entered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['delivered_on', 'pk'],
                        'constraints': [models.UniqueConstraint(fields=('version', 'addressee'), name='delivered_once_per_addressee')],
                    },
                ),
                migrations.CreateModel(
                    name='OfficialResponse',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', portal.base.ids.PublicIdField(default=portal.base.ids.new_public_id, editable=False, max_length=10, unique=True)),
                        ('delivery', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='responses', to='recommendations.delivery')),
                        ('clause', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='responses', to='recommendations.clause')),
                        ('answer', models.CharField(choices=[('accepted', 'accepted'), ('in_part', 'accepted in part'), ('rejected', 'not accepted'), ('not_competent', 'not ours to decide'), ('considering', 'being considered')], max_length=14)),
                        ('reason', models.TextField(verbose_name='reason')),
                        ('language', portal.base.fields.LanguageField(choices=[('sr-Cyrl', 'српски (ћирилица)'), ('sr-Latn', 'srpski (latinica)'), ('bs', 'bosanski'), ('cnr', 'crnogorski'), ('hr', 'hrvatski'), ('mk', 'македонски'), ('sq', 'shqip'), ('en', 'English'), ('bg', 'български'), ('ro', 'română'), ('sl', 'slovenščina'), ('tr', 'Türkçe'), ('rom', 'romani čhib')], max_length=8, verbose_name='language')),
                        ('considered_until', models.DateField(blank=True, null=True, verbose_name='answer promised by')),
                        ('answered_on', models.DateField(verbose_name='answered on')),
                        ('on_behalf_of', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='responses', to='accounts.mandate')),
                        ('approved_by', models.CharField(blank=True, max_length=160, verbose_name='approved by')),
                        ('is_from_letter', models.BooleanField(default=False, verbose_name='entered from a letter')),
                        ('letter_number', models.CharField(blank=True, max_length=60, verbose_name='number of the letter')),
                        ('letter', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='base.portaldocument')),
                        ('entered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('entered_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                    options={
                        'verbose_name': 'official response',
                        'constraints': [models.UniqueConstraint(fields=('delivery', 'clause'), name='one_response_per_point'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='a_response_gives_its_reason'), models.CheckConstraint(condition=models.Q(models.Q(('answer', 'considering'), _negated=True), ('considered_until__isnull', False), _connector='OR'), name='under_consideration_until_a_day'), models.CheckConstraint(condition=models.Q(('is_from_letter', True), ('on_behalf_of__isnull', False), _connector='OR'), name='an_answer_is_by_mandate')],
                    },
                ),
                migrations.CreateModel(
                    name='Commitment',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', portal.base.ids.PublicIdField(default=portal.base.ids.new_public_id, editable=False, max_length=10, unique=True)),
                        ('recommendation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='commitments', to='recommendations.recommendation')),
                        ('clause', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='commitments', to='recommendations.clause')),
                        ('response', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='commitments', to='recommendations.officialresponse')),
                        ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='commitments', to='directory.organisation', verbose_name='who')),
                        ('text', models.TextField(verbose_name='what')),
                        ('language', portal.base.fields.LanguageField(choices=[('sr-Cyrl', 'српски (ћирилица)'), ('sr-Latn', 'srpski (latinica)'), ('bs', 'bosanski'), ('cnr', 'crnogorski'), ('hr', 'hrvatski'), ('mk', 'македонски'), ('sq', 'shqip'), ('en', 'English'), ('bg', 'български'), ('ro', 'română'), ('sl', 'slovenščina'), ('tr', 'Türkçe'), ('rom', 'romani čhib')], max_length=8, verbose_name='language')),
                        ('state', models.CharField(choices=[('planned', 'planned'), ('in_progress', 'being done'), ('reported_done', 'reported done'), ('verified', 'confirmed'), ('disputed', 'disputed'), ('partly_done', 'done in part'), ('suspended', 'suspended'), ('dropped', 'given up')], default='planned', max_length=14)),
                        ('due_on', models.DateField(verbose_name='until when')),
                        ('next_update_on', models.DateField(verbose_name='next news by')),
                        ('last_news_on', models.DateField(verbose_name='last news')),
                        ('suspended_until', models.DateField(blank=True, null=True)),
                        ('budget_line', models.CharField(blank=True, max_length=80, verbose_name='budget line')),
                        ('taken_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('taken_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                    options={
                        'verbose_name': 'commitment',
                        'verbose_name_plural': 'commitments',
                        'ordering': ['due_on', 'pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state', 'suspended'), _negated=True), ('suspended_until__isnull', False), _connector='OR'), name='suspended_until_a_day')],
                    },
                ),
                migrations.CreateModel(
                    name='CommitmentUpdate',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', portal.base.ids.PublicIdField(default=portal.base.ids.new_public_id, editable=False, max_length=10, unique=True)),
                        ('commitment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='updates', to='recommendations.commitment')),
                        ('state', models.CharField(choices=[('planned', 'planned'), ('in_progress', 'being done'), ('reported_done', 'reported done'), ('verified', 'confirmed'), ('disputed', 'disputed'), ('partly_done', 'done in part'), ('suspended', 'suspended'), ('dropped', 'given up')], max_length=14)),
                        ('text', models.TextField(blank=True, verbose_name='what happened')),
                        ('language', portal.base.fields.LanguageField(choices=[('sr-Cyrl', 'српски (ћирилица)'), ('sr-Latn', 'srpski (latinica)'), ('bs', 'bosanski'), ('cnr', 'crnogorski'), ('hr', 'hrvatski'), ('mk', 'македонски'), ('sq', 'shqip'), ('en', 'English'), ('bg', 'български'), ('ro', 'română'), ('sl', 'slovenščina'), ('tr', 'Türkçe'), ('rom', 'romani čhib')], max_length=8, verbose_name='language')),
                        ('evidence_address', models.URLField(blank=True, verbose_name='address of the evidence')),
                        ('evidence', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='base.portaldocument')),
                        ('reported_on', models.DateField()),
                        ('reported_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('evidence_posts', models.ManyToManyField(blank=True, related_name='evidence_for', to='forums.post')),
                    ],
                    options={
                        'ordering': ['reported_on', 'pk'],
                    },
                ),
                migrations.CreateModel(
                    name='DecisionRound',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', portal.base.ids.PublicIdField(default=portal.base.ids.new_public_id, editable=False, max_length=10, unique=True)),
                        ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rounds', to='recommendations.version')),
                        ('method', models.CharField(choices=[('consent', 'do we all agree?'), ('table_vote', 'by table'), ('organisations', 'one voice per organisation'), ('written', 'by silence'), ('sense_check', 'sense of the room'), ('priorities', 'choosing priorities')], max_length=16)),
                        ('state', models.CharField(choices=[('open', 'open'), ('closed', 'closed, to be certified'), ('certified', 'certified'), ('void', 'void')], default='open', max_length=10)),
                        ('opens_at', models.DateTimeField()),
                        ('closes_at', models.DateTimeField()),
                        ('quorum', models.DecimalField(decimal_places=3, default=0.5, help_text='share of electors', max_digits=4)),
                        ('threshold', models.DecimalField(decimal_places=3, default=0.5, max_digits=4)),
                        ('proceeds_with_minority', models.BooleanField(default=False)),
                        ('shows_names', models.BooleanField(default=True, verbose_name='open vote')),
                        ('opened_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('certified_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('certified_at', models.DateTimeField(blank=True, null=True)),
                        ('result', models.JSONField(blank=True, null=True)),
                        ('result_sha256', models.CharField(blank=True, max_length=64)),
                        ('void_reason', models.TextField(blank=True)),
                    ],
                    options={
                        'verbose_name': 'decision',
                        'verbose_name_plural': 'decisions',
                        'constraints': [models.CheckConstraint(condition=models.Q(('closes_at__gt', models.F('opens_at'))), name='round_closes_after_it_opens'), models.UniqueConstraint(condition=models.Q(('state', 'open'), models.Q(('method__in', ['sense_check', 'priorities']), _negated=True)), fields=('version',), name='one_open_round_per_version'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'certified'), _negated=True), models.Q(('certified_at__isnull', False), ('result__isnull', False)), _connector='OR'), name='a_certified_round_has_its_result'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'void'), _negated=True), models.Q(('void_reason', ''), _negated=True), _connector='OR'), name='a_void_round_says_why')],
                    },
                ),
                migrations.CreateModel(
                    name='Elector',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', portal.base.ids.PublicIdField(default=portal.base.ids.new_public_id, editable=False, max_length=10, unique=True)),
                        ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='electors', to='recommendations.decisionround')),
                        ('ordinal', models.PositiveSmallIntegerField()),
                        ('table', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='forums.workingtable')),
                        ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.organisation')),
                    ],
                    options={
                        'ordering': ['ordinal'],
                        'constraints': [models.UniqueConstraint(fields=('round', 'ordinal'), name='electors_are_numbered')],
                    },
                ),
                migrations.CreateModel(
                    name='Ballot',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('elector', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ballots', to='recommendations.elector')),
                        ('choice', models.CharField(choices=[('agree', 'I agree'), ('reservation', 'I agree with a remark'), ('object', 'I do not agree'), ('stand_aside', 'I abstain')], max_length=12)),
                        ('reason', models.TextField(blank=True, verbose_name='reason')),
                        ('language', portal.base.fields.LanguageField(blank=True, choices=[('sr-Cyrl', 'српски (ћирилица)'), ('sr-Latn', 'srpski (latinica)'), ('bs', 'bosanski'), ('cnr', 'crnogorski'), ('hr', 'hrvatski'), ('mk', 'македонски'), ('sq', 'shqip'), ('en', 'English'), ('bg', 'български'), ('ro', 'română'), ('sl', 'slovenščina'), ('tr', 'Türkçe'), ('rom', 'romani čhib')], max_length=8, verbose_name='language')),
                        ('head_count', models.PositiveSmallIntegerField(blank=True, null=True)),
                        ('channel', models.CharField(default='web', max_length=10)),
                        ('cast_at', models.DateTimeField()),
                    ],
                    options={
                        'ordering': ['pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('choice__in', ['reservation', 'object']), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='a_remark_gives_its_reason')],
                    },
                ),
                migrations.CreateModel(
                    name='ElectorPerson',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('elector', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='person_link', to='recommendations.elector')),
                        ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='electors', to=settings.AUTH_USER_MODEL)),
                        ('seat', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='electors', to='forums.seat')),
                    ],
                ),
                migrations.CreateModel(
                    name='Milestone',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('commitment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='milestones', to='recommendations.commitment')),
                        ('text', models.CharField(max_length=200, verbose_name='step')),
                        ('due_on', models.DateField(verbose_name='until when')),
                        ('done_on', models.DateField(blank=True, null=True, verbose_name='done on')),
                    ],
                    options={
                        'ordering': ['due_on', 'pk'],
                    },
                ),
                migrations.CreateModel(
                    name='MinorityOpinion',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='minority_opinions', to='recommendations.decisionround')),
                        ('elector', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='minority_opinions', to='recommendations.elector')),
                        ('language', portal.base.fields.LanguageField(choices=[('sr-Cyrl', 'српски (ћирилица)'), ('sr-Latn', 'srpski (latinica)'), ('bs', 'bosanski'), ('cnr', 'crnogorski'), ('hr', 'hrvatski'), ('mk', 'македонски'), ('sq', 'shqip'), ('en', 'English'), ('bg', 'български'), ('ro', 'română'), ('sl', 'slovenščina'), ('tr', 'Türkçe'), ('rom', 'romani čhib')], max_length=8, verbose_name='language')),
                        ('text', models.TextField(verbose_name='separate opinion')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('round', 'elector'), name='one_minority_opinion_per_elector')],
                    },
                ),
                migrations.CreateModel(
                    name='Disposition',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('recommendation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='dispositions', to='recommendations.recommendation')),
                        ('position', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='dispositions', to='forums.position')),
                        ('kind', models.CharField(choices=[('used', 'used in a point'), ('merged', 'joined with another'), ('not_taken', 'not taken up'), ('deferred', 'left for later')], max_length=10)),
                        ('clause', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='dispositions', to='recommendations.clause')),
                        ('merged_into', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='forums.position')),
                        ('reason', models.TextField(blank=True, verbose_name='reason')),
                        ('language', portal.base.fields.LanguageField(blank=True, choices=[('sr-Cyrl', 'српски (ћирилица)'), ('sr-Latn', 'srpski (latinica)'), ('bs', 'bosanski'), ('cnr', 'crnogorski'), ('hr', 'hrvatski'), ('mk', 'македонски'), ('sq', 'shqip'), ('en', 'English'), ('bg', 'български'), ('ro', 'română'), ('sl', 'slovenščina'), ('tr', 'Türkçe'), ('rom', 'romani čhib')], max_length=8, verbose_name='language')),
                        ('set_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('set_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('recommendation', 'position'), name='one_disposition_per_position'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'used'), _negated=True), ('clause__isnull', False), _connector='OR'), name='a_used_position_names_its_clause'), models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['not_taken', 'deferred']), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='a_refused_position_is_told_why')],
                    },
                ),
                migrations.CreateModel(
                    name='Source',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('clause', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sources', to='recommendations.clause')),
                        ('post_revision', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='cited_in', to='forums.postrevision')),
                        ('position', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='cited_in', to='forums.position')),
                        ('outcome', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='cited_in', to='forums.outcome')),
                        ('minute_item', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='cited_in', to='forums.minuteitem')),
                        ('conclusion', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='cited_in', to='events.conclusion')),
                        ('practice', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='cited_in', to='practices.practice')),
                        ('value', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='cited_in', to='indicators.value')),
                        ('document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='base.portaldocument')),
                        ('expertise', models.CharField(blank=True, max_length=200, verbose_name="the group's expertise, meeting of")),
                        ('linked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('linked_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                    options={
                        'ordering': ['pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('conclusion__isnull', True), ('document__isnull', True), ('expertise', ''), ('minute_item__isnull', True), ('outcome__isnull', True), ('position__isnull', True), ('post_revision__isnull', False), ('practice__isnull', True), ('value__isnull', True)), models.Q(('conclusion__isnull', True), ('document__isnull', True), ('expertise', ''), ('minute_item__isnull', True), ('outcome__isnull', True), ('position__isnull', False), ('post_revision__isnull', True), ('practice__isnull', True), ('value__isnull', True)), models.Q(('conclusion__isnull', True), ('document__isnull', True), ('expertise', ''), ('minute_item__isnull', True), ('outcome__isnull', False), ('position__isnull', True), ('post_revision__isnull', True), ('practice__isnull', True), ('value__isnull', True)), models.Q(('conclusion__isnull', True), ('document__isnull', True), ('expertise', ''), ('minute_item__isnull', False), ('outcome__isnull', True), ('position__isnull', True), ('post_revision__isnull', True), ('practice__isnull', True), ('value__isnull', True)), models.Q(('conclusion__isnull', False), ('document__isnull', True), ('expertise', ''), ('minute_item__isnull', True), ('outcome__isnull', True), ('position__isnull', True), ('post_revision__isnull', True), ('practice__isnull', True), ('value__isnull', True)), models.Q(('conclusion__isnull', True), ('document__isnull', True), ('expertise', ''), ('minute_item__isnull', True), ('outcome__isnull', True), ('position__isnull', True), ('post_revision__isnull', True), ('practice__isnull', False), ('value__isnull', True)), models.Q(('conclusion__isnull', True), ('document__isnull', True), ('expertise', ''), ('minute_item__isnull', True), ('outcome__isnull', True), ('position__isnull', True), ('post_revision__isnull', True), ('practice__isnull', True), ('value__isnull', False)), models.Q(('conclusion__isnull', True), ('document__isnull', False), ('expertise', ''), ('minute_item__isnull', True), ('outcome__isnull', True), ('position__isnull', True), ('post_revision__isnull', True), ('practice__isnull', True), ('value__isnull', True)), models.Q(models.Q(('expertise', ''), _negated=True), ('conclusion__isnull', True), ('document__isnull', True), ('minute_item__isnull', True), ('outcome__isnull', True), ('position__isnull', True), ('post_revision__isnull', True), ('practice__isnull', True), ('value__isnull', True)), _connector='OR'), name='source_is_exactly_one_thing'), models.UniqueConstraint(fields=('clause', 'post_revision'), name='a_post_revision_cited_once_per_clause'), models.UniqueConstraint(fields=('clause', 'position'), name='a_position_cited_once_per_clause'), models.UniqueConstraint(fields=('clause', 'outcome'), name='a_outcome_cited_once_per_clause'), models.UniqueConstraint(fields=('clause', 'minute_item'), name='a_minute_item_cited_once_per_clause'), models.UniqueConstraint(fields=('clause', 'conclusion'), name='a_conclusion_cited_once_per_clause'), models.UniqueConstraint(fields=('clause', 'practice'), name='a_practice_cited_once_per_clause'), models.UniqueConstraint(fields=('clause', 'value'), name='a_value_cited_once_per_clause'), models.UniqueConstraint(fields=('clause', 'document'), name='a_document_cited_once_per_clause')],
                    },
                ),
                migrations.CreateModel(
                    name='Verification',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('commitment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='verifications', to='recommendations.commitment')),
                        ('table', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='verifications', to='forums.workingtable')),
                        ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='directory.organisation')),
                        ('verdict', models.CharField(choices=[('confirmed', 'confirmed'), ('disputed', 'disputed')], max_length=10)),
                        ('reason', models.TextField(blank=True, verbose_name='reason')),
                        ('given_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('given_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('commitment', 'table'), name='verified_once_per_table'), models.UniqueConstraint(fields=('commitment', 'organisation'), name='verified_once_per_body'), models.CheckConstraint(condition=models.Q(models.Q(('organisation__isnull', True), ('table__isnull', False)), models.Q(('organisation__isnull', False), ('table__isnull', True)), _connector='OR'), name='verified_by_a_table_or_a_body'), models.CheckConstraint(condition=models.Q(models.Q(('verdict', 'disputed'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='a_dispute_says_why')],
                    },
                ),
                migrations.CreateModel(
                    name='SignOff',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sign_offs', to='recommendations.version')),
                        ('capacity', models.CharField(max_length=160, verbose_name='capacity')),
                        ('table', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='forums.workingtable')),
                        ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.organisation')),
                        ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('sha256', models.CharField(max_length=64)),
                        ('signed_at', models.DateTimeField()),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('version', 'capacity'), name='signed_once_per_capacity')],
                    },
                ),
                migrations.CreateModel(
                    name='Amendment',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', portal.base.ids.PublicIdField(default=portal.base.ids.new_public_id, editable=False, max_length=10, unique=True)),
                        ('clause', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='amendments', to='recommendations.clause')),
                        ('base_version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='amendments', to='recommendations.version')),
                        ('base_text', models.TextField()),
                        ('kind', models.CharField(choices=[('replace', 'change the text'), ('insert_after', 'add a point after it'), ('delete', 'leave the point out')], default='replace', max_length=14)),
                        ('state', models.CharField(choices=[('draft', 'being written'), ('submitted', 'proposed'), ('under_review', 'being considered'), ('accepted', 'accepted'), ('accepted_modified', 'accepted with changes'), ('rejected', 'not accepted'), ('withdrawn', 'withdrawn'), ('superseded', 'overtaken by another change')], default='draft', max_length=18)),
                        ('language', portal.base.fields.LanguageField(choices=[('sr-Cyrl', 'српски (ћирилица)'), ('sr-Latn', 'srpski (latinica)'), ('bs', 'bosanski'), ('cnr', 'crnogorski'), ('hr', 'hrvatski'), ('mk', 'македонски'), ('sq', 'shqip'), ('en', 'English'), ('bg', 'български'), ('ro', 'română'), ('sl', 'slovenščina'), ('tr', 'Türkçe'), ('rom', 'romani čhib')], max_length=8, verbose_name='language')),
                        ('text', models.TextField(blank=True, verbose_name='proposed text')),
                        ('justification', models.TextField(verbose_name='why')),
                        ('proposed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='amendments', to=settings.AUTH_USER_MODEL)),
                        ('on_behalf_of', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.organisation')),
                        ('needs_rebase', models.BooleanField(default=False)),
                        ('resolution', models.TextField(blank=True, verbose_name='what was decided about it')),
                        ('settled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('settled_at', models.DateTimeField(blank=True, null=True)),
                        ('submitted_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                    options={
                        'verbose_name': 'proposed change',
                        'verbose_name_plural': 'proposed changes',
                        'constraints': [models.CheckConstraint(condition=models.Q(('justification', ''), _negated=True), name='amendment_says_why'), models.CheckConstraint(condition=models.Q(('kind', 'delete'), models.Q(('text', ''), _negated=True), _connector='OR'), name='amendment_has_a_text'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'rejected'), _negated=True), models.Q(('resolution', ''), _negated=True), _connector='OR'), name='a_refusal_says_why')],
                    },
                ),
                migrations.CreateModel(
                    name='VersionClause',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='clauses', to='recommendations.version')),
                        ('clause', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='in_versions', to='recommendations.clause')),
                        ('ordinal', models.PositiveSmallIntegerField()),
                        ('kind', models.CharField(choices=[('preamble', 'introduction'), ('finding', 'finding'), ('measure', 'measure'), ('project', 'project idea'), ('indicator', 'indicator'), ('budget', 'budget')], default='measure', max_length=12)),
                        ('level', models.CharField(choices=[('regional', 'regional'), ('national', 'national'), ('municipal', 'municipal'), ('association', 'association')], default='municipal', max_length=12)),
                        ('addressee', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.organisation')),
                    ],
                    options={
                        'ordering': ['ordinal'],
                        'constraints': [models.UniqueConstraint(fields=('version', 'clause'), name='a_clause_once_per_version'), models.UniqueConstraint(fields=('version', 'ordinal'), name='clauses_are_in_order')],
                    },
                ),
                migrations.CreateModel(
                    name='ClauseText',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version_clause', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='texts', to='recommendations.versionclause')),
                        ('language', portal.base.fields.LanguageField(choices=[('sr-Cyrl', 'српски (ћирилица)'), ('sr-Latn', 'srpski (latinica)'), ('bs', 'bosanski'), ('cnr', 'crnogorski'), ('hr', 'hrvatski'), ('mk', 'македонски'), ('sq', 'shqip'), ('en', 'English'), ('bg', 'български'), ('ro', 'română'), ('sl', 'slovenščina'), ('tr', 'Türkçe'), ('rom', 'romani čhib')], max_length=8, verbose_name='language')),
                        ('text', models.TextField(validators=[django.core.validators.MinLengthValidator(1)], verbose_name='text')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('version_clause', 'language'), name='one_clause_text_per_language')],
                    },
                ),
                migrations.CreateModel(
                    name='VersionText',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='texts', to='recommendations.version')),
                        ('language', portal.base.fields.LanguageField(choices=[('sr-Cyrl', 'српски (ћирилица)'), ('sr-Latn', 'srpski (latinica)'), ('bs', 'bosanski'), ('cnr', 'crnogorski'), ('hr', 'hrvatski'), ('mk', 'македонски'), ('sq', 'shqip'), ('en', 'English'), ('bg', 'български'), ('ro', 'română'), ('sl', 'slovenščina'), ('tr', 'Türkçe'), ('rom', 'romani čhib')], max_length=8, verbose_name='language')),
                        ('title', models.CharField(max_length=200, verbose_name='title')),
                        ('summary', models.TextField(blank=True, verbose_name='in short, in plain words')),
                        ('sha256', models.CharField(blank=True, max_length=64)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('version', 'language'), name='one_version_text_per_language')],
                    },
                ),
                migrations.CreateModel(
                    name='GroupText',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='texts', to='recommendations.workinggroup')),
                        ('language', portal.base.fields.LanguageField(choices=[('sr-Cyrl', 'српски (ћирилица)'), ('sr-Latn', 'srpski (latinica)'), ('bs', 'bosanski'), ('cnr', 'crnogorski'), ('hr', 'hrvatski'), ('mk', 'македонски'), ('sq', 'shqip'), ('en', 'English'), ('bg', 'български'), ('ro', 'română'), ('sl', 'slovenščina'), ('tr', 'Türkçe'), ('rom', 'romani čhib')], max_length=8, verbose_name='language')),
                        ('name', models.CharField(max_length=160, verbose_name='name')),
                        ('task', models.TextField(blank=True, verbose_name='task')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('group', 'language'), name='one_group_text_per_language')],
                    },
                ),
                migrations.CreateModel(
                    name='GroupMember',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='recommendations.workinggroup')),
                        ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='group_memberships', to=settings.AUTH_USER_MODEL)),
                        ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.organisation')),
                        ('role', models.CharField(choices=[('member', 'member'), ('rapporteur', 'rapporteur'), ('secretariat', 'secretariat')], default='member', max_length=12)),
                        ('since', models.DateField(blank=True, null=True)),
                        ('until', models.DateField(blank=True, null=True)),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('user__isnull', False), ('organisation__isnull', False), _connector='OR'), name='a_member_is_somebody'), models.UniqueConstraint(fields=('group', 'user'), name='a_person_once_per_group'), models.UniqueConstraint(condition=models.Q(('user', None)), fields=('group', 'organisation'), name='a_body_once_per_group')],
                    },
                ),
            ],
        ),
    ]
