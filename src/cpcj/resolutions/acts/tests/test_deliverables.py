"""What is to be handed over, to whom and when."""

import pytest

from cpcj.resolutions.acts import acts_in
from cpcj.resolutions.acts.receivers import Circumstances

ASSEMBLY = Circumstances("general_assembly", 79)


@pytest.mark.parametrize(
    ("words", "what", "to", "when", "due"),
    [
        ("to submit to the General Assembly at its eightieth session a report on its work",
         "a report on its work", "general_assembly", "eightieth session", ("general_assembly", 80)),
        ("to report to it at its eighty-first session on progress made",
         "report on progress made", "general_assembly", "eighty-first session",
         ("general_assembly", 81)),
        (("to follow up the resolution and report, within twelve months, on the mending of bridges,"
         " including through the United Nations Office on Drugs and Crime"),
         "report on the mending of bridges", None, "within twelve months", None),
        ("to provide the Commission on Narcotic Drugs, at each annual session, with a report on it",
         "a report on it", "cnd", "at each annual session", None),
        ("to report thereon at its eightieth session",
         "report thereon", "general_assembly", "eightieth session", ("general_assembly", 80)),
        ("to report to the Commission on Narcotic Drugs at its seventieth session",
         "report", "cnd", "seventieth session", ("cnd", 70)),
        ("to report to the Assembly through the Commission on Narcotic Drugs at its 70th session",
         "report", "general_assembly", "70th session", ("cnd", 70)),
        ("to improve the data, and to submit to the Economic and Social Council an annual report",
         "an annual report", "ecosoc", "annual", None),
        ("to submit to the General Assembly, no later than its eightieth session, its proposals",
         "its proposals", "general_assembly", "no later than its eightieth session",
         ("general_assembly", 80)),
        ("to give the Economic and Social Council a first biennial report on the wells",
         "a first biennial report on the wells", "ecosoc", "biennial", None),
        ("to attend to it in his annual report to the General Assembly",
         "annual report", "general_assembly", None, None),
        ("to keep the Security Council informed of developments in the area",
         "developments in the area", "security_council", None, None),
        ("to report to the Assembly at its next session on the matter",
         "report on the matter", "general_assembly", "next session", ("general_assembly", 80)),
        ("to include in his report to the General Assembly at its eightieth session data on costs",
         "data on costs", "general_assembly", "eightieth session",
         ("general_assembly", 80)),
        ("to submit a report to the Economic and Social Council at its 2027 session",
         "a report", "ecosoc", "2027 session", ("ecosoc", 2027)),
        ("to present its newest reporting on wells to the Assembly at its eightieth session",
         "its newest reporting on wells", "general_assembly", "eightieth session",
         ("general_assembly", 80)),
        (("to review the museum, and to present the amended terms of reference to the Assembly"
         " during the main part of the eightieth session at the latest"),
         "the amended terms of reference", "general_assembly", "eightieth session",
         ("general_assembly", 80)),
        (("to submit an updated note during the first part of the resumed eightieth session of the"
         " General Assembly"), "an updated note", "general_assembly", "resumed eightieth session",
         ("general_assembly", 80)),
        ("to submit to the Assembly, no later than the eightieth session, a revised road map",
         "a revised road map", "general_assembly", "no later than the eightieth session",
         ("general_assembly", 80)),
        ("to submit the revised scale of fees to the Assembly for approval at its 80th session",
         "the revised scale of fees", "general_assembly", "80th session",
         ("general_assembly", 80)),
        ("to provide further data on costs at the eightieth session of the General Assembly",
         "further data on costs", "general_assembly", "eightieth session",
         ("general_assembly", 80)),
        (("to submit to the Assembly a triennial report on wells, commencing at its eighty-first"
         " session"), "a triennial report on wells", "general_assembly", "eighty-first session",
         ("general_assembly", 81)),
        ("to submit to the Assembly a quadrennial report on wells", "a quadrennial report on wells",
         "general_assembly", "quadrennial", None),
        (("to submit, in cooperation with the Office, costed options to the Assembly at its"
         " eightieth session"), "costed options", "general_assembly", "eightieth session",
         ("general_assembly", 80)),
        ("to include in the report referred to in paragraph 4 above data on costs",
         "data on costs", None, None, None),
        ("to submit a report on the follow-up to the meeting to the Assembly at that session",
         "a report on the follow-up to the meeting", "general_assembly", "that session", None),
        ("to include, within its existing reporting obligations, a chapter on wells",
         "a chapter on wells", None, None, None),
        ("to submit reports in this regard to the Human Rights Council",
         "reports in this regard", "human_rights_council", None, None),
    ],
)  # fmt: skip
def test_reports(
    words: str, what: str, to: str, when: str | None, due: tuple[str, int] | None
) -> None:
    (act,) = acts_in(f"Requests the Secretary-General {words};", circumstances=ASSEMBLY)
    found = act.deliverable
    assert found is not None
    assert (found.what, found.to, found.when) == (what, to, when)
    assert (None if found.due is None else (found.due.body, found.due.session)) == due


