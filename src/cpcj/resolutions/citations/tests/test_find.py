"""What a string cites, word for word: tables of (text, citations).

A citation is written as its words, its identifier and, where there is one, its date or pinpoint.
"""

import datetime as dt

import pytest

from cpcj.resolutions.citation import Citation, CitationKind
from cpcj.resolutions.citations import CitationContext, find_citations


def cited(text: str, body: str | None = "ga", **context: object) -> list[tuple[str, ...]]:
    """Return the citations in the form of the tables, instruments' names left out."""
    found = find_citations(text, context=CitationContext(body=body, **context))  # type: ignore[arg-type]
    return [row(text, one) for one in found if one.kind is not CitationKind.TREATY]


def row(text: str, one: Citation) -> tuple[str, ...]:
    rest = [str(value) for value in (one.date, one.pinpoint) if value]
    return (text[one.span.start : one.span.end], one.id or "?", *rest)


NUMBERS = [
    ("its resolution 71/5", [("71/5", "A/RES/71/5")]),
    ("Resolution 217 A (III).", [("217 A (III)", "A/RES/217(III)A")]),
    ("resolution 415 (V) of 1 December 1950", [("415 (V)", "A/RES/415(V)", "1950-12-01")]),
    ("resolution 57/270 B", [("57/270 B", "A/RES/57/270B")]),
    ("decision 74/550 A", [("74/550 A", "A/DEC/74/550A")]),
    ("resolution 3201 (S-VI)", [("3201 (S-VI)", "A/RES/3201(S-VI)")]),
    (
        "resolutions 57/284 A and B and 36/117 A to C",
        [
            ("57/284 A", "A/RES/57/284A"),
            ("B", "A/RES/57/284B"),
            ("36/117 A to C", "A/RES/36/117A"),
            ("36/117 A to C", "A/RES/36/117B"),
            ("36/117 A to C", "A/RES/36/117C"),
        ],
    ),
    (
        "resolutions S-30/1 and ES-11/1",
        [("S-30/1", "A/RES/S-30/1"), ("ES-11/1", "A/RES/ES-11/1")],
    ),
    (
        "Security Council resolutions 1373 (2001) and 1624 (2005)",
        [("1373 (2001)", "S/RES/1373(2001)"), ("1624 (2005)", "S/RES/1624(2005)")],
    ),
    ("established under resolution 1540 (2004)", [("1540 (2004)", "S/RES/1540(2004)")]),
    (
        "Economic and Social Council resolution 663 C (XXIV)",
        [("663 C (XXIV)", "E/RES/663(XXIV)C")],
    ),
    ("resolution 2076 (LXII)", [("2076 (LXII)", "E/RES/2076(LXII)")]),
    ("resolution 2016/17", [("2016/17", "E/RES/2016/17")]),
    ("decision 2010/243", [("2010/243", "E/DEC/2010/243")]),
    ("decision 1/CP.21", [("1/CP.21", "FCCC/DEC/1/CP.21")]),
    ("resolution WHA74.7", [("WHA74.7", "WHA74.7")]),
    ("World Health Assembly decision 75(9)", [("75(9)", "WHA75(9)")]),
]

