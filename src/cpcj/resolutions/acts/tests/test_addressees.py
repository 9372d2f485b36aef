"""Who is asked, and what is asked."""

import pytest

from cpcj.resolutions.acts import acts_in
from cpcj.resolutions.acts.find import FoundAct
from cpcj.resolutions.acts.groups import members
from cpcj.resolutions.acts.names import Names

UNTOC = "United Nations Convention against Transnational Organized Crime"


def asked(full: str, ahead: str = "") -> list[list[str]]:
    """Return the addressees of each act of a paragraph after some words of its text."""
    acts = acts_in(full, names=Names(ahead + full), offset=len(ahead))
    return [[one.value for one in act.addressees] for act in acts]


def action(full: str, act: FoundAct) -> str:
    return " ".join(full[start:end] for start, end in act.action_pieces)


@pytest.mark.parametrize(
    ("group", "values"),
    [
        ("Member States", ["member_states"]),
        ("all interested Governments", ["member_states"]),
        ("the Secretary-General", ["secretary_general"]),
        ("the United Nations Office on Drugs and Crime", ["unodc"]),
        ("the Office for Drug Control and Crime Prevention", ["unodc"]),
        ("Member States and other relevant stakeholders",
         ["member_states", "other_interested_parties"]),
        ("all relevant stakeholders", ["all_stakeholders"]),
        ("relevant international, regional and subregional organizations",
         ["igos", "regional_organizations"]),
        ("intergovernmental and non-governmental organizations", ["igos", "ngos"]),
        ("the agencies, funds and programmes of the United Nations system", ["un_entities"]),
        ("the United Nations system", ["un_system"]),
        ("civil society, including youth groups, and the private sector",
         ["civil_society", "youth_groups", "private_sector"]),
        ("all relevant stakeholders, including States and the media,",
         ["all_stakeholders", "member_states", "media"]),
        ("interested organizations", ["interested_organizations"]),
        ("the Fund and Reserve Board", ["fund_and_reserve_board"]),
        ("the Working Group on Lost or Stolen Goods",
         ["working_group_on_lost_or_stolen_goods"]),
        ("the Committee on the Welfare of Persons with Allergies",
         ["committee_on_the_welfare_of_persons_with_allergies"]),
        (("the Intergovernmental Weather Commission of the United Nations Educational, "
         "Scientific and Cultural Organization and the media"),
         ["intergovernmental_weather_commission", "media"]),
        ("the Publications Section of the Office of Conference Affairs of the Secretariat",
         ["publications_section"]),
        ("the Special Rapporteur of the Human Rights Council on clean rivers",
         ["special_rapporteur_on_clean_rivers"]),
        ("the Special Rapporteur on the right to silence",
         ["special_rapporteur_on_the_right_to_silence"]),
        ("the executive heads of participating organizations",
         ["executive_heads_of_participating_organizations"]),
        ("the secretariat of the Convention on River Traffic",
         ["secretariat_of_the_convention_on_river_traffic"]),
        ("the Coordinator of the informal talks", ["coordinator_of_the_informal_talks"]),
        ("the authorities created by the agreement", ["authorities"]),
        ("that State", ["member_states"]),
        ("organizations, including through their networks,", ["organizations"]),
        ("the Office, with the support of, as appropriate, donors, including banks and funds,",
         ["office"]),
        ("the Secretariat, in cooperation with donors, academia and the media,", ["secretariat"]),
        ("States and, as appropriate, the media", ["member_states", "media"]),
        ("bilateral and multilateral development partners", ["development_partners"]),
        ("the Department of Economic and Social Affairs and the Secretariat",
         ["department_of_economic_and_social_affairs", "secretariat"]),
        ("coastal States", ["coastal_states"]),
        ("the Fifteenth Congress", ["congress:15"]),
        ("efforts", []),
        ("the Secretary-General’s initiative", []),
        ("voluntary contributions by States", []),
    ],
)  # fmt: skip
def test_groups_by_their_normalized_names(group: str, values: list[str]) -> None:
    (found,) = asked(f"Invites {group} to take part;")
    assert found == values


