"""What saving a search may refuse."""

from django.utils.translation import gettext as _


class SearchRefused(Exception):
    """The question cannot be kept; ``str()`` says why, in the reader's language."""

    def __str__(self) -> str:
        return _("This search cannot be saved: there is nothing in it to look for, or a value that does not exist.")


class TooManySearches(SearchRefused):
    """The person keeps as many as there may be."""

    def __str__(self) -> str:
        return _("You keep as many searches as there may be. Delete one that you no longer need.")
