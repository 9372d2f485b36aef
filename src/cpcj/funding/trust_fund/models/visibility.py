"""Who sees what of grants, down to the single withheld value.

What identifies a grantee stands in rows of its own (:class:`Particular`), each withheld or not.
Everything that shows, sorts, filters, counts or saves such a value takes it from the rows that the
reader may see, in the store's own query: a withheld one is no value at all there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from cpcj.accounts.standing import organizations_of
from cpcj.frame.permissions import Permission, Scope, allows
from cpcj.frame.records import RecordQuerySet
from cpcj.funding.trust_fund.rules.states import ApplicationStatus, CallStatus
from cpcj.funding.trust_fund.rules.withheld import PUBLIC, Part

if TYPE_CHECKING:
    from cpcj.frame.permissions import Actor

M = TypeVar("M", bound=models.Model)

NOT_SHOWN = -1
"""Stands for an amount that the reader may not see; no amount is below nothing."""

NO_STATE = "?"
"""Stands in a list for a State that the reader may not see."""


def scope(record: Any) -> Scope:
    """Return whose an application or a grant is: its organization's."""
    return Scope(organizations=frozenset({record.organization_id}))


def handles(user: Actor) -> bool:
    """Tell whether a user handles the grants of every organization."""
    return allows(user, Permission.GRANT_CALL)


def sees_withheld(user: Actor) -> bool:
    """Tell whether a user sees what is withheld."""
    return allows(user, Permission.GRANT_SEE_EMBARGOED)


def own_organizations(user: Actor) -> frozenset[int]:
    """Return the organizations for which a user may apply, and whose grants are the user's own."""
    from cpcj.funding.trust_fund.models.applications import Application

    return frozenset(
        one
        for one in organizations_of(user)
        if allows(user, Permission.GRANT_APPLY, Application(organization_id=one))
    )


def is_insider(user: Actor, organization: int) -> bool:
    """Tell whether a user sees everything of an organization's applications and grants."""
    return sees_withheld(user) or organization in own_organizations(user)


def _read_by(user: Actor, *, declared: bool = False) -> Any:
    """Return the keys of the applications that a user reads and has no conflict about.

    With ``declared``, only those of which the user has said so.
    """
    from cpcj.funding.trust_fund.models.applications import Assignment

    if not allows(user, Permission.GRANT_SCORE):
        return Assignment.objects.none().values("application")
    own = Assignment.objects.filter(reader_id=user.pk)
    own = own.filter(conflict=False) if declared else own.exclude(conflict=True)
    return own.values("application")


class Everybodys(RecordQuerySet[M]):
    """What everybody may see."""

    def visible_to(self, user: Actor) -> Self:  # noqa: ARG002 - the answer is the same for all
        """Return all."""
        return self.all()


class OfHandlers(RecordQuerySet[M]):
    """What only those see who handle grants."""

    def visible_to(self, user: Actor) -> Self:
        """Return all to the office, none to others."""
        return self.all() if handles(user) else self.none()


class Calls(RecordQuerySet[M]):
    """Calls for proposals."""

    def visible_to(self, user: Actor) -> Self:
        """Return all to the office, to others those that were opened."""
        return self.all() if handles(user) else self.exclude(status=CallStatus.DRAFT)


class Applications(RecordQuerySet[M]):
    """Applications."""

    def visible_to(self, user: Actor) -> Self:
        """Return to the office what was sent, to a grantee its own, to a reader what it reads."""
        sent = ~Q(status=ApplicationStatus.DRAFT)
        own = Q(organization__in=own_organizations(user))
        if handles(user):
            return self.filter(sent | own)
        return self.filter(own | (sent & Q(pk__in=_read_by(user))))

    def shown_to(self, user: Actor) -> Self:
        """Return them with what the user may read of them: ``shown_name`` and the like.

        Empty words stand for what is withheld, :data:`NOT_SHOWN` for an amount.
        """
        from cpcj.funding.trust_fund.models.applications import Particular

        rows = Particular.objects.visible_to(user).filter(application=OuterRef("pk"))
        return self.annotate(
            shown_title=_title(user, ""),
            shown_name=_words(rows, Part.NAME),
            shown_place=_words(rows, Part.PLACE),
            shown_state=_words(rows, Part.STATE, NO_STATE),
            shown_cents=Coalesce(
                Subquery(rows.filter(part=Part.AMOUNT).values("cents")[:1]),
                Value(NOT_SHOWN),
                output_field=models.BigIntegerField(),
            ),
        )


def _words(rows: Any, part: Part, nothing: str = "") -> Coalesce:
    own = Subquery(rows.filter(part=part).values("value")[:1])
    return Coalesce(own, Value(nothing), output_field=models.TextField())


def _title(user: Actor, way: str) -> Any:
    """Return the title, where nothing is withheld: a title may tell whose it is."""
    if sees_withheld(user):
        return F(f"{way}title")
    own = Q(**{f"{way}organization__in": own_organizations(user)})
    return Case(
        When(Q(**{f"{way}embargoed": False}) | own, then=F(f"{way}title")),
        default=Value(""),
        output_field=models.CharField(),
    )


