"""StreamField blocks of editorial pages."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock

PARAGRAPH_FEATURES = ["h2", "h3", "bold", "italic", "link", "document-link", "ol", "ul", "hr"]


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("quotation"))
    source = blocks.CharBlock(label=_("who said it"), required=False)

    class Meta:
        icon = "openquote"
        label = _("quotation")
        template = "base/blocks/quote.html"


class PictureBlock(blocks.StructBlock):
    image = ImageBlock(label=_("picture"))
    caption = blocks.CharBlock(label=_("caption"), required=False)

    class Meta:
        icon = "image"
        label = _("picture")
        template = "base/blocks/picture.html"


class StoryBlocks(blocks.StreamBlock):
    """What an editorial text is made of."""

    paragraph = blocks.RichTextBlock(features=PARAGRAPH_FEATURES, label=_("text"))
    quote = QuoteBlock()
    picture = PictureBlock()

    class Meta:
        template = "base/blocks/story.html"
