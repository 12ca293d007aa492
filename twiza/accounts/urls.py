"""Addresses of sign-in (allauth's views under our own list: nothing is open that we do not use) and of staff pages."""

from allauth.account import views as allauth
from allauth.socialaccount import views as agencies
from django.urls import include, path

from twiza.accounts import door, outbox_pages, own_pages, people_pages, proofs, views

own = [
    path("", views.account, name="account"),
    path("code/", door.code, name="code"),
    path("welcome/", door.welcome, name="welcome"),
    path("held/", views.held_form, name="held"),
    path("name/", own_pages.name, name="name"),
    path("again/", proofs.again, name="again"),
    path("address/", own_pages.address, name="address"),
    path("address/code/", own_pages.address_code, name="address-code"),
    path("address/drop/", own_pages.drop_address, name="drop-address"),
    path("password/new/", own_pages.new_password, name="new-password"),
    path("second-factor/wanted/", views.second_factor_wanted, name="second-factor-wanted"),
    path("people/", people_pages.mine, name="people-mine"),
    path("people/<str:code>/", people_pages.people, name="people"),
    path("people/<str:code>/give/", people_pages.give, name="give-role"),
    path("people/<str:code>/organisation/", people_pages.organisation, name="add-organisation"),
    path("people/take/<int:number>/", people_pages.take, name="take-role"),
    path("people/out/<int:number>/", people_pages.end_sessions, name="end-sessions"),
    path("outbox/", outbox_pages.outbox, name="outbox"),
    path("undelivered/", outbox_pages.undelivered, name="undelivered"),
    path("undelivered/<uuid:public_id>/", outbox_pages.send_again, name="send-again"),
    path("journal/", views.journal, name="journal"),
    path("journal.<table:form>", views.journal_table, name="journal-table"),
]

urlpatterns = [
    path("", include((own, "accounts"))),
    path("login/", door.sign_in, name="account_login"),
    path("logout/", door.sign_out, name="account_logout"),
    path("inactive/", allauth.account_inactive, name="account_inactive"),
    path("signup/", door.sign_up, name="account_signup"),
    path("reauthenticate/", allauth.reauthenticate, name="account_reauthenticate"),
    path("password/change/", allauth.password_change, name="account_change_password"),
    path("password/set/", own_pages.new_password, name="account_set_password"),
    path("password/forgotten/", views.forgotten_password, name="account_reset_password"),
    path("second-factor/totp/activate/", door.activate_totp, name="mfa_activate_totp"),
    path("second-factor/webauthn/add/", door.add_passkey, name="mfa_add_webauthn"),
    path("second-factor/", include("allauth.mfa.urls")),
    path("sessions/", own_pages.devices, name="usersessions_list"),
    path("agency/cancelled/", agencies.login_cancelled, name="socialaccount_login_cancelled"),
    path("agency/error/", agencies.login_error, name="socialaccount_login_error"),
]
