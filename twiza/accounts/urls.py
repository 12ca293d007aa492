"""Addresses of sign-in (allauth's views under our own list: nothing is open that we do not use) and of staff pages."""

from allauth.account import views as sign_in
from django.urls import include, path

from twiza.accounts import views

own = [
    path("", views.account, name="account"),
    path("journal/", views.journal, name="journal"),
    path("journal.<str:form>", views.journal_table, name="journal-table"),
]

urlpatterns = [
    path("", include((own, "accounts"))),
    path("login/", sign_in.login, name="account_login"),
    path("logout/", sign_in.logout, name="account_logout"),
    path("inactive/", sign_in.account_inactive, name="account_inactive"),
    path("signup/", sign_in.signup, name="account_signup"),
    path("reauthenticate/", sign_in.reauthenticate, name="account_reauthenticate"),
    path("password/change/", sign_in.password_change, name="account_change_password"),
    path("password/forgotten/", views.forgotten_password, name="account_reset_password"),
    path("second-factor/", include("allauth.mfa.urls")),
]
