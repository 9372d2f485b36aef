"""What lists, pages, search, overview and exports answer, and what they cost."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Callable

import openpyxl
import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cpcj.accounts.models import User
from cpcj.evidence.registry import for_provision
from cpcj.register.exports import EXPORTS, FORMATS, pieces
from cpcj.register.models import Act, Provision, SearchEntry, Text, Upload
from cpcj.register.queries import mandate as mandate_queries
from cpcj.register.queries.mandate import find_act, mandate_detail
from cpcj.register.queries.mandates import MandateFilters, mandate_lines, mandate_page
from cpcj.register.queries.overview import overview
from cpcj.register.queries.search import search
from cpcj.register.queries.texts import TextFilters, held_texts, series_list, text_detail, text_page
from cpcj.register.services.ingest import undo_upload
from cpcj.register.tests.factories import ENCOURAGE, REQUEST, document, hold, text
from cpcj.resolutions.model import DocumentKind, TextKind

pytestmark = pytest.mark.django_db
ANYBODY = AnonymousUser()


def fill(count: int, paragraphs: int = 2) -> None:
    for n in range(count):
        operative = [REQUEST, ENCOURAGE] * (paragraphs // 2)
        hold(
            document(
                text(*operative, symbol=f"A/RES/79/{n + 1}", title=f"Care of lights, {2000 + n}"),
                session=79 - n % 2, date=dt.date(2024 - n % 2, 12, 17),
            )
        )  # fmt: skip


def chosen(**values: str) -> MandateFilters:
    return MandateFilters(chosen={name: frozenset({value}) for name, value in values.items()})


def identifiers(filters: MandateFilters) -> list[str]:
    return [row.identifier for row in mandate_page(ANYBODY, filters).rows]


def test_facets_narrow_and_count_each_other() -> None:
    fill(3)
    page = mandate_page(ANYBODY, chosen(addressee="secretary_general"))
    assert page.total == 3
    counts = {facet.name: {v.value: v.count for v in facet.values} for facet in page.facets}
    assert counts["act"] == {"request": 3}
    assert counts["addressee"] == {"secretary_general": 3, "member_states": 3, "donors": 3}
    assert counts["due"] == {"general_assembly:82": 3}
    assert counts["to"] == {"general_assembly": 3}
    assert counts["session"] == {"79": 2, "78": 1}
    assert mandate_page(ANYBODY, chosen(act="encourage", session="78")).total == 1


def test_sorted_by_day_and_then_as_printed() -> None:
    fill(3)
    assert identifiers(MandateFilters())[:3] == [
        "A/RES/79/1#op1.1", "A/RES/79/1#op2.1", "A/RES/79/3#op1.1"
    ]  # fmt: skip
    assert identifiers(MandateFilters(sort="date"))[0] == "A/RES/79/2#op1.1"
    assert identifiers(MandateFilters(sort="due"))[0] == "A/RES/79/1#op1.1"


def test_other_filters_of_the_list() -> None:
    fill(3)
    assert len(identifiers(MandateFilters(text="A/RES/79/2"))) == 2
    assert len(identifiers(MandateFilters(words="keepers"))) == 3
    assert len(identifiers(MandateFilters(words="keepers year:2023"))) == 1
    assert len(identifiers(MandateFilters(due_after=dt.date(2028, 1, 1)))) == 3
    assert identifiers(MandateFilters(due_after=dt.date(2029, 1, 1))) == []
    series = Text.objects.filter(identifier="A/RES/79/1").values_list("series", flat=True)[0]
    assert len(identifiers(MandateFilters(series=series))) == 6
    assert series_list(ANYBODY)[0].texts_held == 3


def test_filters_travel_in_addresses() -> None:
    filters = MandateFilters(
        {"addressee": frozenset({"unodc", "donors"})}, "lamps", "A/RES/79/1", 3, "UNTOC",
        dt.date(2027, 1, 1), None, proposals=True, sort="due",
    )  # fmt: skip
    params: dict[str, list[str]] = {}
    for name, value in filters.to_params():
        params.setdefault(name, []).append(value)
    assert MandateFilters.from_params(params) == filters
    odd = {"series": ["x"], "due_after": ["soon"], "sort": ["'"], "nothing": ["1"], "act": [""]}
    assert MandateFilters.from_params(odd) == MandateFilters()


def test_pages_beyond_the_last_show_the_last() -> None:
    fill(3)
    page = mandate_page(ANYBODY, MandateFilters(), number=99, size=4)
    assert (page.number, page.pages, page.first, page.last) == (2, 2, 5, 6)
    assert page.following is None


def test_facets_follow_every_change() -> None:
    fill(1)
    assert mandate_page(ANYBODY, MandateFilters()).total == 2
    assert text_page(ANYBODY, TextFilters()).total == 1
    fill(3)
    assert mandate_page(ANYBODY, MandateFilters()).total == 6
    page = text_page(ANYBODY, TextFilters(chosen={"topic": frozenset({"sport"})}, sort="symbol"))
    assert [row.identifier for row in page.rows] == ["A/RES/79/1", "A/RES/79/2", "A/RES/79/3"]
    assert text_page(ANYBODY, TextFilters(words="lights 2001")).total == 1


PAGES: list[Callable[[], object]] = [
    lambda: mandate_page(ANYBODY, MandateFilters()),
    lambda: mandate_page(ANYBODY, MandateFilters(words="lamps")),
    lambda: text_page(ANYBODY, TextFilters()),
    lambda: text_detail(ANYBODY, "A/RES/79/1"),
    lambda: mandate_detail(ANYBODY, "A/RES/79/1#op1.1"),
    lambda: search(ANYBODY, "lamps OR keepers"),
    lambda: overview(ANYBODY, dt.date(2025, 1, 1)),
]


@pytest.mark.parametrize("page", PAGES)
def test_no_page_asks_more_for_more_rows(page: Callable[[], object]) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            page()
        return len(queries)

    fill(2)
    page()
    few = asked()
    fill(8, paragraphs=12)
    page()
    assert asked() <= few + 1  # one more where the former answer was remembered
    assert few <= 20


def test_search_by_words_phrases_exact_and_field() -> None:
    fill(2)
    assert search(ANYBODY, "lamp report").total == 2
    assert search(ANYBODY, '"report to it on lamps"').total == 2
    assert search(ANYBODY, "=lamp").total == 0
    assert search(ANYBODY, "=lamps").total == 2
    assert search(ANYBODY, "keep*").total == 2
    assert search(ANYBODY, "lamps OR keepers").total == 4
    assert search(ANYBODY, "=lamps OR keepers").total == 4
    assert search(ANYBODY, "lamps -session").total == 0
    assert search(ANYBODY, "lamps -=sessions").total == 2
    assert search(ANYBODY, "lamps session:78").total == 1
    assert search(ANYBODY, "lamps addressee:secretary_general act:request").total == 2
    assert search(ANYBODY, "lamps -addressee:secretary_general").total == 0
    assert search(ANYBODY, "recalling part:preambular").total == 2
    assert search(ANYBODY, "lamps topic:sport").total == 0
    assert search(ANYBODY, "keepers qualifier:upon_request body:GA year:2024").total == 1
    assert search(ANYBODY, "keepers text:a/res/79/2 standing:adopted kind:resolution").total == 1


@pytest.mark.parametrize("typed", ["", "-lamps", "year:2015", '"', "' OR 1=1 --", "a:* NEAR(", "%"])
def test_any_query_has_an_answer(typed: str) -> None:
    fill(1)
    assert search(ANYBODY, typed).total >= 0
    assert mandate_page(ANYBODY, MandateFilters(words=typed)).total >= 0


def test_the_likest_comes_first_and_pages_join() -> None:
    hold(document(text("Requests lamps and lamps, lamps", "Requests oil with lamps and much else "
                       "that keepers of lights may need in winter", "Requests oil")))  # fmt: skip
    found = search(ANYBODY, "lamps")
    assert [hit.local for hit in found.hits] == ["op1", "op2"]
    one = search(ANYBODY, "lamps", number=2, size=1)
    assert [hit.local for hit in one.hits] == ["op2"]
    assert one.following is None
    snippet = found.hits[0].snippet
    assert [snippet.text[start:end] for start, end in snippet.marks] == ["lamps"] * 3


def test_the_index_follows_the_entries() -> None:
    fill(1)
    provisions = Provision.objects.filter(depth=0).count()
    assert SearchEntry.objects.count() == provisions


def test_overview_counts_mandates_and_proposals_apart() -> None:
    fill(2)
    draft = text(REQUEST, symbol="A/C.3/79/L.1", kind=TextKind.DRAFT_RESOLUTION)
    hold(document(draft, kind=DocumentKind.DRAFT_RESOLUTION))
    seen = overview(ANYBODY, dt.date(2025, 1, 1))
    assert (seen.texts, seen.adopted_texts, seen.mandates, seen.proposals) == (3, 2, 4, 1)
    assert [(one.value, one.count) for one in seen.by_year] == [("2023", 2), ("2024", 2)]
    assert len(seen.due) == 2
    assert overview(ANYBODY, dt.date(2035, 1, 1)).due == ()
    assert len(overview(ANYBODY, dt.date(2035, 1, 1)).last_due) == 2


@pytest.mark.parametrize("kind", EXPORTS)
@pytest.mark.parametrize("form", FORMATS)
def test_lists_are_saved_whole(kind: str, form: str) -> None:
    fill(2)
    saved = b"".join(pieces(kind, form, ANYBODY, {"sort": ["date"]}))
    expected = {"mandates": 4, "texts": 2, "provisions": 6}[kind]
    if form == "json":
        records = json.loads(saved)[kind]
        assert len(records) == expected
    elif form == "csv":
        rows = list(csv.reader(io.StringIO(saved.decode("utf-8-sig"))))
        assert rows[0] == list(EXPORTS[kind].columns)
        assert len(rows) == expected + 1
    else:
        sheet = openpyxl.load_workbook(io.BytesIO(saved)).active
        assert sheet is not None
        assert sheet.max_row == expected + 1


def test_a_saved_mandate_is_the_record_of_the_command_line() -> None:
    fill(1)
    saved = b"".join(pieces("mandates", "json", ANYBODY, {"addressee": ["secretary_general"]}))
    (record,) = json.loads(saved)["mandates"]
    assert record["id"] == "A/RES/79/1#op1.1"
    assert record["deliverable"]["due"]["session"] == 82
    ((start, end),) = record["spans"]["addressees"][0]
    assert record["full"][start:end] == "Secretary-General"
    assert record["review"] == "unreviewed"


def test_the_register_says_what_it_knows_of_a_provision() -> None:
    fill(1)
    hold(document(text(symbol="A/RES/78/901", recalling="Recalling much,"), session=78))
    kinds = [item.kind for item in for_provision("A/RES/79/1#op1", ANYBODY)]
    assert kinds == ["mandate"]
    cited = list(for_provision("A/RES/78/901", ANYBODY))
    assert [(item.kind, item.provision) for item in cited] == [("citation", "A/RES/78/901")]


def test_visibility_is_one_rule(officer: User) -> None:
    hold(document(text()), published=False)
    for model in (Act, Text, Provision):
        assert model.objects.visible_to(ANYBODY).count() == 0
        assert model.objects.visible_to(officer).count() > 0
    assert text_detail(ANYBODY, "A/RES/79/901") is None
    assert mandate_detail(ANYBODY, "A/RES/79/901#op1.1") is None
    assert b"".join(pieces("mandates", "json", ANYBODY, {})) == b'{"mandates": []}\n'
    assert list(for_provision("A/RES/79/901#op1", ANYBODY)) == []
    assert overview(ANYBODY, dt.date(2025, 1, 1)).texts == 0
    assert overview(officer, dt.date(2025, 1, 1)).texts == 1


def test_written_statements_ask_what_visible_to_asks(officer: User) -> None:
    """The page of a mandate and the texts cited are asked for in SQL of their own."""
    for number in (901, 902, 903):
        hold(
            document(text(symbol=f"A/RES/79/{number}", title=f"Lamps {number}")),
            f"{number}.txt",
            published=number != 902,
        )
    gone = Upload.objects.get(appearances__version__text__identifier="A/RES/79/903")
    undo_upload(officer, gone, reason="the wrong file")
    every = {f"A/RES/79/{number}" for number in (901, 902, 903)}
    for user in (ANYBODY, officer):
        seen = set(Text.objects.visible_to(user).values_list("identifier", flat=True))
        assert set(held_texts(user, every)) == seen
        for identifier in every:
            page = mandate_detail(user, f"{identifier}#op1.1")
            assert (page is not None) is (identifier in seen)
            assert (find_act(user, f"{identifier}#op1.1") is not None) is (identifier in seen)
            if page is not None:
                assert page.act.identifier == page.row.identifier
                assert all(row.text in seen for row in page.same_series)
    assert {text.identifier for text in held_texts(officer, every).values()} == every - {
        "A/RES/79/903"
    }


def test_the_rows_of_a_list_are_those_of_their_records() -> None:
    fill(2)
    for row in mandate_page(ANYBODY, MandateFilters()).rows:
        act = Act.objects.select_related("text", "paragraph", "provision").get(pk=row.pk)
        assert (row.identifier, row.text, row.provision) == (
            act.identifier,
            act.text.identifier,
            act.provision.identifier,
        )
        assert (row.date, row.session, row.due_from) == (
            act.text.date,
            act.text.session,
            act.due_from,
        )
        assert (row.published, row.reiterated, row.text_made) == (True, act.reiterated, False)
        values = act.values.filter(field="addressee").order_by("position")
        assert list(row.addressees) == [one.value for one in values]
    (line, *_) = mandate_lines(ANYBODY, MandateFilters()).rows
    (start, end), *_rest = line.spans["phrase"]
    assert line.full[start:end].lower() == line.row.phrase


def test_what_stands_beside_a_mandate_is_found_by_an_index_each() -> None:
    """The two ways to another act of a paragraph have an index of their own, on either store.

    Which index a planner takes is asked of SQLite alone: it plans without statistics and so
    always the same. PostgreSQL weighs what its tables hold, and an empty one is read anyhow.
    """
    with connection.cursor() as cursor:
        held = connection.introspection.get_constraints(cursor, Act._meta.db_table)
        first = {one["columns"][0] for one in held.values() if one["index"] and one["columns"]}
        assert {"paragraph_id", "replaced_by_id"} <= first
        if connection.vendor == "sqlite":
            values: list[int | str] = [1, 1, 1, 1, 1, 1, "request", "adopted", "unodc", 10]
            cursor.execute("EXPLAIN QUERY PLAN " + mandate_queries._OTHERS.format(""), values)
            plan = " ".join(str(row) for row in cursor.fetchall())
            assert "register_act_paragraph_id" in plan
            assert "register_act_replaced_by_id" in plan
