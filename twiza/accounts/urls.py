"""Addresses of sign-in (allauth's views under our own list: nothing is open that we do not use) and of staff pages."""

from allauth.account import views as allauth_views
from django.urls import include, path

from twiza.accounts import sign_in, views

own = [
    path("", views.account, name="account"),
    path("journal/", views.journal, name="journal"),
    path("journal.<str:form>", views.journal_table, name="journal-table"),
]

urlpatterns = [
    path("", include((own, "accounts"))),
    path("login/", sign_in.Login.as_view(), name="account_login"),
    path("logout/", allauth_views.logout, name="account_logout"),
    path("inactive/", sign_in.Inactive.as_view(), name="account_inactive"),
    path("signup/", allauth_views.signup, name="account_signup"),
    path("reauthenticate/", allauth_views.reauthenticate, name="account_reauthenticate"),
    path("password/change/", allauth_views.password_change, name="account_change_password"),
    path("password/forgotten/", views.forgotten_password, name="account_reset_password"),
    path("second-factor/authenticate/", sign_in.Authenticate.as_view(), name="mfa_authenticate"),
    path("second-factor/", include("allauth.mfa.urls")),
]