@pytest.mark.parametrize(
    ("full", "expected"),
    [
        ("Requests that the Secretariat publish the data;", [["secretariat"]]),
        ("Recommends that Member States, as appropriate, adopt such plans;", [["member_states"]]),
        ("Requests that the data be published by the Secretariat;", [["secretariat"]]),
        ("Recommends that all efforts be made;", [[]]),
        ("Calls for closer work among Member States;", [[]]),
        ("Calls for Member States to work together;", [["member_states"]]),
        ("Encourages the exchange of views to improve practice;", [[]]),
        ("Decides that the Secretariat shall act;", [[]]),
        ("Requests the Secretariat to act, and the Secretary-General to help;",
         [["secretariat", "secretary_general"]]),
        ("Calls upon Member States to act, and civil society to help;",
         [["member_states", "civil_society"]]),
        ("Urges States that have not yet done so to consider joining;", [["member_states"]]),
        ("Recommends to the General Assembly the adoption of the plan;", [["general_assembly"]]),
        ("Calls upon States to apply the rules;", [["member_states"]]),
        ("Calls upon States engaged in such efforts to continue;", [["member_states"]]),
        ("Invites States, in their efforts to improve data, to exchange views;",
         [["member_states"]]),
        ("Urges States that have not yet ratified the Convention and its Protocols to do so;",
         [["member_states"]]),
        ("Urges Member States, and invites donors, to support the fund;",
         [["member_states"], ["donors"]]),
        ("Welcomes the work of States, and invites them to go on;", [[], ["member_states"]]),
        ("Urges States and donors to act, and encourages them to report;",
         [["member_states", "donors"], ["member_states", "donors"]]),
    ],
)  # fmt: skip
def test_constructions(full: str, expected: list[list[str]]) -> None:
    assert asked(full) == expected


@pytest.mark.parametrize(
    ("ahead", "short", "value"),
    [
        ("The United Nations Office on Drugs and Crime works. ", "the Office", "unodc"),
        ("The International Seabed Authority met. ",
         "the Authority", "international_seabed_authority"),
        ("The Commission on Crime Prevention and Criminal Justice met. ",
         "the Commission", "ccpcj"),
        ("The Commission on the Status of Women and the Commission on Narcotic Drugs met. ",
         "the Commission", "cnd"),
        ("The Executive Director of the United Nations Office on Drugs and Crime spoke. ",
         "the Executive Director", "unodc_executive_director"),
        ("The United Nations Office on Drugs and Crime works. ",
         "the Executive Director", "unodc_executive_director"),
        ("", "the Office", "office"),
    ],
)  # fmt: skip
def test_short_forms_mean_the_name_printed_last(ahead: str, short: str, value: str) -> None:
    assert asked(f"Requests {short} to act;", ahead) == [[value]]


@pytest.mark.parametrize(
    ("full", "ahead", "expected"),
    [
        ("Urges States parties to the United Nations Convention against Corruption to act;", "",
         ["states_parties:UNCAC"]),
        ("Urges States parties to the Convention to act;",
         "The United Nations Convention against Corruption is in force. ",
         ["states_parties:UNCAC"]),
        ("Urges States parties to apply the United Nations Convention against Corruption;", "",
         ["states_parties:UNCAC"]),
        ("Urges States parties to those instruments to act;",
         "The United Nations Convention against Corruption is in force. ", ["states_parties"]),
        ("Urges States parties to act;", "", ["states_parties"]),
        (f"Urges States parties to the {UNTOC} and the Protocols thereto to act;", "",
         ["states_parties:UNTOC", "states_parties:TIP_PROTOCOL", "states_parties:SOM_PROTOCOL",
          "states_parties:FIREARMS_PROTOCOL"]),
    ],
)  # fmt: skip
def test_states_parties_with_their_instruments(full: str, ahead: str, expected: list[str]) -> None:
    assert asked(full, ahead) == [expected]


