import django.db.models.deletion
import portal.base.fields
import portal.base.operations
import wagtail.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('base', '0001_initial'),
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        portal.base.operations.CreateTogether(
            operations=[
                migrations.CreateModel(
                    name='DemoItem',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(max_length=24)),
                        ('key', models.CharField(max_length=100)),
                        ('public_id', models.CharField(max_length=40)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('kind', 'key'), name='demo_item_once')],
                    },
                ),
                migrations.CreateModel(
                    name='HomePage',
                    fields=[
                        ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                        ('language', portal.base.fields.LanguageField(blank=True, choices=[('sr-Cyrl', 'српски (ћирилица)'), ('sr-Latn', 'srpski (latinica)'), ('bs', 'bosanski'), ('cnr', 'crnogorski'), ('hr', 'hrvatski'), ('mk', 'македонски'), ('sq', 'shqip'), ('en', 'English'), ('bg', 'български'), ('ro', 'română'), ('sl', 'slovenščina'), ('tr', 'Türkçe'), ('rom', 'romani čhib')], max_length=8, verbose_name='language')),
                        ('summary', models.TextField(blank=True, max_length=300, verbose_name='summary')),
                        ('listing_image', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='base.portalimage', verbose_name='picture')),
                    ],
                    options={
                        'verbose_name': 'home page',
                    },
                    bases=('wagtailcore.page',),
                ),
                migrations.CreateModel(
                    name='StandardPage',
                    fields=[
                        ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                        ('language', portal.base.fields.LanguageField(blank=True, choices=[('sr-Cyrl', 'српски (ћирилица)'), ('sr-Latn', 'srpski (latinica)'), ('bs', 'bosanski'), ('cnr', 'crnogorski'), ('hr', 'hrvatski'), ('mk', 'македонски'), ('sq', 'shqip'), ('en', 'English'), ('bg', 'български'), ('ro', 'română'), ('sl', 'slovenščina'), ('tr', 'Türkçe'), ('rom', 'romani čhib')], max_length=8, verbose_name='language')),
                        ('summary', models.TextField(blank=True, max_length=300, verbose_name='summary')),
                        ('listing_image', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='base.portalimage', verbose_name='picture')),
                        ('body', wagtail.fields.StreamField([('paragraph', 0), ('quote', 3), ('picture', 6)], blank=True, block_lookup={0: ('wagtail.blocks.RichTextBlock', (), {'features': ['h2', 'h3', 'bold', 'italic', 'link', 'document-link', 'ol', 'ul', 'hr'], 'label': 'text'}), 1: ('wagtail.blocks.TextBlock', (), {'label': 'quotation'}), 2: ('wagtail.blocks.CharBlock', (), {'label': 'who said it', 'required': False}), 3: ('wagtail.blocks.StructBlock', [[('text', 1), ('source', 2)]], {}), 4: ('wagtail.images.blocks.ImageBlock', [], {'label': 'picture'}), 5: ('wagtail.blocks.CharBlock', (), {'label': 'caption', 'required': False}), 6: ('wagtail.blocks.StructBlock', [[('image', 4), ('caption', 5)]], {})}, verbose_name='text')),
                    ],
                    options={
                        'verbose_name': 'page',
                    },
                    bases=('wagtailcore.page',),
                ),
            ],
        ),
    ]
