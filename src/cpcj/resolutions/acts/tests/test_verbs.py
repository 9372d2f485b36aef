"""Which verbs are acts, what their phrases are and which kinds they have."""

import pytest

from cpcj.resolutions.acts import acts_in
from cpcj.resolutions.vocabulary.verbs import verbs, words


def read(full: str) -> list[tuple[str, str]]:
    """Return phrase and kind of each act."""
    return [
        (" ".join(full[start:end] for start, end in act.phrase_pieces).lower(), act.act)
        for act in acts_in(full)
    ]


@pytest.mark.parametrize(
    ("full", "expected"),
    [
        ("Urges all States to act;", [("urges", "urge")]),
        ("Also requests the Secretariat to act;", [("also requests", "request")]),
        ("Takes note with appreciation of the study;",
         [("takes note with appreciation of", "note")]),
        ("Takes note, with appreciation, of the study;",
         [("takes note with appreciation of", "note")]),
        ("Notes with deep concern the delay;", [("notes with deep concern", "note")]),
        ("Calls once again upon States to act;", [("calls once again upon", "call_upon")]),
        ("Calls, in this regard, upon States to act;", [("calls upon", "call_upon")]),
        ("Calls for further steps;", [("calls for", "call_for")]),
        ("Encourages further steps;", [("encourages", "encourage")]),
        ("Recognizes further that steps are due;", [("recognizes further", "recognize")]),
        ("Condemns unequivocally the act;", [("condemns unequivocally", "condemn")]),
        ("Expresses its deep concern at the delay;",
         [("expresses its deep concern at", "express_concern")]),
        ("Expresses concern that delays go on;", [("expresses concern", "express_concern")]),
        ("Expresses its gratitude to the host;",
         [("expresses its gratitude to", "express_appreciation")]),
        ("Expresses its readiness to act;", [("expresses its readiness", "other")]),
        ("Affirms its support once again for the keepers;",
         [("affirms its support once again for", "affirm")]),
        ("Affirms its full support to the keepers;",
         [("affirms its full support to", "affirm")]),
        ("Affirms its support, as the keepers know;", [("affirms", "affirm")]),
        ("Commits to bold and swift steps;", [("commits to", "other")]),
        ("Commits itself to the care of lamps;", [("commits itself to", "other")]),
        ("Commits to keep the lamps;", [("commits", "other")]),
        (
            "Expresses solidarity with and compassion for the victims;",
            [("expresses solidarity with and compassion for", "express_solidarity")],
        ),
        ("Draws attention to the guide;", [("draws attention to", "draw_attention")]),
        ("Looks forward to the meeting;", [("looks forward to", "other")]),
        ("Decides to meet again;", [("decides", "decide")]),
        ("Remains seized of the matter.", [("remains seized of", "other")]),
        ("Underlines, in that regard, the need for data;", [("underlines", "underline")]),
        ("Rescinds the decision;", [("rescinds", "other")]),
        ("Relinquishes the claim;", [("relinquishes", "other")]),
        ("We express our concern over the delay, and call upon States to act.",
         [("express our concern over", "express_concern"), ("call upon", "call_upon")]),
    ],
)  # fmt: skip
def test_phrases_keep_adverbs_and_bound_prepositions(
    full: str, expected: list[tuple[str, str]]
) -> None:
    assert read(full) == expected


@pytest.mark.parametrize(
    ("full", "expected"),
    [
        ("Notes the plan, and requests the Secretariat to publish it;", ["note", "request"]),
        ("Notes the plan, requests States to use it and urges donors to fund it;",
         ["note", "request", "urge"]),
        ("Welcomes and endorses the plan;", ["welcome", "endorse"]),
        ("Notes the plan, as well as requests the Secretariat to publish it;", ["note", "request"]),
        ("Notes the gaps, and to that end strongly encourages States to act;",
         ["note", "encourage"]),
        ("Notes the plan; also invites States to comment;", ["note", "invite"]),
        ("Recognizes that delays cost lives, and therefore calls upon States to act;",
         ["recognize", "call_upon"]),
        ("With a view to closing the gap, requests the Secretariat to publish the data;",
         ["request"]),
    ],
)  # fmt: skip
def test_verbs_coordinated_with_the_bodys_own_are_acts(full: str, expected: list[str]) -> None:
    assert [kind for _, kind in read(full)] == expected


