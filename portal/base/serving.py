"""Index pages at their own addresses: found by type and tree, in one query, instead of step by step from the root."""

from django.http import Http404, HttpResponse

from portal.base.http import PortalRequest
from portal.base.pages import PortalPage
from portal.languages import tree_of


def serve_index(request: PortalRequest, model: type[PortalPage]) -> HttpResponse:
    """The live page of that type in the tree that the address names; 404 where editors have taken it away."""
    pages = model.objects.live().filter(locale__language_code=tree_of(request.address_language))
    page = pages.order_by("path").first()
    if page is None:
        raise Http404
    return page.serve(request)
