"""Each rule: a draft that keeps it and one that breaks it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from cpcj.resolutions.checking import HeldTexts, check, rules
from cpcj.resolutions.checking.held import Cited, DueAlready
from cpcj.resolutions.checking.tests.drafts import (
    MASTHEAD,
    OPERATIVE,
    PREAMBLE,
    draft,
    findings,
    held,
    op,
    pp,
    read,
    text,
)
from cpcj.resolutions.model import Adoption, Passage, Role, Span, TextKind

TREATY_NOTE = "¹ United Nations, Treaty Series, vol. 2349, No. 42146."
UNTOC_NOTE = "¹ United Nations, Treaty Series, vol. 2225, No. 39574."
OF_WOMEN = "session of the Commission on the Status of Women, held in New York in March 2013"
UNCAC = "United Nations Convention against Corruption"


def noted(words: str, *notes: str) -> str:
    return draft(preamble=(*PREAMBLE, words), notes=notes)


# rule, the draft that keeps it, the draft that breaks it, the words in question, the correction
CASES = [
    ("S02", draft(), draft(masthead=MASTHEAD.replace("Assembly,\n", "Assembly:\n")),
     "The General Assembly:", "The General Assembly,"),
    ("S03", pp("Deeply concerned about the price of oil,"),
     pp("Affirms the need for oil,"), "Affirms", "Affirming"),
    ("S03", pp("Recalling the year in which it grew, and noting its end,"),
     pp("Recalling the year of its growth, and welcomes its end,"), "welcomes", "welcoming"),
    ("S04", op("Also welcomes the towns;"), op("Welcoming the towns;"), "Welcoming", "Welcomes"),
    ("S05", draft(), draft(numbers=("1.", "2.", "4.")), "Decides", None),
    ("S07", op("Invites the towns:\n\n(a) To count lanterns;\n\n(b) To clean lanterns;"),
     op("Invites the towns:\n\n(a) To count lanterns;\n\n(c) To clean lanterns;"), "To", None),
    ("S12", op("Urges the towns to light lanterns;"),
     op("Urges [the towns] to light lanterns;"), "[the towns]", None),
    ("S12", pp("Recalling its resolution 75/1 of 21 September 2020,"),
     pp("Recalling its resolution 76/___ on lanterns,"), "76/___", None),
    ("P01", draft(), pp("Aware of the tides;"), ";", ","),
    ("P02", draft(), op("Urges the towns to light lanterns,"), ",", ";"),
    ("P02", op("Invites the towns:\n\n(a) To count lanterns;\n\n(b) To clean lanterns;"),
     op("Invites the towns;\n\n(a) To count lanterns;\n\n(b) To clean lanterns;"), ";", ":"),
    ("P09", noted("Recalling the towns¹ and harbours,²", "¹ A/75/1.", "² A/75/2."),
     noted("Recalling the towns² and harbours,¹", "¹ A/75/1.", "² A/75/2."), "harbours,", None),
    ("R01", op("Also requests the Secretary-General to count the lanterns;"),
     op("Requests the Secretary-General to count the lanterns;"),
     "Requests", "Also requests"),
    ("R02", draft(preamble=(PREAMBLE[0], "Recalling also the tides,")),
     draft(preamble=(PREAMBLE[0], "Recalling the tides,")), "Recalling", "Recalling also"),
    ("C01", pp("Recalling its resolution 73/8 of 1 November 2018,"),
     pp("Recalling A/RES/73/8 of 1 November 2018,"), "A/RES/73/8", "resolution 73/8"),
    ("C02", op("Recalls its resolution 74/177;"),
     op("Recalls its resolution 74/177 of 18 December 2019;"),
     "74/177 of 18 December 2019", "74/177"),
    ("C02", pp("Recalling its resolution 73/8 of 1 November 2018,"),
     pp("Recalling its resolution 73/8 on tides,"), "73/8", None),
    ("C03", op("Recalls its resolution 74/177;"), op("Recalls General Assembly resolution 74/177;"),
     "General Assembly resolution 74/177", "its resolution 74/177"),
    ("C04", op("Recalls Security Council resolution 1373 (2001);"),
     op("Recalls Security Council resolution 1373;"),
     "Security Council resolution 1373", None),
    ("C05", pp("Recalling its resolution 217 A (III) of 10 December 1948,"),
     pp("Recalling its resolution 217A(III) of 10 December 1948,"), "217A(III)", "217 A (III)"),
    ("C06", pp("Recalling decision 7/1 of the Commission on Narcotic Drugs,"),
     pp("Recalling decision 7/1 on lanterns,"), "7/1", None),
    ("C07", pp("Recalling its resolutions 73/8 and 73/9 of 1 November 2018,"),
     pp("Recalling its resolution 73/8 and 73/9 of 1 November 2018,"),
     "resolution", "resolutions"),
    ("C07", pp("Recalling its resolutions 73/8, 73/9 and 73/11 of 1 November 2018,"),
     pp("Recalling its resolutions 73/8, 73/9, 73/11 of 1 November 2018,"),
     "73/9, 73/11", "73/9 and 73/11"),
    ("C07", pp("Recalling its resolutions 72/8 of 1 November 2017 and 73/9 of 1 November 2018,"),
     pp("Recalling its resolutions 73/9 of 1 November 2018 and 72/8 of 1 November 2017,"),
     "73/9 of 1 November 2018 and 72/8", None),
    ("C08", pp("Recalling its resolution 73/8 of 1 November 2018,"),
     pp("Recalling its resolution 73/8 of 1 November 2014,"), "73/8 of 1 November 2014", None),
    ("C10", op("Invites the towns to keep the list mentioned in paragraph 2 above;"),
     op("Invites the towns to keep the list mentioned in paragraph 9 above;"),
     "paragraph 9", None),
    ("C11", op("Invites the towns to keep the list mentioned in paragraph 2 above;"),
     op("Invites the towns to pay the tax mentioned in paragraph 2 above;"),
     "paragraph 2", None),
    ("C13", noted(f"Bearing in mind the {UNCAC},¹", TREATY_NOTE),
     noted(f"Bearing in mind the {UNCAC},¹", UNTOC_NOTE), UNCAC, None),
    ("C13",
     noted(f"Recalling the {UNCAC}¹ and the towns,²", TREATY_NOTE, "² Ibid., vol. 5, No. 7."),
     noted("Recalling the harbours¹ and the towns,²", "¹ A/75/1.", "² Ibid., vol. 5, No. 7."),
     "Ibid.,", "United Nations, Treaty Series,"),
    ("N01", op("Invites the towns to light five lanterns;"),
     op("Invites the towns to light 5 lanterns;"), "5", "five"),
    ("N02", op("Notes that 172 towns have lanterns;"),
     op("Notes that one hundred and seventy-two towns have lanterns;"),
     "one hundred and seventy-two", "172"),
    ("N03", op("Notes that 12 towns have lanterns;"), op("12 towns have lanterns;"), "12", None),
    ("N04", op("Notes that 12 per cent of the towns have lanterns;"),
     op("Notes that 12% of the towns have lanterns;"), "%", " per cent"),
    ("N05", pp("Noting the meeting of 15 March 2006,"), pp("Noting the meeting of March 15, 2006,"),
     "March 15, 2006", "15 March 2006"),
    ("N06", op("Decides to return to it at its seventy-eighth session;"),
     op("Decides to return to it at its 78th session;"), "78th session", "seventy-eighth session"),
    ("N07", pp(f"Noting the fifty-seventh {OF_WOMEN},"), pp(f"Noting the fifty-eighth {OF_WOMEN},"),
     f"fifty-eighth {OF_WOMEN}", f"fifty-seventh {OF_WOMEN}"),
    ("W01", op("Invites the United Nations Office on Drugs and Crime to help;"),
     op("Invites the UNODC to help;"), "UNODC", None),
    ("W02", op("Invites towns, for example harbours, to help;"),
     op("Invites towns, e.g. harbours, to help;"), "e.g.", "for example"),
    ("W03", op("Invites States Members of the United Nations to help;"),
     op("Invites Member States of the United Nations to help;"),
     "Member States of the United Nations", "States Members of the United Nations"),
    ("W05", op("Notes the help of Türkiye;").replace("3 November 2021", "3 November 2022"),
     op("Notes the help of Turkey;").replace("3 November 2021", "3 November 2022"),
     "Turkey", "Türkiye"),
    ("W10", op("Invites the United Nations Office on Drugs and Crime to help;"),
     op("Invites the United Nations Office of Drugs and Crime to help;"),
     "United Nations Office of Drugs and Crime", "United Nations Office on Drugs and Crime"),
    ("W10", pp("Noting the Third United Nations Conference on Tides and the Third Conference,"),
     pp("Noting the Third United Nations Conference on Tides and the Thirty Conference, and the "
        "Thirtieth Conference,").replace("Third United", "Thirteenth United"),
     "Thirtieth Conference", "Thirteenth Conference"),
    ("U01", draft(), op("Also requests the Secretary-General to count the lanterns;"),
     "Also requests the Secretary-General", None),
    ("U01", op("Also requests the Secretary-General, within existing mandates and resources, to "
               "count the lanterns;"), op("Also requests the Secretary-General to find resources;"),
     None, None),
    ("U04", op("Also requests the Secretary-General to submit to the General Assembly at its "
               "seventy-eighth session a report on lanterns;"),
     op("Also requests the Secretary-General to submit a report to the General Assembly on "
        "lanterns;"), None, None),
    # Slips that stand beside forms that are right, and what only looks like one.
    ("S03", pp("Strongly and unequivocally condemning the theft of lamps,"),
     pp("During the night the towns were dark,"), "During", None),
    ("S04", op("Hereby establishes a fund for lamps;"), op("Lanterns shall be lit at dusk;"),
     "Lanterns", None),
    ("S12", op("Recalls the note [see A/75/1, para. 3] on lamps;"),
     op("Invites the towns (OP5.bis) to light lanterns;"), "OP5.bis", None),
    ("S12", op("Invites the towns to light lanterns;"),
     op("Invites the towns (Freedonia: delete all towns) to light lanterns;"),
     "(Freedonia: delete all towns)", None),
    ("P02", op("Invites the towns to light lanterns, lamps, etc.;"),
     op("Invites the towns to light lanterns.;"), ".;", ";"),
    ("R01", draft(operative=("Takes note of the lamps;", "Takes note also of the oil;",
                             OPERATIVE[-1])),
     draft(operative=("Takes note of the lamps;", "Takes note of the oil;", OPERATIVE[-1])),
     None, None),
    ("C02", pp("Recalling its resolution 73/8, entitled “Lamps”, of 1 November 2018,"),
     pp("Recalling its resolution 73/8, entitled “Lamps”,"), "73/8", None),
    ("C03", pp("Recalling that the Economic and Social Council, in its resolution 2015/19 of "
               "21 July 2015, asked for lamps,"),
     pp("Recalling its resolution 2015/19 of 21 July 2015,"), None, None),
    ("C04", op("Recalls Security Council resolutions 1373 (2001) of 28 September 2001, 1540 "
               "(2004) and 2178 (2014), and 12 lamps;"),
     op("Recalls Security Council resolutions 1373 (2001), 1540 and 2178 (2014);"), "1540", None),
    ("C04", op("Recalls resolution 1373 (2001) of the Security Council;"),
     op("Recalls resolution 1373 of the Security Council;"), "resolution 1373", None),
    ("C08", pp("Recalling its resolution 2200 A (XXI) of 16 December 1966,"),
     pp("Recalling its resolution 2200 A (XXI) of 16 December 1956,"),
     "2200 A (XXI) of 16 December 1956", None),
    ("N01", op("Invites children under 5 and the Group of 7 to workshop 3 of the towns;"),
     op("Invites the towns to a course of 4 days for 10;"), "4", "four"),
    ("N02", op("Notes the twelve-month plan and the fifteenth lamp;"),
     op("Notes that fifteen States have lamps;"), "fifteen", "15"),
    ("N03", op("Notes the lamps in the volumes. See vols. 2225 and 2237;"),
     op("Notes that the towns are dark. 24 towns have lamps;"), "24", None),
    ("N04", op("Notes the slogan “10% more oil”;"), op("Notes the price of 10% more oil;"),
     "%", " per cent"),
    ("N05", op("Decides to count the lamps on 5 March 2022;"),
     op("Decides to count the lamps on 5 March, 2022;"), "5 March, 2022", "5 March 2022"),
    ("N06", op("Notes the 101st session of the towns;"),
     op("Notes the 64th reconvened session of the towns;"), "64th reconvened session",
     "sixty-fourth reconvened session"),
    ("N07", op("Also requests the Secretary-General to report to it at its seventy-seventh "
               "session on lamps;"),
     op("Also requests the Secretary-General to report to it at its seventy-fifth session on "
        "lamps;"), "seventy-fifth session", None),
    ("N07", pp("Noting the decision of the Assembly at its seventy-second session, in 2017,"),
     pp("Noting the decision of the Assembly at its seventy-second session, in 2013,"),
     None, None),
    ("W01", op("Notes IAEA resolution GC(69)/RES/7;").replace("IAEA ", ""),
     op("Calls upon UN Member States to help;"), "UN", None),
    ("W02", op("Applies the rules (rules 6, para. 1; and 60, para. 2);"),
     op("Applies rule 6, para. 1;"), "para.", "paragraph"),
    ("W03", op("Calls upon member States of the league and all States parties to help;"),
     op("Calls upon State parties to help;"), "State parties", "States parties"),
    ("W03", op("Notes the various states of repair;"), op("Calls upon all states to help;"),
     "states", "States"),
    ("W05", op("Notes the help of the Islamic Republic of Iran;"), op("Notes the help of Iran;"),
     "Iran", "the Islamic Republic of Iran"),
    ("W05", op("Notes the help of the Democratic Republic of the Congo;"),
     op("Notes the help of Zaire;"), "Zaire", "the Democratic Republic of the Congo"),
    ("W10", op("Recalls the Conventions on the Rights of the Child;"),
     op("Recalls the Convention on the Right of the Child;"),
     "Convention on the Right of the Child", "Convention on the Rights of the Child"),
    ("W10", op("Recalls the United Nations Convention against Corruption;"),
     op("Recalls the United Nations Convention Against Corruption;"),
     "United Nations Convention Against Corruption", UNCAC),
    ("W10", op("Recalls the 2030 Agenda for Sustainable Development;"),
     op("Recalls the 2030 Agenda on Sustainable Development;"),
     "2030 Agenda on Sustainable Development", "2030 Agenda for Sustainable Development"),
    ("W10", op("Notes those of the Organization of African Unity and of the African Union;"),
     op("Invites the Organization of African Unity to help;"), "Organization of African Unity",
     "African Union"),
    ("W10", pp("Noting the Fourth Congress, held in Kyoto in 1970, before the Fourteenth United "
               "Nations Congress on Crime Prevention and Criminal Justice,"),
     pp("Noting the Thirteenth United Nations Conference on Crime Prevention and Criminal "
        "Justice,"), "Thirteenth United Nations Conference", "Thirteenth United Nations Congress"),
    ("U06", draft(), draft(operative=(*OPERATIVE[:2], "Decides to remain seized of the matter.")),
     "Decides to remain seized of the matter.", None),
]  # fmt: skip
NAMED = [f"{case[0]}-{place}" for place, case in enumerate(CASES)]


@pytest.mark.parametrize("case", CASES, ids=NAMED)
def test_a_draft_that_keeps_a_rule_is_clean(case: tuple[str, str, str, str, str]) -> None:
    rule, keeps, *_ = case
    assert [one.message for one in findings(keeps, rule)] == []


@pytest.mark.parametrize("case", CASES, ids=NAMED)
def test_a_draft_that_breaks_a_rule_is_told_where(case: tuple[str, str, str, str, str]) -> None:
    rule, _, breaks, words, corrected = case
    found = findings(breaks, rule)
    assert found, rule
    if words is not None:
        assert words in [one.words for one in found]
    if corrected is not None:
        assert corrected in [one.corrected for one in found]


def test_the_clean_draft_breaks_no_rule() -> None:
    assert [(one.rule, one.message) for one in check(read(draft())).findings] == []


def test_every_rule_is_tried() -> None:
    elsewhere = {"S01", "S11", "P03", "U05", "U07", "L01"}  # below
    assert {case[0] for case in CASES} | elsewhere == set(rules())


def test_a_resolution_without_operative_part_is_out_of_order() -> None:
    document = read(draft())
    kept = tuple(p for p in document.texts[0].body if getattr(p, "role", None) is Role.PREAMBULAR)
    broken = replace(document, texts=(replace(document.texts[0], body=kept),))
    assert [one.rule for one in findings(broken, "S01")] == ["S01"]
    assert not findings(document, "S01")


def test_an_adoption_line_in_a_draft_is_said() -> None:
    document = read(draft())
    line = Adoption(80, dt.date(2021, 12, 17), Passage("80th plenary meeting 17 December 2021"))
    adopted = replace(document, texts=(replace(document.texts[0], adoption=line),))
    assert [one.at.place for one in findings(adopted, "S11")] == ["adoption"]
    of_kind = replace(document.texts[0], kind=TextKind.RESOLUTION, adoption=None)
    assert findings(replace(document, texts=(of_kind,)), "S11")
    assert not findings(document, "S11")


def test_italics_are_looked_at_where_the_file_shows_them() -> None:
    document = read(draft())
    report = check(document, only=["P03"])
    assert [one.rule for one in report.not_run] == ["P03"]

    def italic(length: int) -> Passage:
        return replace(document.texts[0].operative[0].words, emphasis=(Span(0, length),))

    operative = [replace(p, words=replace(p.words, emphasis=(Span(0, p.words.text.index(" ")),)))
                 for p in document.texts[0].operative]  # fmt: skip
    shown = replace(document, texts=(replace(document.texts[0], body=tuple(operative)),))
    assert not findings(shown, "P03")
    operative[0] = replace(operative[0], words=italic(2))
    broken = replace(document, texts=(replace(document.texts[0], body=tuple(operative)),))
    assert [one.words for one in findings(broken, "P03")] == ["Welcomes"]


def test_a_report_that_is_due_already_is_said() -> None:
    clause = (
        "Also requests the Secretary-General to submit to the General Assembly at its "
        "seventy-eighth session a report on the cleaning of old brass lanterns;"
    )
    due = DueAlready("A/RES/75/9#op4.1", "general_assembly", 78,
                     "to submit a report on the cleaning of old brass lanterns")  # fmt: skip
    [one] = findings(op(clause), "U05", held(text(due=(due,))))
    assert one.witnesses[0].identifier == "A/RES/75/9#op4.1"
    other = DueAlready("A/RES/75/9#op4.1", "general_assembly", 77, due.what)
    assert not findings(op(clause), "U05", held(text(due=(other,))))


def test_the_length_stands_beside_that_of_the_series() -> None:
    passages = (("op1", "Welcomes the towns;"), ("op2", "Decides to end."))
    [one] = findings(draft(), "U07", held(text(passages=passages)))
    assert one.message.startswith("3 operative paragraphs")
    assert one.message.endswith("A/RES/74/177 has 2 and 6.")
    assert not findings(draft(), "U07", held(text(title="Other lanterns")))


SAME = "Urges the harbour towns to listen to the {} captains of ships that come from afar;"


def test_a_word_that_nobody_else_has_there_is_said() -> None:
    elsewhere = held(text(passages=(("op3", SAME.format("requested")),)))
    [one] = findings(op(SAME.format("requesting")), "L01", elsewhere)
    assert (one.words, one.corrected) == ("requesting", "requested")
    assert one.witnesses[0].identifier == "A/RES/74/177#op3"
    assert not findings(op(SAME.format("requested")), "L01", elsewhere)
    assert not findings(op(SAME.format("careful")), "L01", elsewhere)


def test_a_missing_name_of_a_part_is_said() -> None:
    with_name = (
        "Aware of the rules of lanterns, in particular chapter V thereof, and of all the tides,"
    )
    without = "Mindful of the rules of oil, in particular V thereof, and of all the tides,"
    [one] = findings(draft(preamble=(*PREAMBLE, with_name, without)), "L01")
    assert (one.words, one.corrected) == ("V", "chapter V")


def test_the_cited_text_decides_about_its_date_and_title() -> None:
    titled = pp("Recalling its resolution 73/8 of 1 November 2018, entitled “Lamps of the world”,")
    known = text("A/RES/73/8", "Lanterns of the world", dt.date(2018, 11, 2))
    found = findings(titled, "C08", held(known))
    assert [one.level.value for one in found] == ["error", "error"]
    assert {one.corrected for one in found} == {None, "Lanterns of the world"}
    same = text("A/RES/73/8", "Lamps of the world", dt.date(2018, 11, 1))
    assert not findings(titled, "C08", held(same))


def test_another_text_with_another_date_is_a_warning() -> None:
    cited = Cited(
        "A/RES/73/8", "A/RES/75/9#pp1", "resolution 73/8 of …", dt.date(2018, 11, 2), None
    )
    words = pp("Recalling its resolution 73/8 of 1 November 2018,")
    [one] = findings(words, "C08", held(text("A/RES/75/9", "Oil", None, cited=(cited,))))
    assert one.level.value == "warning"
    assert one.witnesses[0].identifier == "A/RES/75/9#pp1"


def test_a_date_of_a_list_is_not_held_against_what_it_may_not_belong_to() -> None:
    words = op(
        "Takes note of the report prepared pursuant to resolutions 64/293 and 69/195, 69/197, "
        "69/199 of 18 December 2014;"
    )
    texts = HeldTexts([text("A/RES/64/293", "Plan", dt.date(2010, 7, 30))])
    assert not findings(words, "C08", texts)
    assert [one.words for one in findings(words, "C07")] == ["69/197, 69/199"]


def test_a_report_for_a_session_that_is_over_is_said() -> None:
    words = op(
        "Also requests the Secretary-General to submit to the General Assembly at its "
        "seventieth session a report on lanterns;"
    )
    assert [one.rule for one in findings(words, "N07")] == ["N07"]


CONGRESS = "Fourteenth United Nations Congress on Crime Prevention and Criminal Justice"


def test_a_congress_that_was_postponed_later_is_where_it_was_planned() -> None:
    words = pp(f"Looking forward to the {CONGRESS}, to be held in Kyoto, Japan, in April 2020,")
    before = words.replace("3 November 2021", "3 November 2019")
    assert not findings(before, "N07")
    assert [one.words for one in findings(words, "N07")] == ["2020"]
    held_then = words.replace("Looking forward to", "Recalling").replace("to be held", "held")
    assert findings(held_then.replace("3 November 2021", "3 November 2019"), "N07")


def test_a_declaration_is_not_held_to_the_form_of_a_resolution() -> None:
    ours = "We, the captains of ships, at sea,\n\n1. We light our lamps.\n\n2. We sing."
    assert not [one for one in check(read(ours)).findings if one.level.value == "error"]
    declares = draft(
        preamble=(*PREAMBLE, "Solemnly proclaims the need for light;", "And declares that:"),
        operative=("All towns have the right to light.", "Darkness is no excuse."),
    )
    assert not [one for one in check(read(declares)).findings if one.rule in ("S03", "S04", "P02")]


@pytest.mark.parametrize("rule", ["W03", "L01", "N02"])
def test_an_annexed_treaty_keeps_its_own_words(rule: str) -> None:
    words = (
        "Each State Party shall keep fifteen lamps lit where the requested Party says so, and the "
        "requesting Party pays."
    )
    annexed = f"{draft()}\nAnnex\n\nConvention on Lamps\n\n1. {words}\n"
    assert not [one for one in findings(annexed, rule) if one.at.place.startswith("annex")]


def test_notes_of_a_volume_are_numbered_through() -> None:
    assert not findings(draft(notes=("* Reissued for technical reasons.",)), "P09")


@pytest.mark.parametrize("words", ["hello", "The fox ran home. It was late.\n\nHe slept.\n", "…"])
def test_what_is_no_draft_is_not_checked(words: str) -> None:
    report = check(read(words))
    assert not report.has_text
    assert not report.findings


@pytest.mark.parametrize("words", ["Recalling the lamps of the towns,", "Also requests the towns;",
                                   "1. Requests the towns to light lamps;"])  # fmt: skip
def test_a_paragraph_of_a_draft_is_checked(words: str) -> None:
    assert check(read(words)).has_text
