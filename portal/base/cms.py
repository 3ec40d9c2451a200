"""Screens of the editors' side that know only what the person at the screen may read."""

from django.http import Http404


class SeenOnly:
    """For a view of Wagtail about one thing or a list of them; its model's manager has ``visible_to``."""

    def get_base_queryset(self):
        found = super().get_base_queryset()
        return found.visible_to(self.request.user) if hasattr(found, "visible_to") else found

    def get_object(self, *args, **kwargs):
        """The thing; one that the person may not read answers like one that does not exist."""
        thing = super().get_object(*args, **kwargs)
        if not type(thing)._default_manager.visible_to(self.request.user).filter(pk=thing.pk).exists():
            raise Http404
        return thing


def seen_only(view_class: type) -> type:
    """The view with that restriction."""
    return type(f"Seen{view_class.__name__}", (SeenOnly, view_class), {})
