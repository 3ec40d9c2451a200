import django.db.models.deletion
import django.utils.timezone
import portal.base.ids
import portal.base.operations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ('notifications', '0001_initial'),
        ('notifications', '0002_wishes_outbox_and_replies'),
        ('notifications', '0003_earlier_notices_stand_alone'),
        ('notifications', '0004_index_of_unread'),
        ('notifications', '0005_mails_about_results'),
    ]

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
    ]

    operations = [
        portal.base.operations.CreateTogether(
            operations=[
                migrations.CreateModel(
                    name='Notice',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('subject_kind', models.CharField(max_length=24)),
                        ('subject_id', models.CharField(max_length=10)),
                        ('public_id', portal.base.ids.PublicIdField(default=portal.base.ids.new_public_id, editable=False, max_length=10, unique=True)),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notices', to=settings.AUTH_USER_MODEL)),
                        ('event', models.CharField(max_length=40)),
                        ('details', models.JSONField(blank=True, default=dict)),
                        ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('read_at', models.DateTimeField(blank=True, null=True)),
                        ('about_id', models.CharField(default='', max_length=10)),
                        ('about_kind', models.CharField(default='', max_length=24)),
                        ('key', models.CharField(blank=True, max_length=120, null=True, unique=True)),
                        ('mail', models.CharField(blank=True, choices=[('', 'none'), ('at_once', 'at once'), ('digest', 'in the digest')], max_length=8)),
                        ('mailed_at', models.DateTimeField(blank=True, null=True)),
                        ('reason', models.CharField(blank=True, max_length=16)),
                    ],
                    options={
                        'ordering': ['-created_at', '-pk'],
                        'indexes': [models.Index(fields=['user', '-created_at'], name='inbox'), models.Index(fields=['user', 'about_kind', 'about_id'], name='inbox_by_thing'), models.Index(condition=models.Q(('mail', 'digest'), ('mailed_at', None), ('read_at', None)), fields=['user', 'created_at'], name='waits_for_digest'), models.Index(condition=models.Q(('read_at', None)), fields=['user', '-created_at'], name='inbox_unread')],
                    },
                ),
                migrations.CreateModel(
                    name='OutgoingMail',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('key', models.CharField(max_length=120, unique=True)),
                        ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('subject', models.CharField(blank=True, max_length=200)),
                        ('body', models.TextField(blank=True)),
                        ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('sent_at', models.DateTimeField(blank=True, null=True)),
                        ('attempts', models.PositiveSmallIntegerField(default=0)),
                        ('last_error', models.CharField(blank=True, max_length=300)),
                        ('address', models.EmailField(blank=True, help_text="where an answer goes that is not to a person's own address", max_length=254)),
                        ('claimed_at', models.DateTimeField(blank=True, null=True)),
                        ('in_reply_to', models.CharField(blank=True, max_length=300)),
                        ('kind', models.CharField(choices=[('notice', 'one thing, at once'), ('digest', 'digest'), ('answer', 'answer to a mail'), ('results', 'new results of a search')], default='answer', max_length=8)),
                        ('language', models.CharField(blank=True, max_length=8)),
                        ('next_try_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('notice', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='notifications.notice')),
                        ('state', models.CharField(choices=[('waiting', 'waits'), ('sending', 'is being sent'), ('sent', 'sent'), ('dropped', 'not needed any more'), ('failed', 'could not be sent'), ('unclear', 'nobody knows whether it left')], default='waiting', max_length=8)),
                        ('about', models.JSONField(blank=True, default=dict, help_text='what an app above writes its letter from')),
                    ],
                    options={
                        'indexes': [models.Index(condition=models.Q(('state__in', ['waiting', 'sending'])), fields=['next_try_at'], name='mail_to_send')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('user__isnull', False), models.Q(('address', ''), _negated=True), _connector='OR'), name='a_mail_goes_somewhere'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'notice'), _negated=True), ('notice__isnull', False), _connector='OR'), name='a_mail_at_once_is_about_a_notice')],
                    },
                ),
                migrations.CreateModel(
                    name='MailSettings',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('at_once', models.BooleanField(default=True)),
                        ('digest', models.CharField(choices=[('daily', 'once a day'), ('weekly', 'once a week'), ('off', 'never')], default='daily', max_length=8)),
                        ('parked_at', models.DateTimeField(blank=True, help_text='since when mail to the address comes back', null=True)),
                        ('parked_reason', models.CharField(blank=True, max_length=300)),
                        ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='mail_settings', to=settings.AUTH_USER_MODEL)),
                    ],
                ),
                migrations.CreateModel(
                    name='ReplyAddress',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('subject_kind', models.CharField(max_length=24)),
                        ('subject_id', models.CharField(max_length=10)),
                        ('public_id', portal.base.ids.PublicIdField(default=portal.base.ids.new_public_id, editable=False, max_length=10, unique=True)),
                        ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('expires_at', models.DateTimeField()),
                        ('revoked_at', models.DateTimeField(blank=True, null=True)),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reply_addresses', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'indexes': [models.Index(fields=['user', 'subject_kind', 'subject_id'], name='reply_address_of')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('expires_at__gt', models.F('made_at'))), name='reply_address_holds_for_a_time')],
                    },
                ),
                migrations.CreateModel(
                    name='ReceivedMail',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('fingerprint', models.CharField(max_length=64, unique=True)),
                        ('received_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('sender', models.CharField(blank=True, max_length=254)),
                        ('outcome', models.CharField(choices=[('posted', 'published'), ('waiting', 'waits for the facilitator'), ('refused', 'refused, the sender was told why'), ('automatic', 'written by a machine, not answered'), ('bounced', 'says that a mail could not be delivered')], max_length=10)),
                        ('reason', models.CharField(blank=True, max_length=20)),
                        ('became_kind', models.CharField(blank=True, max_length=24)),
                        ('became_id', models.CharField(blank=True, max_length=10)),
                        ('reply_address', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='received', to='notifications.replyaddress')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['sender', 'received_at'], name='mail_received_from')],
                    },
                ),
                migrations.CreateModel(
                    name='Subscription',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('subject_kind', models.CharField(max_length=24)),
                        ('subject_id', models.CharField(max_length=80)),
                        ('level', models.CharField(choices=[('follow', 'everything new'), ('normal', 'only what concerns me'), ('mute', 'nothing')], default='follow', max_length=8)),
                        ('set_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='subscriptions', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'indexes': [models.Index(fields=['subject_kind', 'subject_id'], name='who_follows')],
                        'constraints': [models.UniqueConstraint(fields=('user', 'subject_kind', 'subject_id'), name='one_wish_per_thing'), models.CheckConstraint(condition=models.Q(('subject_kind__in', ['forum', 'thread', 'area']), models.Q(('subject_id__in', ['', ':']), _negated=True)), name='a_wish_is_about_something'), models.CheckConstraint(condition=models.Q(('level__in', ['follow', 'normal', 'mute'])), name='a_wish_has_a_level')],
                    },
                ),
            ],
        ),
    ]
