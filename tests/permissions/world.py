"""A world with something of every kind in every state, and somebody of every role."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from allauth.mfa.models import Authenticator
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db.models import Model
from django.test import Client
from django.utils import timezone

from cpcj.accounts.models import Organization, User
from cpcj.accounts.rules import NEEDS, Role
from cpcj.accounts.services import Grant, add_organization, add_unit, give_role, invite
from cpcj.frame.records import writing_allowed
from cpcj.jobs.models import Job
from cpcj.register.models import (
    Act,
    Alias,
    Doubt,
    Family,
    FamilyMember,
    Heading,
    ProcedureFact,
    ProcedureName,
    Series,
    Text,
    TextVersion,
    Upload,
)
from cpcj.register.services.ingest import store_file, undo_upload
from cpcj.register.services.reviewing import confirm
from cpcj.register.tests.factories import REQUEST, SYSTEM, document, read, text
from tests.permissions import checklist_rows
from tests.permissions.kinds import KINDS
from tests.permissions.samples import make
from tests.permissions.who import (
    ANONYMOUS,
    ANOTHERS,
    DRAFT,
    EMBARGOED,
    EXPIRED,
    HELD,
    OF_ANOTHER,
    OF_ANOTHER_STATE,
    OF_THE_ORGANIZATION,
    OF_THE_STATE,
    OWN,
    PUBLISHED,
    SHARED,
    SIGNED_IN,
    SUPERSEDED,
    UNPUBLISHED,
    UNSURE,
    WITHDRAWN,
)

MARKS = {PUBLISHED: "harbourlamps", UNPUBLISHED: "cellarlamps", WITHDRAWN: "sunkenlamps"}
"""A word in every text of a state that stands nowhere else."""

SYMBOLS = {PUBLISHED: "A/RES/79/901", UNPUBLISHED: "A/RES/79/902", WITHDRAWN: "A/RES/79/903"}
STATE, OTHER_STATE = "PER", "FRA"


@dataclass(slots=True)
class World:
    """People by what they are, and keys of records by kind and state."""

    people: dict[str, Any] = field(default_factory=dict)
    texts: dict[str, Text] = field(default_factory=dict)
    records: dict[tuple[str, str], set[Any]] = field(default_factory=dict)
    stranger: Any = None
    organization: Any = None

    def client(self, who: str) -> Client:
        """Return a browser of somebody."""
        client = Client()
        if who != ANONYMOUS:
            client.force_login(self.people[who])
        return client

    def keep(self, kind: type[Model], state: str, keys: Any) -> None:
        """Note records of a kind in a state."""
        self.records.setdefault((kind._meta.label, state), set()).update(keys)

    def sample(self, kind: str, state: str, who: str) -> set[Any]:
        """Return the keys of a kind's records in a state; one's own are one's own."""
        return self.records.get((kind, f"{state} {who}" if state == OWN else state), set())


def build(make_user: Callable[..., User]) -> World:
    """Return the world."""
    world = World()
    _people(world, make_user)
    _texts(world)
    _accounts(world)
    return world


def _people(world: World, make_user: Callable[..., User]) -> None:
    with writing_allowed():
        world.organization = Organization.objects.create(code="own", names={"en": "Own"})
    grants = {role: _grant(world, role) for role in Role}
    world.people = {ANONYMOUS: AnonymousUser(), SIGNED_IN: make_user()}
    world.stranger = make_user(Role.RESEARCHER)
    for role in Role:
        world.people[role.value] = make_user()
        give_role(SYSTEM, world.people[role.value], grants[role])
    for who in (EXPIRED, UNSURE):
        world.people[who] = make_user()
        for role in Role:
            give_role(SYSTEM, world.people[who], grants[role])
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    with writing_allowed():
        world.people[EXPIRED].memberships.update(since=yesterday, until=yesterday)
    # The setting of these tests demands a second factor of every role; one person has none.
    for who, person in world.people.items():
        if who not in (ANONYMOUS, UNSURE):
            Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={})


def _grant(world: World, role: Role) -> Grant:
    needs = NEEDS.get(role)
    return Grant(
        role,
        state=STATE if needs == "state" or role is Role.EXPERT else "",
        organization=world.organization if needs == "organization" else None,
    )


