"""Who answers, two at once, submitting and returning, reuse, newer versions, needs."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from cpcj.assistance.models import Origin, Request
from cpcj.frame.forms import ChangedMeanwhileError, seen
from cpcj.reviews.checklists import queries
from cpcj.reviews.checklists.models import FIELDS, AnswerChange, CoAuthor, ProposedRequest
from cpcj.reviews.checklists.services import answering, keeping, needs
from cpcj.reviews.checklists.services.recording import ChecklistRefusedError, Given
from cpcj.reviews.checklists.tests.conftest import STATE, House

pytestmark = pytest.mark.django_db
ONE, TWO = "art5.1.a", "art6.1"


def test_whose_a_set_may_be(house: House) -> None:
    start, lists = answering.start_set, house.checklists
    with pytest.raises(PermissionDenied):
        start(house.point, lists["uncac-iii"], state="FRA")
    with pytest.raises(PermissionDenied):
        start(house.expert, lists["uncac-iii"], state=STATE)
    with pytest.raises(PermissionDenied):
        start(house.point, lists["prisoners"], organization=house.body, institution="Harbour gaol")
    with pytest.raises(ChecklistRefusedError):
        start(house.inspector, lists["uncac-iii"], organization=house.body, institution="Gaol")
    with pytest.raises(ChecklistRefusedError):
        start(house.inspector, lists["prisoners"], organization=house.body)
    made = start(
        house.inspector, lists["prisoners"], organization=house.body, institution="Harbour gaol"
    )
    assert made.code == "PRISONERS-1-INSPECTORS-1"
    assert made.answers.count() == 122
    again = start(house.point, lists["prisoners"], state=STATE)
    assert again.code == "PRISONERS-1-PER-1"


def test_two_people_at_one_answer(house: House) -> None:
    one = house.answer(ONE)
    shown = seen(one, FIELDS)
    answering.write_answer(house.point, one, given=Given(law="full"), seen=shown)
    with pytest.raises(ChangedMeanwhileError) as told:
        answering.write_answer(house.second_point, one, given=Given(law="not"), seen=shown)
    assert "adopted fully" in str(told.value)
    assert house.answer(ONE).law == "full"
    assert [row.by for row in AnswerChange.objects.all()] == [house.point]


def test_an_expert_answers_what_was_asked_and_nothing_else(house: House) -> None:
    with pytest.raises(PermissionDenied):
        house.write(ONE, house.expert, law="full")
    with pytest.raises(PermissionDenied):
        answering.ask(house.expert, house.set, ONE, house.expert)
    with pytest.raises(ChecklistRefusedError):
        answering.ask(house.point, house.set, ONE, house.stranger)
    asked = answering.ask(house.point, house.set, ONE, house.expert)
    assert answering.ask(house.point, house.set, ONE, house.expert) == asked
    house.write(ONE, house.expert, law="part", in_law="Half of it.")
    with pytest.raises(PermissionDenied):
        house.write(TWO, house.expert, law="full")
    house.write(ONE, law="part", in_law="Most of it.")
    said = list(AnswerChange.objects.values_list("by", "said"))
    assert said == [
        (house.point.pk, {"in_law": "Most of it."}),
        (house.expert.pk, {"law": "part", "in_law": "Half of it."}),
    ]
    answering.stop_asking(house.point, asked)
    assert not CoAuthor.objects.exists()
    with pytest.raises(PermissionDenied):
        house.write(ONE, house.expert, law="full")


def test_what_cannot_be_said(house: House) -> None:
    for said in (
        {"law": "perhaps"}, {"in_law": "x" * 9_001}, {"needs": {"lamps": "Many."}},
    ):  # fmt: skip
        with pytest.raises(ChecklistRefusedError):
            house.write(ONE, **said)
    with pytest.raises(ChecklistRefusedError):
        house.write("art2.a", practice="full")  # asks about law alone
    assert house.write(ONE, in_law=" a\r\nb\x00\x1f ").in_law == "a\nb\ufffd"


def test_submitted_returned_submitted(house: House) -> None:
    with pytest.raises(ChecklistRefusedError):
        answering.submit(house.point, house.set)  # nothing is answered
    house.write(ONE, law="full", practice="full")
    with pytest.raises(PermissionDenied):
        answering.submit(house.stranger, house.set)
    answering.submit(house.point, house.set)
    with pytest.raises(ChecklistRefusedError):
        house.write(ONE, law="not")
    with pytest.raises(PermissionDenied):
        answering.return_set(house.point, house.set, words="More.")
    with pytest.raises(ChecklistRefusedError):
        answering.return_set(house.officer, house.set, words=" ")
    answering.return_set(house.officer, house.set, words="Say more about lamps.")
    house.write(ONE, law="not", practice="full")
    answering.submit(house.second_point, house.set)
    moves = house.set.moves.values_list("to", "by", "words")
    assert list(moves) == [
        ("submitted", house.second_point.pk, ""),
        ("returned", house.officer.pk, "Say more about lamps."),
        ("submitted", house.point.pk, ""),
    ]


def test_an_answer_is_offered_for_the_equivalent_provision(house: House) -> None:
    house.write(TWO, law="full", practice="part", in_law="Act on Lamps, section 6.")
    other = answering.start_set(house.point, house.checklists["uncac-iii"], state=STATE)
    answer = house.answer("art23.1", other)
    assert [row.question for row in queries.offers(house.point, answer)] == [TWO]
    # What stands elsewhere is offered to nobody else, and not for something else.
    foreign = answering.start_set(house.stranger, house.checklists["uncac-iii"], state="FRA")
    assert queries.offers(house.stranger, house.answer("art23.1", foreign)) == []
    theirs = house.answer("art23.1", foreign)
    with pytest.raises(PermissionDenied):
        answering.take_over(house.stranger, theirs, house.answer(TWO), seen=seen(theirs, FIELDS))
    wrong = house.answer("art20", other)
    with pytest.raises(ChecklistRefusedError):
        answering.take_over(house.point, wrong, house.answer(TWO), seen=seen(wrong, FIELDS))
    taken = answering.take_over(house.point, answer, house.answer(TWO), seen=seen(answer, FIELDS))
    assert taken.in_law == "Act on Lamps, section 6."
    assert taken.source == f"{house.set.code} {TWO}"
    # An earlier cycle's answer to the same question of the same checklist is offered as well.
    later = answering.start_set(house.point, house.checklists["uncac-iii"], state=STATE)
    found = queries.offers(house.point, house.answer("art23.1", later))
    assert {row.set.code for row in found} == {house.set.code, other.code}


def test_answers_stay_with_their_version_and_are_carried_over(house: House) -> None:
    house.write(ONE, law="full", practice="full")
    house.write("art9.2", practice="part")
    words = house.checklists["untoc-criminalization"].words
    before, mark, _rest = words.partition('[[section.question]]\nid = "art9.2"')
    after = words[len(before) + len(mark) :].partition("\n\n")[2]
    changed = before + after
    with pytest.raises(ChecklistRefusedError, match="another number"):
        keeping.add_version(house.officer, changed)
    with pytest.raises(PermissionDenied):
        keeping.add_version(house.point, changed)
    newer = keeping.add_version(house.officer, changed.replace('version = "1"', 'version = "2"'))
    assert queries.newer_version(house.set) == newer
    made = answering.carry_over(house.point, house.set, newer)
    assert made.from_set == house.set
    assert house.answer(ONE, made).law == "full"
    assert house.answer(ONE, made).source == f"{house.set.code} {ONE}"
    assert not made.answers.filter(question="art9.2").exists()
    # The older set is as it was.
    assert house.answer("art9.2").practice == "part"
    assert house.set.version.version == "1"
    with pytest.raises(ChecklistRefusedError):
        answering.carry_over(house.point, made, newer)


def test_needs_become_proposed_requests_that_the_state_decides(house: House) -> None:
    house.write(ONE, law="not", needs={"drafting": "A bill on lamps.", "capacity": "Judges."})
    assert not ProposedRequest.objects.exists()
    answering.submit(house.point, house.set)
    proposed = {row.kind: row for row in ProposedRequest.objects.all()}
    assert set(proposed) == {"drafting", "capacity"}
    assert not Request.objects.exists()
    for other in (house.stranger, house.officer, house.expert):
        with pytest.raises(PermissionDenied):
            needs.take_up(other, proposed["drafting"], title="Lamps", asked="A bill.")
    made = needs.take_up(house.point, proposed["drafting"], title="Lamps", asked="A bill.")
    assert (made.state, made.origin) == (STATE, Origin.QUESTIONNAIRE)
    with pytest.raises(ChecklistRefusedError):
        needs.decline_need(house.point, proposed["drafting"])
    # Returned and changed: what was decided stays, what is no longer needed goes.
    answering.return_set(house.officer, house.set, words="More.")
    house.write(ONE, law="not", needs={"model_law": "One."})
    answering.submit(house.point, house.set)
    standings = dict(ProposedRequest.objects.values_list("kind", "standing"))
    assert standings == {"drafting": "made", "capacity": "gone", "model_law": "open"}