def test_what_is_asked_begins_at_the_infinitive() -> None:
    full = "Requests the Secretariat, within its mandate, to publish the data, as appropriate;"
    (act,) = acts_in(full)
    assert action(full, act) == "to publish the data, as appropriate"
    assert [one.value for one in act.qualifiers] == ["as_appropriate", "within_mandate"]


def test_two_verbs_share_one_object() -> None:
    full = "Recalls and endorses the plan of work;"
    first, second = acts_in(full)
    assert action(full, first) == action(full, second) == "the plan of work"


def test_a_group_says_where_its_words_stand() -> None:
    words = "Member States and all relevant stakeholders"
    assert [words[one.span.start : one.span.end] for one in members(words)] == [
        "Member States",
        "all relevant stakeholders",
    ]


@pytest.mark.parametrize(
    ("words", "values"),
    [
        ("to help, upon request, poor countries", ["upon_request"]),
        ("to assist requesting States", ["upon_request"]),
        ("to act within existing resources", ["existing_resources"]),
        ("to act, subject to the availability of extrabudgetary resources", ["extrabudgetary"]),
        ("to act, within its existing mandate", ["within_mandate"]),
        ("to act, where appropriate", ["as_appropriate"]),
        ("to act, consistent with domestic law", ["domestic_law"]),
        ("to act in accordance with their national legislation", ["domestic_law"]),
        ("to end violations of national law", []),
        ("to act in an appropriate manner", []),
    ],
)
def test_conditions(words: str, values: list[str]) -> None:
    (act,) = acts_in(f"Requests the Secretariat {words};")
    assert [one.value for one in act.qualifiers] == values


def test_not_yet_stands_with_those_asked() -> None:
    (act,) = acts_in("Urges States that have not yet done so to join the network;")
    assert [one.value for one in act.qualifiers] == ["not_yet"]


@pytest.mark.parametrize(
    ("full", "expected"),
    [
        ("Decides to request the Secretary-General to open a register;", [["secretary_general"]]),
        ("Decides to keep the matter open and to invite States to comment on it;",
         [["member_states"]]),
        (("Decides:\nTo meet every year;\nTo invite donors to contribute;\nTo urge the media to"
         " attend;"), [["donors", "media"]]),
        ("Decides to hold a meeting to encourage exchanges;", [[]]),
        ("Calls for States to publish the figures, and for the media to report them;",
         [["member_states", "media"]]),
        ("Welcomes the work of the Economic and Social Council, and encourages it to go on;",
         [[], ["ecosoc"]]),
        ("Urges parties and invites donors to contribute;", [["parties"], ["donors"]]),
    ],
)  # fmt: skip
def test_who_is_asked_beside_the_plain_case(full: str, expected: list[list[str]]) -> None:
    assert asked(full) == expected


def test_states_that_have_ratified_are_parties_to_what_was_named() -> None:
    ahead = f"The {UNTOC} is in force.\n"
    full = "Encourages States that have ratified the Convention to review their laws;"
    assert asked(full, ahead) == [["states_parties:UNTOC"]]


def test_a_short_form_of_several_words_hands_on_its_meaning() -> None:
    ahead = (
        "The Office of the United Nations High Commissioner for Refugees; the Office for the"
        " Coordination of Humanitarian Affairs; the Office of the High Commissioner in Geneva.\n"
    )
    assert asked("Requests the Office to help;", ahead) == [
        ["office_of_the_united_nations_high_commissioner_for_refugees"]
    ]


def test_a_name_of_several_subjects_is_whole_and_its_short_form_means_it() -> None:
    above = (
        "Recalling what was said of the Regional Centre for Bridges, Ferries and Roads in Latin "
        "America and the Caribbean, and of the part that the Regional Centre has in it,\n"
    )
    words = "Requests the Regional Centre to mend them, and invites the Centre to count them;"
    whole = "regional_centre_for_bridges_ferries_and_roads_in_latin_america_and_the_caribbean"
    assert asked(words, above) == [[whole], [whole]]
