import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import portal.base.ids
import portal.base.operations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('directory', '0001_initial'),
    ]

    operations = [
        portal.base.operations.CreateTogether(
            operations=[
                migrations.CreateModel(
                    name='User',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('password', models.CharField(max_length=128, verbose_name='password')),
                        ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                        ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                        ('public_id', portal.base.ids.PublicIdField(default=portal.base.ids.new_public_id, editable=False, max_length=10, unique=True)),
                        ('email', models.EmailField(max_length=254, unique=True, verbose_name='e-mail address')),
                        ('display_name', models.CharField(max_length=80, verbose_name='name shown to others')),
                        ('ui_language', models.CharField(choices=[('en', 'English'), ('sr', 'српски'), ('sr-latn', 'srpski'), ('bs', 'bosanski'), ('mk', 'македонски'), ('sq', 'shqip')], default='en', max_length=8, verbose_name='language of the menus')),
                        ('is_active', models.BooleanField(default=True)),
                        ('joined_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                        ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
                    ],
                    options={
                        'verbose_name': 'person',
                        'verbose_name_plural': 'people',
                        'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('email'), name='one_account_per_address')],
                    },
                ),
                migrations.CreateModel(
                    name='AuditEntry',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('subject_kind', models.CharField(max_length=24)),
                        ('subject_id', models.CharField(max_length=10)),
                        ('verb', models.CharField(max_length=40)),
                        ('from_state', models.CharField(blank=True, max_length=24)),
                        ('to_state', models.CharField(blank=True, max_length=24)),
                        ('reason', models.TextField(blank=True)),
                        ('details', models.JSONField(blank=True, default=dict)),
                        ('happened_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ],
                    options={
                        'ordering': ['happened_at', 'pk'],
                        'indexes': [models.Index(fields=['subject_kind', 'subject_id', 'happened_at'], name='audit_subject')],
                    },
                ),
                migrations.CreateModel(
                    name='AuditActor',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('entry', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='actor_link', to='accounts.auditentry')),
                        ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                ),
                migrations.CreateModel(
                    name='Consent',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='consents', to=settings.AUTH_USER_MODEL)),
                        ('purpose', models.CharField(max_length=40)),
                        ('wording_version', models.CharField(max_length=20)),
                        ('given_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                    ],
                ),
                migrations.CreateModel(
                    name='Mandate',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', portal.base.ids.PublicIdField(default=portal.base.ids.new_public_id, editable=False, max_length=10, unique=True)),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mandates', to=settings.AUTH_USER_MODEL)),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mandates', to='directory.organisation')),
                        ('role', models.CharField(blank=True, max_length=120, verbose_name='position held there')),
                        ('state', models.CharField(choices=[('requested', 'asked for'), ('verified', 'verified'), ('refused', 'refused')], default='requested', max_length=12)),
                        ('starts_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='from')),
                        ('ends_on', models.DateField(blank=True, null=True, verbose_name='until')),
                        ('verified_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'authorisation',
                        'verbose_name_plural': 'authorisations',
                        'constraints': [models.CheckConstraint(condition=models.Q(('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='mandate_ends_after_it_starts'), models.UniqueConstraint(condition=models.Q(('ends_on', None)), fields=('user', 'organisation'), name='one_open_mandate_per_organisation')],
                    },
                ),
                migrations.CreateModel(
                    name='StaffRole',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='staff_roles', to=settings.AUTH_USER_MODEL)),
                        ('role', models.CharField(choices=[('desk', 'association desk'), ('expert', 'expert'), ('editor', 'editor'), ('administrator', 'administrator')], max_length=16)),
                        ('association', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='desk', to='directory.organisation')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('user', 'role', 'association'), name='a_desk_once_per_association'), models.UniqueConstraint(condition=models.Q(('association', None)), fields=('user', 'role'), name='a_staff_role_once'), models.CheckConstraint(condition=models.Q(models.Q(('association__isnull', False), ('role', 'desk')), models.Q(models.Q(('role', 'desk'), _negated=True), ('association__isnull', True)), _connector='OR'), name='a_desk_belongs_to_an_association')],
                    },
                ),
            ],
        ),
    ]
