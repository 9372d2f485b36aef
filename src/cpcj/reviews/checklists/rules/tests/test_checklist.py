"""Checklists as files: what is refused and how, what follows from answers and versions."""

from __future__ import annotations

import pytest

from cpcj.reviews.checklists.rules.checklist import (
    Adoption,
    Aspect,
    Checklist,
    ChecklistError,
    held_files,
    read_checklist,
)
from cpcj.reviews.checklists.rules.progress import Standing, applies, counted, progress, total
from cpcj.reviews.checklists.rules.provisions import (
    ProvisionError,
    equivalents,
    numberings,
    provision,
)
from cpcj.reviews.checklists.rules.versions import Sort, differences

HEAD = """
key = "lamps"
version = "1"
title = "Lamps"
short = "Lamps"
source = "invented"
instruments = ["UNTOC"]
owners = ["state"]
[[section]]
key = "one"
title = "One"
"""


def question(identifier: str, about: str = "UNTOC#art5(1)", more: str = "") -> str:
    """Return a question of a file."""
    return (
        f'[[section.question]]\nid = "{identifier}"\nabout = "{about}"\n'
        f'words = "Is {identifier} lit?"\n{more}\n'
    )


def follows(identifier: str, when: str = '"full"') -> str:
    """Return the lines that make a question a follow-up."""
    return f'follows = "{identifier}"\nwhen = [{when}]'


def lamps(*questions: str, version: str = "1") -> Checklist:
    """Return a checklist of these questions."""
    head = HEAD.replace('version = "1"', f'version = "{version}"')
    return read_checklist(head + "".join(questions))


REFUSED = [
    ("=", "no TOML"),
    (HEAD, "there is no question"),
    (HEAD + question("a", "UNTOC#art42"), "question a: UNTOC#art42: UNTOC ends with 41"),
    (HEAD + question("a", "UNTOC#rule5"), "question a: UNTOC#rule5"),
    (HEAD + question("a", "LAMPS#art5"), "LAMPS is not known"),
    (HEAD + question("a", "five"), "'five' is no identifier of a provision"),
    (HEAD + question("a", "UNCAC#art5"), "question a: UNCAC#art5 is of no instrument named"),
    (HEAD + question("a") + question("a"), "question a: a question before it has this identifier"),
    (HEAD + question("A"), "section one, question 1: id 'A'"),
    (HEAD + question("a", more=follows("b")), "question a: follows b, which is no question"),
    (HEAD + question("a", more=follows("a")), "question a: follow-ups go round: a → a"),
    (
        HEAD
        + question("a", more=follows("c"))
        + question("b", more=follows("a"))
        + question("c", more=follows("b")),
        "question a: follow-ups go round: a → c → b → a",
    ),
    (HEAD + question("a", more='follows = "b"'), "question a: follows and when are said together"),
    (HEAD + question("a", more='asks = ["lamps"]'), "question a: 'lamps' is none of law, practice"),
    (HEAD + question("a", more="colour = 1"), "question a: unknown: colour"),
    (HEAD.replace('"state"', '"lamp"') + question("a"), "owners: 'lamp' is none of"),
    (HEAD.replace('key = "lamps"', "key = 7") + question("a"), "the file: key is missing"),
]


@pytest.mark.parametrize(("words", "why"), REFUSED, ids=[why[:30] for _words, why in REFUSED])
def test_what_is_no_checklist_says_where_and_why(words: str, why: str) -> None:
    with pytest.raises(ChecklistError) as refused:
        read_checklist(words)
    assert why in str(refused.value)


def test_what_the_program_brings() -> None:
    held = {one.key: one for one in map(read_checklist, held_files())}
    assert set(held) == {
        "untoc-criminalization", "untoc-prevention", "untoc-enforcement", "untoc-cooperation",
        "uncac-ii", "uncac-iii", "uncac-iv", "uncac-v", "prisoners",
    }  # fmt: skip
    prisoners = [one.about for one in held["prisoners"].questions()]
    assert prisoners == [f"NELSON_MANDELA_RULES#rule{n}" for n in range(1, 123)]
    # No article of the chapter, none of the cluster is left out.
    articles = {one.provision.number for one in held["uncac-iii"].questions()}
    assert articles == set(range(15, 43))
    assert {one.provision.number for one in held["uncac-iv"].questions()} == set(range(43, 51))
    cooperation = {one.provision.number for one in held["untoc-cooperation"].questions()}
    assert cooperation == {12, 13, 14, 16, 17, 18, 21}
    # What was answered about one is offered for the other.
    same = [one.about for one in held["untoc-cooperation"].questions() if equivalents(one.about)]
    assert len(same) > 40
    articles = {one.provision.number for one in held["uncac-ii"].questions()}
    assert articles == set(range(5, 15))
    assert {one.provision.number for one in held["uncac-v"].questions()} == set(range(51, 60))
    cluster = {one.provision.article for one in held["untoc-criminalization"].questions()}
    for article in (2, 5, 6, 8, 9, 10, 11, 15, 23):
        assert f"UNTOC#art{article}" in cluster
    assert cluster >= {"TIP_PROTOCOL#art5", "SOM_PROTOCOL#art6", "FIREARMS_PROTOCOL#art5"}