def _texts(world: World) -> None:
    family = Family()
    with writing_allowed():
        family.save()
    for at, (state, mark) in enumerate(MARKS.items()):
        words = f"{REQUEST}, and on {mark}"
        of = document(
            text(words, title=f"Care of {mark}", symbol=SYMBOLS[state],
                 recalling=f"Recalling {mark} and its resolution 78/901 of 19 December 2023,")
        )  # fmt: skip
        shown = state != UNPUBLISHED
        if state == PUBLISHED:
            before = text(
                f"{REQUEST}, and before on {mark}",
                title=f"Care of {mark}",
                symbol=SYMBOLS[state],
                recalling=f"Recalling {mark} and its resolution 78/901 of 19 December 2023,",
            )
            store_file(SYSTEM, read(document(before), f"{mark}-first.txt"), published=shown)
        store_file(SYSTEM, read(of, f"{mark}.txt"), published=shown)
        held = Text.objects.get(identifier=SYMBOLS[state])
        confirm(SYSTEM, Act.objects.get(text=held, current=True))
        _add_rest(held, family if state != WITHDRAWN else None, mark, at)
        world.texts[state] = held
        if state == WITHDRAWN:
            for upload in Upload.objects.filter(document=held.document):
                undo_upload(SYSTEM, upload, reason="taken back")
            held.refresh_from_db()
        _note_texts(world, state, held)


def _add_rest(held: Text, family: Family | None, mark: str, at: int) -> None:
    """Add what these texts do not bring of themselves, to each of their versions."""
    with writing_allowed():
        if family is None:
            family = Family.objects.create()
        FamilyMember.objects.create(family=family, text=held, reason=f"of {mark}")
        Alias.objects.create(text=held, identifier=f"made-{mark}")
        series = Series.objects.create(recurring_title=f"care of {mark}", title=f"Care of {mark}")
        held.series = series
        held.save()
        for version in TextVersion.objects.filter(text=held):
            Heading.objects.create(version=version, position=90 + at, level=1, words=mark)
            Doubt.objects.create(version=version, code="unsure", message=f"of {mark}")
            fact = ProcedureFact.objects.create(
                version=version, position=90 + at, kind="statement", place="p1", start=0, end=4,
                words=mark,
            )  # fmt: skip
            ProcedureName.objects.create(fact=fact, position=1, name=mark, start=0, end=4)


def _note_texts(world: World, state: str, held: Text) -> None:
    for kind in apps.get_app_config("register").get_models():
        way = getattr(kind._default_manager.all(), "to_text", None)
        if way is None:
            continue
        rows = kind._default_manager.filter(**({way: held} if way else {"pk": held.pk}))
        old = _old(kind, way, held) if state == PUBLISHED else set()
        keys = set(rows.values_list("pk", flat=True))
        world.keep(kind, state, keys - old)
        if state == PUBLISHED:
            world.keep(kind, SUPERSEDED, old or keys)
    owners: list[tuple[type[Model], Any]] = [
        (type(held.document), [held.document_id]),
        (Series, [held.series_id]),
        (Family, held.memberships.values_list("family_id", flat=True)),
    ]
    for owner, theirs in owners:
        if owner is Family and state == UNPUBLISHED:
            theirs = _family_of_its_own(held)  # noqa: PLW2901 - the other is seen with the public text
        world.keep(owner, state, theirs)
        if state == PUBLISHED:
            world.keep(owner, SUPERSEDED, theirs)
    uploads = list(Upload.objects.filter(document=held.document).values_list("pk", flat=True))
    world.keep(Upload, state, uploads)
    world.keep(apps.get_model("register", "UploadContent"), state, uploads)


def _family_of_its_own(held: Text) -> list[int]:
    with writing_allowed():
        family = Family.objects.create()
        FamilyMember.objects.create(
            family=family, text=held, state=FamilyMember.State.REJECTED, reason="another"
        )
    return [family.pk]