@pytest.mark.parametrize(
    ("full", "expected"),
    [
        ("Recalls the declaration, which recognizes the problem and encourages dialogue;",
         ["recall"]),
        ("Notes that the Institute recommends a survey;", ["note"]),
        ("Notes the call “States must act, and urges everybody to follow”;", ["note"]),
        ("Invites States to answer requests for assistance, requests for data and notes by others;",
         ["invite"]),
        ("Urges States to punish any person who plans, supports or finances such acts;", ["urge"]),
        ("Requests the Office, while noting the costs and welcoming the offer, to act;",
         ["request"]),
        ("Notes a network that links experts, supports training and promotes research;", ["note"]),
        ("Each State Party shall take measures, and encourages others to do so.", []),
        ("States note the report and encourage others.", []),
        ("", []),
        ("12345", []),
    ],
)  # fmt: skip
def test_verbs_of_others_are_none(full: str, expected: list[str]) -> None:
    assert [kind for _, kind in read(full)] == expected


@pytest.mark.parametrize(
    ("full", "act", "reiterated"),
    [
        ("Reiterates its request to the Office to act;", "request", True),
        ("Reaffirms its invitation to States to act;", "invite", True),
        ("Renews its call upon States to act;", "call_upon", True),
        ("Reiterates its strong encouragement to States to act;", "encourage", True),
        ("Reiterates the importance of acting;", "reiterate", False),
        ("Reiterates its support for the invitation;", "reiterate", False),
        ("Recalls its request to the Office;", "recall", False),
        ("Once again requests the Office to act;", "request", True),
        ("Invites again all States to act;", "invite", True),
        ("Re-emphasizes the need to act;", "emphasize", True),
        ("Urges States to act;", "urge", False),
    ],
)
def test_repetition_of_an_earlier_act(full: str, act: str, *, reiterated: bool) -> None:
    (found,) = acts_in(full)
    assert (found.act, bool(found.reiterated_pieces)) == (act, reiterated)


def test_an_act_of_the_lead_in_takes_the_points() -> None:
    full = "Requests the Secretariat:\nTo print the guide;\nTo send it to all States."
    (act,) = acts_in(full)
    assert act.point is None
    assert [one.value for one in act.addressees] == ["secretariat"]
    start, end = act.action_pieces[0]
    assert full[start:end] == "To print the guide;\nTo send it to all States"


def test_points_hold_acts_of_their_own() -> None:
    full = "Notes the study, and in this regard:\nUrges States to act;\nInvites donors to help;"
    acts = acts_in(full)
    assert [(act.act, act.point) for act in acts] == [
        ("note", None), ("urge", "(-1)"), ("invite", "(-2)"),
    ]  # fmt: skip


def test_an_infinitive_in_a_point_is_no_act() -> None:
    full = "Requests the Secretariat:\nEncourage exchanges;\nRequest data from States."
    assert [act.act for act in acts_in(full)] == ["request"]


def test_every_verb_of_the_vocabulary_opens_a_paragraph() -> None:
    for verb in verbs():
        needed = f" {verb.needs[0]}" if verb.needs else ""
        bound = f" {verb.bound[0]}" if verb.bound else ""
        full = f"{verb.key.capitalize()}{needed}{bound} the measures taken by the Institute;"
        (act,) = acts_in(full)
        if not verb.needs and verb.key not in words("expressing", "verbs"):
            assert act.act == verb.act, verb.key