BODIES = [
    (
        (
            "Commission on Crime Prevention and Criminal Justice resolution 26/4, and the "
            "Commission's efforts; Commission resolution 27/2"
        ),
        [("26/4", "CCPCJ/RES/26/4"), ("27/2", "CCPCJ/RES/27/2")],
    ),
    ("Commission on Narcotic Drugs resolution 60/6", [("60/6", "CND/RES/60/6")]),
    ("Commission on Human Rights resolution 2003/40", [("2003/40", "CHR/RES/2003/40")]),
    ("Human Rights Council resolution 43/9", [("43/9", "A/HRC/RES/43/9")]),
    (
        "a study that the Human Rights Council, in its resolution 43/9, asked for",
        [("43/9", "A/HRC/RES/43/9")],
    ),
    (
        (
            "Conference of the Parties to the United Nations Convention against Transnational "
            "Organized Crime resolution 8/2, and Conference resolution 9/1"
        ),
        [("8/2", "UNTOC/COP/RES/8/2"), ("9/1", "UNTOC/COP/RES/9/1")],
    ),
    (
        (
            "resolution 7/4 of the Conference of the States Parties to the United Nations "
            "Convention against Corruption"
        ),
        [("7/4", "UNCAC/COSP/RES/7/4")],
    ),
    (
        "resolution 5/14 of 2 March 2022 of the United Nations Environment Assembly",
        [("5/14", "UNEP/EA.5/Res.14", "2022-03-02")],
    ),
    ("decision 14/3 of the Working Group on Fisheries", [("14/3", "?")]),
    ("resolution 22/7", [("22/7", "?")]),
    (
        (
            "all Human Rights Council resolutions on prisons, including resolutions 24/12 of 26 "
            "September 2013 and 36/16 of 29 September 2017, and its own resolution 73/8"
        ),
        [
            ("24/12", "A/HRC/RES/24/12", "2013-09-26"),
            ("36/16", "A/HRC/RES/36/16", "2017-09-29"),
            ("73/8", "A/RES/73/8"),
        ],
    ),
    (
        "as the Human Rights Council asked, through its resolution 42/22 of 26 September 2019",
        [("42/22", "A/HRC/RES/42/22", "2019-09-26")],
    ),
    (
        "See E/2019/30, chap. I, sect. D, resolution 28/2",
        [("E/2019/30", "E/2019/30", "chap. I, sect. D"), ("28/2", "CCPCJ/RES/28/2")],
    ),
]

DATES = [
    (
        "resolutions 64/293 of 30 July 2010 and 69/195, 69/197 and 69/199 of 18 December 2014",
        [
            ("64/293", "A/RES/64/293", "2010-07-30"),
            ("69/195", "A/RES/69/195", "2014-12-18"),
            ("69/197", "A/RES/69/197", "2014-12-18"),
            ("69/199", "A/RES/69/199", "2014-12-18"),
        ],
    ),
    (
        "resolutions 64/293 and 69/195 and 69/199 of 18 December 2014, 70/178 and 71/209",
        [
            ("64/293", "A/RES/64/293"),
            ("69/195", "A/RES/69/195", "2014-12-18"),
            ("69/199", "A/RES/69/199", "2014-12-18"),
            ("70/178", "A/RES/70/178"),
            ("71/209", "A/RES/71/209"),
        ],
    ),
    (
        "resolutions 64/293 and 69/199 of 18 December 2014",  # the date is not of session 64
        [("64/293", "A/RES/64/293"), ("69/199", "A/RES/69/199", "2014-12-18")],
    ),
    (
        "Security Council resolutions 446 (1979), 452 (1979) of 20 July 1979 and 465 (1980)",
        [
            ("446 (1979)", "S/RES/446(1979)"),
            ("452 (1979)", "S/RES/452(1979)", "1979-07-20"),
            ("465 (1980)", "S/RES/465(1980)"),
        ],
    ),
    (
        "resolutions 70/174 to 70/176 of 17 December 2015",
        [("70/174 to 70/176", f"A/RES/70/{n}", "2015-12-17") for n in (174, 175, 176)],
    ),
    (
        "resolutions 68/2 of 1 October 2013 on ports, entitled “Safe and open”, and 69/5 on rivers",
        [("68/2", "A/RES/68/2", "2013-10-01"), ("69/5", "A/RES/69/5")],
    ),
    ("resolution 69/5 of 31 February 2015", [("69/5", "A/RES/69/5")]),
]