@pytest.mark.parametrize(
    "words",
    [
        "Requests the Secretariat to develop tools and to provide training to States;",
        "Urges States to exchange information on good practices;",
        "Urges States to help victims to report crimes;",
        "Requests the Secretariat to provide technical assistance to the General Assembly;",
        "Invites States to present candidates;",
        "Decides to consider the report at its eightieth session;",
        "Welcomes the report submitted to the General Assembly at its eightieth session;",
        "Requests the Secretariat to present the matter to the Assembly at its 80th session;",
        "Invites States to submit a candidate to the General Assembly at its eightieth session;",
        "Encourages States to provide information on costs at the 80th session of the Assembly;",
        "Decides that the report shall be considered at its eightieth session;",
        "Decides that the meeting shall inform the eightieth session of the General Assembly;",
        "Decides that States shall submit annual reports on wells;",
    ],
)
def test_none_is_invented(words: str) -> None:
    assert [act.deliverable for act in acts_in(words, circumstances=ASSEMBLY)] == [None]


def test_to_it_means_nobody_where_the_body_is_not_known() -> None:
    (act,) = acts_in("Requests the Secretary-General to report to it on the matter;")
    assert act.deliverable is not None
    assert act.deliverable.to is None


def test_a_session_before_the_bodys_own_is_not_its_own() -> None:
    (act,) = acts_in(
        "Requests the Secretariat to report at its twentieth session;", circumstances=ASSEMBLY
    )
    assert act.deliverable is None or act.deliverable.due is None


def test_no_session_of_a_body_that_no_name_explains() -> None:
    (act,) = acts_in("Requests the Secretariat to report to the Commission at its tenth session;")
    assert act.deliverable is not None
    assert (act.deliverable.when, act.deliverable.due) == ("tenth session", None)


@pytest.mark.parametrize(
    ("words", "to", "when", "due"),
    [
        (("to prepare a study of the costs, and to submit it to the Assembly at its eightieth"
         " session"), "general_assembly", "eightieth session", 80),
        (("to prepare a report on prisons and to submit the report to the Assembly at its eightieth"
         " session"), "general_assembly", "eightieth session", 80),
        (("to submit to the Assembly at its eightieth session, through the Commission on the Status"
         " of Women and the Economic and Social Council, a report"), "general_assembly",
         "eightieth session", 80),
        (("to submit to the Assembly and the Council at their eightieth and ninetieth sessions,"
         " respectively, a report"), "general_assembly", "eightieth and ninetieth sessions", 80),
        ("to attend to the matter in his annual report to the Assembly", "general_assembly", None,
         None),
        ("to include in his next report information on costs", None, None, None),
        ("to report regularly on the costs", None, "regularly", None),
        ("to submit a report to the Assembly within the next 12 months", "general_assembly",
         "within the next 12 months", None),
        (("to report to the Assembly on the wells, within 30 days of the adoption of the present"
          " resolution"), "general_assembly",
         "within 30 days of the adoption of the present resolution", None),
        ("to report every five years to the Assembly, starting in 2030, on the wells",
         "general_assembly", "every five years", None),
        ("to report to the Assembly on a yearly basis on the wells", "general_assembly",
         "on a yearly basis", None),
        (("to submit proposals to the Coordinator of the informal talks no later than one week"
         " before they open"), "coordinator_of_the_informal_talks",
         "no later than one week before they open", None),
        ("to inform the Assembly at its eightieth session of the costs", "general_assembly",
         "eightieth session", 80),
    ],
)  # fmt: skip
def test_reports_said_in_other_ways(
    words: str, to: str | None, when: str | None, due: int | None
) -> None:
    (act,) = acts_in(f"Requests the Secretary-General {words};", circumstances=ASSEMBLY)
    found = act.deliverable
    assert found is not None
    assert (found.to, found.when) == (to, when)
    assert (found.due.session if found.due else None) == due


