"""Every address of the portal. Wagtail's pages come last: they match whatever is left."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

from forums.views.posts import post_anywhere
from portal.base import media
from portal.base.styleguide import styleguide
from portal.base.views import set_language
from portal.home.demo.mail import mail_list
from portal.home.health import healthz, readyz
from portal.home.security import security_txt
from portal.home.views import cms_sign_in, language_redirect

urlpatterns = [
    path("", language_redirect, name="language-redirect"),
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path(".well-known/security.txt", security_txt, name="security-txt"),
    path("demo/mail/", mail_list, name="demo-mail"),
    re_path(r"^documents/([0-9]{1,18})/(.+)$", media.document, name="wagtaildocs_serve"),
    re_path(r"^media/(?P<path>.+)$", media.image, name="media"),
    re_path(r"^p/(?P<public_id>[0-9a-z]{10})/$", post_anywhere, name="post-anywhere"),
    path("cms/login/", cms_sign_in, name="cms-sign-in"),
    path("cms/", include(wagtailadmin_urls)),
    path("api/", include("search.api_urls")),
    *i18n_patterns(
        path("language/", set_language, name="set-language"),
        path("styleguide/", styleguide, name="styleguide"),
        path("account/", include("notifications.urls")),
        path("account/", include("accounts.urls")),
        path("account/", include("allauth.urls")),
        path("", include("search.urls")),
        path("", include("practices.urls")),
        path("", include("events.urls")),
        path("", include("news.urls")),
        path("", include("indicators.urls")),
        path("", include("portal.home.urls")),
        path("", include("forums.urls")),
        path("", include("recommendations.urls")),
        path("", include(wagtail_urls)),
    ),
]

handler400 = "portal.base.views.unknown_value"
handler404 = "portal.base.views.not_found"
handler403 = "portal.base.views.refused"
handler429 = "portal.base.views.too_many"  # asked for by allauth