DOCUMENTS = [
    ("A/C.3/74/L.18/Rev.1", [("A/C.3/74/L.18/Rev.1", "A/C.3/74/L.18/Rev.1")]),
    ("(CTOC/COP/WG.7/2012/6).", [("CTOC/COP/WG.7/2012/6", "CTOC/COP/WG.7/2012/6")]),
    ("UNODC/CCPCJ/EG.4/2021/2,", [("UNODC/CCPCJ/EG.4/2021/2", "UNODC/CCPCJ/EG.4/2021/2")]),
    ("see A/62/PV.117-120.", [("A/62/PV.117-120", "A/62/PV.117-120")]),
    ("S/PRST/2012/1", [("S/PRST/2012/1", "S/PRST/2012/1")]),
    ("HRI/GEN/2/Rev.6", [("HRI/GEN/2/Rev.6", "HRI/GEN/2/Rev.6")]),
    (
        "A/71/482 and Add.1-3",
        [
            ("A/71/482", "A/71/482"),
            *[("Add.1-3", f"A/71/482/Add.{n}") for n in (1, 2, 3)],
        ],
    ),
    (
        "A/71/482 and Add.1, 2 and 4",
        [
            ("A/71/482", "A/71/482"),
            ("Add.1", "A/71/482/Add.1"),
            ("2", "A/71/482/Add.2"),
            ("4", "A/71/482/Add.4"),
        ],
    ),
    ("A/56/37-S/2002/9", [("A/56/37", "A/56/37"), ("S/2002/9", "S/2002/9")]),
    ("A/73/12 (Part II)", [("A/73/12 (Part II)", "A/73/12(PartII)")]),
    ("S/RES/1267 (1999)", [("S/RES/1267 (1999)", "S/RES/1267(1999)")]),
    (
        "A/CONF.222/17, chap. I, resolution 1",
        [("A/CONF.222/17", "A/CONF.222/17", "chap. I, resolution 1")],
    ),
    (
        "Report of the Congress (United Nations publication, Sales No. E.91.IV.2), chap. I",
        [("Sales No. E.91.IV.2", "SALES:E.91.IV.2", "chap. I")],
    ),
    ("HIV/AIDS, and/or, 24/7 help, HIV/AIDS2030", []),
    ("the season 2018/19 and a 50/50 share", []),
]

PRINTED = [
    (
        "United Nations, Treaty Series, vol. 2349, No. 42146.",
        [("United Nations, Treaty Series, vol. 2349, No. 42146", "UNTS:2349:42146")],
    ),
    (
        "Treaty Series, vols. 2225, 2237 and 2326, No. 39574",
        [
            ("2225", "UNTS:2225:39574"),
            ("2237", "UNTS:2237:39574"),
            ("2326", "UNTS:2326:39574"),
        ],
    ),
    (
        "Treaty Series, vol. 1125, Nos. 17512 and 17513",
        [("17512", "UNTS:1125:17512"), ("17513", "UNTS:1125:17513")],
    ),
    (
        "League of Nations, Treaty Series, vol. 60, No. 1414",
        [("League of Nations, Treaty Series, vol. 60, No. 1414", "LNTS:60:1414")],
    ),
    (
        (
            "Official Records of the Economic and Social Council, 2013, Supplement No. 10 and "
            "corrigendum (E/2013/30 and Corr.1), chap. I, sect. D"
        ),
        [
            (
                (
                    "Official Records of the Economic and Social Council, 2013, Supplement No. 10 "
                    "and corrigendum"
                ),
                "E/2013/30",
                "chap. I, sect. D",
            ),
            ("E/2013/30", "E/2013/30", "chap. I, sect. D"),
            ("Corr.1", "E/2013/30/Corr.1"),
        ],
    ),
    (
        "Sustainable Development Goal 16 and its targets 16.4 and 16.a; Goals 3 to 5; target 16.20",
        [
            ("Sustainable Development Goal 16", "SDG:16"),
            ("16.4", "SDG:16.4"),
            ("16.a", "SDG:16.a"),
            *[("Goals 3 to 5", f"SDG:{n}") for n in (3, 4, 5)],
        ],
    ),
    ("Millennium Development Goal 4 and Strategic Goal 2", []),
]

