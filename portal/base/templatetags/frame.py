"""What stands around every page: the sections of the portal and the languages of its menus."""

from django import template

from portal.base import context

register = template.Library()

register.simple_tag(context.site_sections)
register.simple_tag(context.site_languages)
