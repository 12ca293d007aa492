"""Addresses: machine ones without a language, pages below /ar/, /fr/ and /en/."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from twiza.portal import health
from twiza.portal.api import api
from twiza.ui import views as ui_views

urlpatterns = [
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("api/v1/", api.urls),
    # An identity provider comes back to one address, whatever the language.
    path("account/agency/", include("allauth.socialaccount.providers.openid_connect.urls")),
]

# The gallery of components is for whoever builds the site: its content is invented.
gallery = [] if settings.PRODUCTION else [path("ui/", include("twiza.ui.urls"))]
if gallery:
    urlpatterns.append(path("ui/", ui_views.to_language, name="ui-gallery-redirect"))

urlpatterns += i18n_patterns(
    *gallery,
    path("account/", include("twiza.accounts.urls")),
    path("privacy/", include("twiza.accounts.privacy.urls")),
    path("", include("twiza.territories.urls")),
    path("", include("twiza.bank.urls")),
    path("", include("twiza.opportunities.urls")),
    path("", include("twiza.papers.urls")),
    path("", include("twiza.registry.urls")),
    path("", include("twiza.projects.urls")),
    path("", include("twiza.planner.urls")),
    path("", include("twiza.dossier.urls")),
    path("", include("twiza.portal.urls")),
)

handler400 = "twiza.ui.errors.bad_request"
handler403 = "twiza.ui.errors.forbidden"
handler404 = "twiza.ui.errors.not_found"
handler500 = "twiza.ui.errors.server_error"
handler429 = "twiza.accounts.views.too_many"  # asked for by allauth