PROVISIONS = [
    (
        "article 14, paragraph 2, of the United Nations Convention against Corruption",
        [("article 14, paragraph 2", "UNCAC#art14(2)")],
    ),
    (
        (
            "the United Nations Convention against Corruption, and articles 46 and 48 and chapter "
            "V of the Convention"
        ),
        [("46", "UNCAC#art46"), ("48", "UNCAC#art48"), ("chapter V", "UNCAC#chapV")],
    ),
    (
        (
            "article 2 (b) and article 3, paragraph 1 (b), of the United Nations Convention "
            "against Transnational Organized Crime"
        ),
        [("article 2 (b)", "UNTOC#art2(b)"), ("article 3, paragraph 1 (b)", "UNTOC#art3(1)(b)")],
    ),
    (
        "the Convention on the Rights of the Child, in particular articles 37 to 40 thereof",
        [("37 to 40", f"CRC#art{n}") for n in (37, 38, 39, 40)],
    ),
    ("Article 2 (4) of the Charter", [("Article 2 (4)", "UN_CHARTER#art2(4)")]),
    (
        "paragraph 4 of Article 2 of the Charter",
        [("paragraph 4", "UN_CHARTER#art2(4)")],
    ),
    ("article 5 of the statute of the Unit", [("article 5", "?")]),
    (
        (
            "article 19 of the Universal Declaration of Human Rights and of the International "
            "Covenant on Civil and Political Rights"
        ),
        [("article 19", "ICCPR#art19"), ("article 19", "UDHR#art19")],
    ),
    ("chapter V of the report", []),
    ("paragraph 40 above", [("paragraph 40", "#op40")]),
    (
        "paragraphs 3 (a) to (c) and 7 of the present resolution",
        [("3 (a)", "#op3(a)"), ("(c)", "#op3(b)"), ("(c)", "#op3(c)"), ("7", "#op7")],
    ),
    (
        "paragraph 15 of its resolution 77/279",
        [
            ("paragraph 15", "A/RES/77/279#op15"),
            ("77/279", "A/RES/77/279", "paragraph 15"),
        ],
    ),
    (
        "section III, paragraph 5, of its resolution 55/222",
        [
            ("section III, paragraph 5", "A/RES/55/222#sectIII/op5"),
            ("55/222", "A/RES/55/222", "section III, paragraph 5"),
        ],
    ),
    (
        "resolution 77/278 of 18 April 2023, in particular paragraph 34 thereof",
        [
            ("77/278", "A/RES/77/278", "2023-04-18"),
            ("paragraph 34", "A/RES/77/278#op34"),
        ],
    ),
    ("paragraph 9 of the report of the Secretary-General", []),
    (
        "resolution 74/2, in paragraph 12 of which it asked for a study",
        [("74/2", "A/RES/74/2"), ("paragraph 12", "A/RES/74/2#op12")],
    ),
    ("annex II to the present resolution", [("annex II to the present resolution", "#annex2")]),
]


@pytest.mark.parametrize(
    ("text", "expected"), [*NUMBERS, *BODIES, *DATES, *DOCUMENTS, *PRINTED, *PROVISIONS]
)
def test_citations(text: str, expected: list[tuple[str, ...]]) -> None:
    assert sorted(cited(text)) == sorted(expected)


def test_own_resolution_is_the_adopting_bodys() -> None:
    assert cited("in its resolution 16/2", "hrc") == [("16/2", "A/HRC/RES/16/2")]
    assert cited("in its resolution 16/2", "ccpcj") == [("16/2", "CCPCJ/RES/16/2")]


def test_made_identifiers_say_so() -> None:
    made = {c.id: c.made for c in find_citations("Commission on Narcotic Drugs resolution 44/14")}
    official = {c.id: c.made for c in find_citations("General Assembly resolution 44/14")}
    assert made == {"CND/RES/44/14": True}
    assert official == {"A/RES/44/14": False}


def test_instruments_are_cited_by_name() -> None:
    text = "the Protocol against the Smuggling of Migrants by Land, Sea and Air, and the Charter"
    [one] = find_citations(text)
    assert (one.kind, one.id) == (CitationKind.TREATY, "SOM_PROTOCOL")


def test_ibid_repeats_the_source_before() -> None:
    [first] = find_citations("See A/CONF.222/17, chap. I.")
    assert cited("Ibid., chap. II.", previous=first) == [("Ibid.", "A/CONF.222/17", "chap. II")]
    assert cited("Ibid.", previous=first) == [("Ibid.", "A/CONF.222/17", "chap. I")]
    assert cited("Ibid.") == [("Ibid.", "?")]
    assert cited("Ibid., vol. 976, No. 14152.", previous=first) == [
        ("Ibid., vol. 976, No. 14152", "UNTS:976:14152")
    ]


def test_date_and_body_of_a_citation() -> None:
    [one] = find_citations("Economic and Social Council resolution 2017/15 of 6 July 2017")
    assert one.date == dt.date(2017, 7, 6)
    assert one.body == "ecosoc"