def _old(kind: type[Model], way: str, held: Text) -> set[Any]:
    """Return the keys of records that belong to an earlier version."""
    by_version = {
        "version__text": "version",
        "act__text": "act__version",
    }.get(way)
    if kind is TextVersion:
        by_version = "pk"
    elif kind is Act:
        by_version = "version"
    if by_version is None:
        return set()
    rows = kind._default_manager.filter(**{way: held}).exclude(**{by_version: held.current_id})
    return set(rows.values_list("pk", flat=True))


def _accounts(world: World) -> None:
    from cpcj.audit.models import AuditEvent

    another = add_organization(SYSTEM, code="another", names={"en": "Another"})
    unit = add_unit(SYSTEM, code="unit", names={"en": "Unit"}, parent=None)
    invitation, _secret = invite(SYSTEM, Grant(Role.OFFICER), email="k@example.org", name="K.")
    give_role(SYSTEM, world.stranger, Grant(Role.DONOR, organization=another))
    for who, person in {**world.people, ANOTHERS: world.stranger}.items():
        if who == ANONYMOUS:
            continue
        state = who if who == ANOTHERS else f"{OWN} {who}"
        job = Job.objects.create(kind="register.read", key=who, requested_by=person,
                                 arguments={"batch": str(uuid.uuid4())})  # fmt: skip
        world.keep(Job, state, [job.pk])
        world.keep(User, state, [person.pk])
        memberships = person.memberships.values_list("pk", flat=True)
        world.keep(person.memberships.model, state, memberships)
        if who in (Role.DONOR.value, Role.GRANTEE.value):
            world.keep(Organization, state, [world.organization.pk])
    world.keep(Organization, ANOTHERS, [another.pk])
    world.keep(type(unit), HELD, [unit.pk])
    world.keep(type(invitation), HELD, [invitation.pk])
    world.keep(AuditEvent, HELD, AuditEvent.objects.values_list("pk", flat=True)[:3])


_OTHER_ROOMS = (
    "followup", "reporting", "budget", "tokens", "treaties", "funding", "assistance",
    "documents",
    "trust_fund",
    "publication",
    "institute", "campaigns",
)  # fmt: skip


def add_other_rooms(world: World) -> None:
    """Make one of each kind of the rooms above, tied to what the table's state says."""
    public = Act.objects.get(text=world.texts[PUBLISHED], current=True)
    followup = apps.get_model("followup", "FollowUp")
    kept = make(followup, published=False)
    world.keep(followup, HELD, [kept.pk])
    world.keep(followup, PUBLISHED, [make(followup, published=True, row=public).pk])
    for label in KINDS:
        kind = apps.get_model(label)
        if kind._meta.app_label not in _OTHER_ROOMS:
            continue
        names = {field.name for field in kind._meta.concrete_fields}
        if HELD in KINDS[label] and kind is not followup:
            given = {"followup": kept} if "followup" in names else {}
            world.keep(kind, HELD, [make(kind, **given).pk])
        owner = next((name for name in ("user", "owner") if name in names), None)
        if OWN in KINDS[label] and owner is not None:
            for who, person in {**world.people, ANOTHERS: world.stranger}.items():
                if who != ANONYMOUS:
                    state = who if who == ANOTHERS else f"{OWN} {who}"
                    world.keep(kind, state, [make(kind, **{owner: person}).pk])
    _entries(world)
    _requests(world)
    _portfolio(world)
    _grants(world)
    _reviews(world)
    _institute(world)
    checklist_rows.add(world, STATE, OTHER_STATE)


def _grants(world: World) -> None:
    """Make an application and grant of the own organization, of another, and a withheld one."""
    model = {kind.__name__: kind for kind in apps.get_app_config("trust_fund").get_models()}

    def kept(name: str, state: str, **given: Any) -> Any:
        row = make(model[name], **given)
        world.keep(model[name], state, [row.pk])
        return row

    kept("Call", PUBLISHED, status="open")
    kept("Application", DRAFT, organization=world.organization)
    for state in (OF_THE_ORGANIZATION, OF_ANOTHER, EMBARGOED):
        own = {} if state == OF_ANOTHER else {"organization": world.organization}
        hidden = state == EMBARGOED
        beside = OF_THE_ORGANIZATION if hidden else state
        one = kept("Application", beside, status="submitted", embargoed=hidden, **own)
        kept("Particular", state, application=one, part="name", withheld=hidden)
        file = kept("Attachment", state, application=one)
        kept("AttachmentContent", state, attachment=file)
        reader = kept("Assignment", beside, application=one)
        kept("Score", beside, assignment=reader)
        grant = kept("Grant", state, application=one, number=one.number, **own)
        instalment = kept("GrantInstalment", beside, grant=grant)
        report = kept("Report", beside, instalment=instalment, **own)
        kept("Assisted", beside, report=report)
    together = make(model["Application"], status="submitted", scores_open=True)
    reader = make(model["Assignment"], application=together)
    kept("Score", PUBLISHED, assignment=reader)