def test_that_session_is_the_one_named_before() -> None:
    full = (
        "Decides to take the matter up at its eightieth session, and requests the Secretary-General"
        " to submit a report to the Assembly at that session;"
    )
    _, act = acts_in(full, circumstances=ASSEMBLY)
    assert act.deliverable is not None
    assert act.deliverable.when == "that session"
    assert act.deliverable.due is not None
    assert act.deliverable.due.session == 80


def test_a_decision_that_asks_for_a_report_has_it_as_its_deliverable() -> None:
    full = (
        "Decides:\nTo meet again;\nTo request the Secretary-General to submit a report to the"
        " Assembly at its eightieth session;"
    )
    (act,) = acts_in(full, circumstances=ASSEMBLY)
    assert act.deliverable is not None
    assert act.deliverable.what == "a report"


@pytest.mark.parametrize(
    "words",
    ["to act, including by implementing and reporting on the plan", "to conduct a study of costs"],
)
def test_nothing_is_handed_over(words: str) -> None:
    (act,) = acts_in(f"Requests the United Nations system {words};", circumstances=ASSEMBLY)
    assert act.deliverable is None


@pytest.mark.parametrize(
    "words",
    [
        (
            "to transmit the papers on the discussion of the item by the Assembly at its 79th"
            " session to the Council"
        ),
        "to transmit to the Economic and Social Council the papers adopted at the 80th session",
        "to report on the views expressed by the Council at its seventy-ninth session",
        "to report to the Assembly on the plan that it adopted at its seventy-eighth session",
    ],
)
def test_a_session_that_is_told_of_is_no_time(words: str) -> None:
    (act,) = acts_in(f"Requests the Secretary-General {words};", circumstances=ASSEMBLY)
    assert act.deliverable is not None
    assert (act.deliverable.when, act.deliverable.due) == (None, None)


@pytest.mark.parametrize(
    "words",
    [
        "to prepare a report for consideration by the General Assembly at its eightieth session",
        "to prepare a report, to be considered by the General Assembly at its eightieth session",
        "to report on the wells dug by States to the Assembly at its eightieth session",
    ],
)
def test_a_session_to_come_is_a_time(words: str) -> None:
    (act,) = acts_in(f"Requests the Secretary-General {words};", circumstances=ASSEMBLY)
    assert act.deliverable is not None
    assert act.deliverable.due is not None
    assert act.deliverable.due.session == 80


@pytest.mark.parametrize(
    ("words", "what"),
    [
        (("Decides that the secretariat of the museum shall submit a biennial report to the General"
         " Assembly, commencing at its eightieth session"), "a biennial report"),
        (("Decides that the Committee shall meet for five days and report to the General Assembly"
         " at its eightieth session on its work"), "report on its work"),
        (("Decides that the Panel, within its mandate, will submit a note to the General Assembly"
         " at its eightieth session"), "a note"),
    ],
)  # fmt: skip
def test_what_a_decision_has_others_report_is_handed_over_though_nobody_is_asked(
    words: str, what: str
) -> None:
    (act,) = acts_in(f"{words};", circumstances=ASSEMBLY)
    assert act.addressees == ()
    assert act.deliverable is not None
    assert (act.deliverable.what, act.deliverable.to) == (what, "general_assembly")
    assert act.deliverable.due is not None
    assert act.deliverable.due.session == 80


def test_he_is_the_one_named_last() -> None:
    full = (
        "Takes note of the note by the Secretary-General, and requests that he submit a report to"
        " the Assembly at its eightieth session;"
    )
    _, act = acts_in(full, circumstances=ASSEMBLY)
    assert [one.value for one in act.addressees] == ["secretary_general"]
    assert act.deliverable is not None


@pytest.mark.parametrize(
    ("treaty", "receiver"),
    [
        ("United Nations Convention against Transnational Organized Crime", "cop_untoc"),
        ("Convention on Small Museums", "conference_of_the_parties_to_the_convention"),
    ],
)
def test_a_conference_of_parties_is_that_of_the_convention_named(
    treaty: str, receiver: str
) -> None:
    full = (
        f"Recalls the {treaty}, and requests the Bureau to submit a report to the Conference of the"
        " Parties to the Convention;"
    )
    _, act = acts_in(full, circumstances=ASSEMBLY)
    assert act.deliverable is not None
    assert act.deliverable.to == receiver
