"""Addresses of signing in, of people and of what they belong to, and of the own account."""

from __future__ import annotations

from django.contrib.auth.views import LogoutView
from django.urls import path

from cpcj.accounts.views import bodies, invitations, own, people
from cpcj.accounts.views.sign_in import SignInPage

app_name = "accounts"
urlpatterns = [
    path("sign-in/", SignInPage.as_view(), name="sign_in"),
    path("sign-out/", LogoutView.as_view(), name="sign_out"),
    path("own/", own.own, name="own"),
    path("own/name/", own.OwnNamePage.as_view(), name="own_name"),
    path("own/sessions/end/", own.end_other_sessions, name="end_other_sessions"),
    path("own/sessions/<int:pk>/end/", own.end_session, name="end_session"),
    path("people/", people.PeopleList.as_view(), name="people"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/name/", people.RenamePage.as_view(), name="rename"),
    path("people/<int:pk>/close/", people.DeactivatePage.as_view(), name="deactivate"),
    path("people/<int:pk>/role/", people.GiveRolePage.as_view(), name="give_role"),
    path(
        "people/<int:pk>/role/<int:membership>/",
        people.EndMembershipPage.as_view(),
        name="end_membership",
    ),
    path("people/<int:pk>/<slug:name>/", people.deed, name="deed"),
    path("units/", bodies.UnitList.as_view(), name="units"),
    path("units/new/", bodies.NewUnitPage.as_view(), name="new_unit"),
    path("units/<int:pk>/", bodies.UnitPage.as_view(), name="change_unit"),
    path("organizations/", bodies.OrganizationList.as_view(), name="organizations"),
    path("organizations/new/", bodies.NewOrganizationPage.as_view(), name="new_organization"),
    path("organizations/<int:pk>/", bodies.OrganizationPage.as_view(), name="change_organization"),
    path("invitations/", invitations.InvitationList.as_view(), name="invitations"),
    path("invitations/new/", invitations.InvitePage.as_view(), name="invite"),
    path("invitations/<int:pk>/withdraw/", invitations.withdraw, name="withdraw"),
    path("invitation/", invitations.accept, name="accept"),
    path("invitation/<str:secret>/", invitations.link, name="invitation_link"),
]