_SEATS = {
    Role.FOCAL_POINT.value: "country_focal_point",
    Role.EXPERT.value: "country_expert",
    Role.RESEARCHER.value: "observer",
}


def _reviews(world: World) -> None:
    """Make a review with something of everything in it for each person, one of nobody's, one of
    nobody's whose summary and report are public.
    """
    from cpcj.reviews.rules.mechanism import held_files

    kinds = {kind.__name__: kind for kind in apps.get_app_config("reviews").get_models()}
    words = next(one for one in held_files() if 'key = "untoc"' in one)
    version = make(kinds["MechanismVersion"], words=words)
    cycle = make(kinds["Cycle"], version=version)
    for kind, record in (("MechanismVersion", version), ("Cycle", cycle)):
        world.keep(kinds[kind], HELD, [record.pk])
    world.keep(kinds["Deferral"], HELD, [make(kinds["Deferral"], cycle=cycle).pk])
    for kind in ("OutsideReview", "Recommendation", "RecommendationProvision"):
        world.keep(kinds[kind], HELD, [make(kinds[kind]).pk])
    for state, at in ((UNPUBLISHED, None), (PUBLISHED, timezone.now())):
        world.keep(kinds["Draw"], state, [make(kinds["Draw"], cycle=cycle, published_at=at).pk])
    today = timezone.localdate()
    of: dict[str, Any] = {f"{OWN} {who}": who for who in world.people if who != ANONYMOUS}
    for number, state in enumerate((*of, ANOTHERS, PUBLISHED)):
        public = {"summary_on": today, "report_public": True} if state == PUBLISHED else {}
        review = make(kinds["Review"], cycle=cycle, state=STATE, cluster=f"c{number}", **public)
        who = of.get(state)
        seat = _SEATS.get(who or "", "country_expert")
        invitation = make(
            apps.get_model("accounts", "Invitation"),
            accepted_by=world.people[who] if who else None,
        )
        person = make(
            kinds["Participant"], review=review, seat=seat, invitation=invitation,
            country="" if seat == "observer" else STATE,
        )  # fmt: skip
        document = make(kinds["Document"], review=review, kind="report")
        # Confidential, and not agreed: the innermost of a review.
        secret = make(kinds["Observation"], review=review, confidential=True)
        made = {
            "Review": review,
            "Participant": person,
            "StepDone": make(kinds["StepDone"], review=review),
            "Document": document,
            "DocumentContent": make(kinds["DocumentContent"], document=document),
            "Observation": secret,
            "FollowUp": make(kinds["FollowUp"], observation=secret),
            "Agreement": make(kinds["Agreement"], review=review, participant=person),
            "Proposal": make(kinds["Proposal"], observation=secret),
        }
        for kind, record in made.items():
            world.keep(kinds[kind], state, [record.pk])


def _institute(world: World) -> None:
    """Make a member's account of the own State, and one of another."""
    room = apps.get_app_config("institute")
    for state, code in ((OF_THE_STATE, STATE), (OF_ANOTHER_STATE, OTHER_STATE)):
        of = {
            name: make(room.get_model(name), state=code)
            for name in ("Member", "Assessment", "Entry", "Notice", "Plan")
        }
        entry = of["Entry"]
        of["Posting"] = make(room.get_model("Posting"), entry=entry)
        of["Payment"] = make(room.get_model("Payment"), state=code, entry=entry)
        of["WriteOff"] = make(room.get_model("WriteOff"), assessment=of["Assessment"], entry=entry)
        for name, record in of.items():
            world.keep(room.get_model(name), state, [record.pk])