class OfApplication(RecordQuerySet[M]):
    """What is seen with its application."""

    to_application: ClassVar[str] = "application"

    def visible_to(self, user: Actor) -> Self:
        """Return what belongs to applications that the user sees."""
        from cpcj.funding.trust_fund.models.applications import Application

        seen = Application.objects.visible_to(user).values("pk")
        return self.filter(**{f"{self.to_application}__in": seen})


class Particulars(OfApplication[M]):
    """What identifies a grantee, a row each."""

    def visible_to(self, user: Actor) -> Self:
        """Return what of the applications the user sees is not withheld from the user.

        Of a grant, everybody sees what the public is told and is not withheld.
        """
        seen = super().visible_to(user)
        if sees_withheld(user):
            return seen
        public = Q(withheld=False, part__in=PUBLIC, application__status=ApplicationStatus.AWARDED)
        own = Q(application__organization__in=own_organizations(user))
        return self.filter(Q(pk__in=seen.filter(Q(withheld=False) | own).values("pk")) | public)


class Attachments(OfApplication[M]):
    """Files: nothing can be taken out of them, so that they are withheld whole."""

    def visible_to(self, user: Actor) -> Self:
        """Return the files of what the user sees and nothing is withheld of."""
        seen = super().visible_to(user)
        if sees_withheld(user):
            return seen
        to = self.to_application
        own = Q(**{f"{to}__organization__in": own_organizations(user)})
        told = Q(**{f"{to}__embargoed": False})
        if not handles(user):
            told &= Q(**{f"{to}__in": _read_by(user, declared=True)})
        return seen.filter(told | own)


class OfAttachment(Attachments[M]):
    """The bytes of files."""

    to_application = "attachment__application"


class Assignments(RecordQuerySet[M]):
    """Who reads what."""

    def visible_to(self, user: Actor) -> Self:
        """Return all to the office, to a reader the own."""
        if handles(user):
            return self.all()
        if not allows(user, Permission.GRANT_SCORE):
            return self.none()
        return self.filter(reader_id=user.pk)


class Scores(RecordQuerySet[M]):
    """Points: one's own always, others' only once everybody's are in."""

    def visible_to(self, user: Actor) -> Self:
        """Return the own points; all points of applications whose scores are open."""
        own = Q(assignment__reader_id=user.pk) if user.pk is not None else Q(pk__in=())
        if handles(user):
            return self.filter(own | Q(assignment__application__scores_open=True))
        if not allows(user, Permission.GRANT_SCORE):
            return self.none()
        together = Q(
            assignment__application__in=_read_by(user),
            assignment__application__scores_open=True,
        )
        return self.filter(own | together)


class Grants(RecordQuerySet[M]):
    """Grants."""

    def visible_to(self, user: Actor) -> Self:
        """Return all to the office, to a grantee the own, to everybody those with a public name."""
        if handles(user):
            return self.all()
        from cpcj.funding.trust_fund.models.applications import Particular

        hidden = Particular.objects.filter(
            application=OuterRef("application"), part=Part.NAME, withheld=True
        )
        return self.filter(~Exists(hidden) | Q(organization__in=own_organizations(user)))

    def of(self, user: Actor) -> Self:
        """Return those whose instalments and reports the user sees: the office's or the own."""
        if handles(user):
            return self.all()
        return self.filter(organization__in=own_organizations(user))

    def shown_to(self, user: Actor) -> Self:
        """Return them with what the user may read of them, as :meth:`Applications.shown_to`."""
        from cpcj.funding.trust_fund.models.applications import Particular

        rows = Particular.objects.visible_to(user).filter(application=OuterRef("application"))
        cents: Any = F("cents")
        if not sees_withheld(user):
            open_to_all = Particular.objects.filter(
                application=OuterRef("application"), part=Part.AMOUNT, withheld=False
            )
            own = Q(organization__in=own_organizations(user))
            cents = Case(
                When(Q(Exists(open_to_all)) | own, then=cents),
                default=Value(NOT_SHOWN),
                output_field=models.BigIntegerField(),
            )
        return self.annotate(
            shown_title=_title(user, "application__"),
            shown_name=_words(rows, Part.NAME),
            shown_place=_words(rows, Part.PLACE),
            shown_state=_words(rows, Part.STATE, NO_STATE),
            shown_cents=cents,
            opens=self._opens(user),
        )

    @staticmethod
    def _opens(user: Actor) -> Any:
        """Return whether the user may open a grant's page."""
        if handles(user):
            return Value(True, output_field=models.BooleanField())  # noqa: FBT003 - a value
        own = Q(organization__in=own_organizations(user))
        return Case(
            When(own, then=Value(True)),  # noqa: FBT003
            default=Value(False),  # noqa: FBT003
            output_field=models.BooleanField(),
        )


class OfGrant(RecordQuerySet[M]):
    """What stands beside a grant: instalments, reports, victims assisted."""

    to_grant: ClassVar[str] = "grant"

    def visible_to(self, user: Actor) -> Self:
        """Return all to the office, to a grantee the own, none to others."""
        if handles(user):
            return self.all()
        own = own_organizations(user)
        return self.filter(**{f"{self.to_grant}__organization__in": own}) if own else self.none()