def test_the_clusters_of_the_convention_and_its_protocols_leave_nothing_out() -> None:
    """Articles that ask parties to do something; definitions, savings and final clauses do not."""
    held = {one.key: one for one in map(read_checklist, held_files())}
    asked: dict[str, set[int]] = {}
    questions = [one for key in held if key.startswith("untoc-") for one in held[key].questions()]
    for one in questions:
        asked.setdefault(one.provision.instrument, set()).add(one.provision.number)
    assert asked["UNTOC"] == {2, *range(5, 32)}
    assert asked["TIP_PROTOCOL"] == {3, *range(5, 14)}
    assert asked["SOM_PROTOCOL"] == {3, *range(5, 17), 18}
    assert asked["FIREARMS_PROTOCOL"] == {3, *range(5, 16)}
    # The lists of the two conventions have the same points in another order.
    assert equivalents("UNTOC#art27(1)(d)") == ("UNCAC#art48(1)(e)",)


def test_provisions_and_their_equivalents() -> None:
    assert provision("UNTOC#art6(1)").words == "6(1)"
    assert provision("NELSON_MANDELA_RULES#rule24(1)").article == "NELSON_MANDELA_RULES#rule24"
    with pytest.raises(ProvisionError):
        provision("NELSON_MANDELA_RULES#rule123")
    assert "UNCAC#art23(1)" in equivalents("UNTOC#art6(1)")
    assert "UNTOC#art6(1)" in equivalents("UNCAC#art23(1)")
    assert equivalents("UNTOC#art5(1)") == ()
    assert all(one.last > 0 for one in numberings().values())


def test_follow_ups_are_asked_after_the_answers_they_name() -> None:
    found = lamps(
        question("a"),
        question("b", more=follows("a", '"part", "not"')),
        question("c", more=follows("b")),
        question("d", more='asks = ["law"]'),
    )
    by_id = found.by_id()
    full, part = Standing("full", "full"), Standing("part", "full")
    assert not applies(by_id["b"], by_id, {})
    assert not applies(by_id["b"], by_id, {"a": full})
    assert applies(by_id["b"], by_id, {"a": part})
    # What follows an answer that is no longer asked for is not asked either.
    assert applies(by_id["c"], by_id, {"a": part, "b": full})
    assert not applies(by_id["c"], by_id, {"a": full, "b": full})
    assert total(progress(found, {})) == (0, 2)
    assert total(progress(found, {"a": part, "d": Standing("not")})) == (2, 3)
    # One of two aspects is not yet an answer.
    assert total(progress(found, {"a": Standing("full")})) == (0, 2)


def test_counts_by_answer() -> None:
    found = lamps(question("a"), question("b", more='asks = ["practice"]'))
    sets = [{"a": Standing("full", "not")}, {"a": Standing("full")}, {}]
    rows = {(one.question.id, one.aspect): one for one in counted(found, sets)}
    assert rows["a", Aspect.LAW].of(Adoption.FULL) == 2
    assert rows["a", Aspect.PRACTICE].of(Adoption.NOT) == 1
    assert rows["a", Aspect.PRACTICE].unanswered == 2
    assert ("b", Aspect.LAW) not in rows
    assert rows["b", Aspect.PRACTICE].unanswered == 3


def test_what_a_newer_version_changes() -> None:
    older = lamps(question("a"), question("b"), question("c"))
    newer = lamps(question("d"), question("a"), question("b", "UNTOC#art6(1)"), version="2")
    found = [(one.sort, (one.newer or one.older).id) for one in differences(older, newer)]  # type: ignore[union-attr]  # one of them is there
    assert found == [
        (Sort.ADDED, "d"),
        (Sort.SAME, "a"),
        (Sort.CHANGED, "b"),
        (Sort.REMOVED, "c"),
    ]