def _requests(world: World) -> None:
    """Make a request of the own State, of another, and of another that shares it."""
    request = apps.get_model("assistance", "Request")
    for state, code in ((OF_THE_STATE, STATE), (OF_ANOTHER_STATE, OTHER_STATE), (SHARED, "KEN")):
        of = make(request, state=code, shared=state == SHARED)
        world.keep(request, state, [of.pk])
        for kind in apps.get_app_config("assistance").get_models():
            if any(field.name == "request" for field in kind._meta.concrete_fields):
                world.keep(kind, state, [make(kind, request=of).pk])
        document = make(apps.get_model("assistance", "Document"), request=of)
        content = apps.get_model("assistance", "DocumentContent")
        world.keep(content, state, [make(content, document=document).pk])
    kind = apps.get_model("assistance", "Holiday")
    world.keep(kind, HELD, [make(kind).pk])


def _entries(world: World) -> None:
    due = apps.get_model("reporting", "DueEntry")
    for state in (PUBLISHED, UNPUBLISHED, WITHDRAWN):
        entry = make(due, text=world.texts[state])
        world.keep(due, state, [entry.pk])
        for label in ("Deadline", "EntryValue", "Beside"):
            kind = apps.get_model("reporting", label)
            text_of = {"text": world.texts[state]} if label == "Beside" else {}
            world.keep(kind, state, [make(kind, entry=entry, **text_of).pk])


def _portfolio(world: World) -> None:
    """Make everything of the portfolio and of results, public and not."""
    for state in (PUBLISHED, UNPUBLISHED):
        seen = state == PUBLISHED
        activity = make(
            apps.get_model("portfolio", "Activity"), release="published" if seen else "draft"
        )
        of: dict[str, Any] = {}
        for label in (
            "ActivityOffice", "ActivityValue", "Budget", "Event", "Marker", "Partner",
            "Recipient", "Sector",
        ):  # fmt: skip
            of[label] = _keep(world, f"portfolio.{label}", state, activity=activity)
        document = _keep(world, "portfolio.Document", state, activity=activity, public=seen)
        _keep(world, "portfolio.DocumentContent", state, document=document)
        world.keep(type(activity), state, [activity.pk])
        _keep(world, "portfolio.Participants", state, event=of["Event"])
        _keep(world, "portfolio.FollowUp", state, event=of["Event"], reached=2, applying=1)
        _results(world, state, activity)
    for label in ("Office", "Proposal", "Revision", "Serial"):
        _keep(world, f"portfolio.{label}", HELD)
    public = make(apps.get_model("portfolio", "Activity"), release="published")
    for state, code in ((OF_THE_STATE, STATE), (OF_ANOTHER_STATE, OTHER_STATE), (SHARED, "KEN")):
        request = make(apps.get_model("assistance", "Request"), state=code, shared=state == SHARED)
        _keep(world, "portfolio.ActivityRequest", state, activity=public, request=request)
        if state != SHARED:
            need = _keep(world, "portfolio.Need", state, state=code)
            _keep(world, "portfolio.NeedValue", state, need=need)
            _keep(world, "portfolio.NeedRequest", state, need=need, request=request)
            _keep(world, "portfolio.ActivityNeed", state, need=need, activity=public)


def _results(world: World, state: str, activity: Any) -> None:
    """Make results; what is not approved yet is of a public activity's all the same."""
    result = _keep(world, "results.Result", state, activity=activity)
    indicator = _keep(world, "results.Indicator", state, result=result)
    _keep(world, "results.Dimension", state, indicator=indicator)
    _keep(world, "results.BaselineRow", state, indicator=indicator)
    period = _keep(world, "results.Period", state, activity=activity)
    _keep(world, "results.Target", state, period=period, indicator=indicator)
    update = _keep(world, "results.Update", state, period=period)
    _keep(world, "results.Figure", state, update=update, indicator=indicator)
    if state == PUBLISHED:
        with writing_allowed():
            type(update).objects.filter(pk=update.pk).update(status="approved")
    _keep(world, "results.Snapshot", state, update=update)


def _keep(world: World, label: str, state: str, /, **given: Any) -> Any:
    made = make(apps.get_model(label), **given)
    world.keep(type(made), state, [made.pk])
    return made
