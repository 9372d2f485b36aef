"""What the files are: their columns with types and meaning, as Table Schema describes them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from cpcj.resolutions.records import ACT_COLUMNS


@dataclass(frozen=True, slots=True)
class Field:
    """A column: its type by Table Schema, what it means, and whether every row has it."""

    name: str
    type: str
    description: str
    required: bool = False
    unique: bool = False

    def described(self) -> dict[str, Any]:
        """Return it as Table Schema writes it."""
        constraints = {
            name: True
            for name, said in (("required", self.required), ("unique", self.unique))
            if said
        }
        found: dict[str, Any] = {
            "name": self.name,
            "type": self.type,
            "description": self.description,
        }
        return {**found, "constraints": constraints} if constraints else found


@dataclass(frozen=True, slots=True)
class Download:
    """A file of the open data.

    Attributes:
        name: of the resource, small letters and hyphens.
        path: the file's name.
        title, description: in words.
        media: its media type.
        form: "csv", "jsonl" or "zip".
        fields: columns of a table; of other files none.
        key: the columns that name a row.
    """

    name: str
    path: str
    title: str
    description: str
    media: str
    form: str
    fields: tuple[Field, ...] = ()
    key: str = ""


_ACT_WORDS: Final = {
    "id": "Stable identifier of the act.",
    "document": "Symbol or made identifier of the document.",
    "text": "Which text of a report; empty where a document holds one.",
    "paragraph": "Number of the paragraph.",
    "point": "Point of the paragraph, where the act stands in one.",
    "position": "Place of the act in the paragraph, from 1.",
    "standing": "proposed, recommended or adopted; an adopted act is a mandate.",
    "phrase": "The act's verb group as printed, in lower case.",
    "act": "Kind of act.",
    "reiterated": "Whether the body says that it repeats an earlier act.",
    "addressees": "Who is asked to act, normalized, joined by “; ”.",
    "deliverable_what": "What is to be handed in.",
    "deliverable_to": "Body that it is handed to, normalized.",
    "deliverable_when": "Words for the time, as printed.",
    "due_body": "Body whose session it is due at.",
    "due_session": "Number of the session, or its year.",
    "due_from": "First day of the session.",
    "due_to": "Last day of the session.",
    "qualifiers": "Conditions, joined by “; ”.",
    "action": "What is asked, verbatim.",
    "topics": "Crime areas and themes, joined by “; ”.",
    "citations": "Identifiers that the act cites, joined by “; ”.",
    "full": "The paragraph's full text, points on lines of their own.",
}
_ACT_TYPES: Final = {
    "position": "integer",
    "reiterated": "boolean",
    "due_session": "integer",
    "due_from": "date",
    "due_to": "date",
}
_ALWAYS: Final = frozenset({"id", "document", "paragraph", "position", "standing", "act"})

MANDATE_FIELDS: Final = (
    *(
        Field(
            name,
            _ACT_TYPES.get(name, "string"),
            _ACT_WORDS[name],
            required=name in _ALWAYS,
            unique=name == "id",
        )
        for name in ACT_COLUMNS
    ),
    Field("title", "string", "Title of the text."),
    Field("symbol", "string", "Document symbol of the text; empty where none is printed."),
    Field("date", "date", "Date of the text."),
    Field("session", "integer", "Session of the adopting body."),
    Field("review", "string", "unreviewed, confirmed, corrected: what officers said.", True),  # noqa: FBT003 - a column of the table
)

CITATION_FIELDS: Final = (
    Field("text", "string", "Identifier of the text that cites.", required=True),
    Field("provision", "string", "Identifier of the provision the words stand in."),
    Field("place", "string", "The provision's place, “title” or “note”.", required=True),
    Field("words", "string", "The words, as printed.", required=True),
    Field("kind", "string", "What is cited: resolution, treaty, document …", required=True),
    Field("cites", "string", "Identifier of what is cited; empty where it is not known."),
    Field("made", "boolean", "Whether that identifier is no document symbol.", required=True),
    Field("body", "string", "Key of the body whose text is cited."),
    Field("date", "date", "Date printed with the citation."),
    Field("pinpoint", "string", "The place in what is cited, as printed."),
    Field("review", "string", "unreviewed, confirmed or corrected by officers.", required=True),
)

DEADLINE_FIELDS: Final = (
    Field("identifier", "string", "Stable identifier of the act that asks.", required=True),
    Field("body", "string", "Body that it is due to, normalized; empty where none is said."),
    Field("session", "integer", "Its session, or the year by which it counts."),
    Field("from", "date", "First day of the session, or the day."),
    Field("to", "date", "Last day: a request is late once it is over and no answer is known."),
    Field("addressees", "string", "Who is asked, normalized, joined by “; ”."),
    Field("reports_to", "string", "Body that the act itself names as receiver."),
    Field("what", "string", "What is to be handed in."),
    Field("when", "string", "Words for the time, as printed."),
    Field("recurs", "string", "How often: a number of years, session, within_year, periodic."),
    Field("topics", "string", "Crime areas and themes, joined by “; ”."),
    Field("basis", "string", "On what words the deadline stands.", required=True),
    Field("proposed", "boolean", "Whether only a draft or a committee's report asks it.",
          required=True),
    Field("answered_by", "string", "Symbol of the document that an officer matched."),
    Field("may_answer", "string", "Symbol of a listed document that a rule proposes."),
    Field("noted_by", "string", "Identifier of the provision that takes note of it."),
    Field("trace", "string", "Why an answer would be seen in what is held, or would not."),
    Field("text", "string", "Identifier of the text that asks.", required=True),
    Field("title", "string", "Title of that text."),
    Field("words", "string", "The paragraph's words.", required=True),
)  # fmt: skip

DOWNLOADS: Final = (
    Download(
        "texts", "texts.jsonl", "Texts, structured",
        "One text a line: the record of “cpcj parse” for a document that carries it alone, with "
        "its stable identifier (“text_id”) and version.",
        "application/x-ndjson", "jsonl",
    ),
    Download(
        "texts-akn", "texts-akn.zip", "Texts in Akoma Ntoso",
        "One file a text, valid against the schema of Akoma Ntoso 1.0, and a list of their names.",
        "application/zip", "zip",
    ),
    Download(
        "mandates", "mandates.csv", "Mandates",
        "One act of an adopted text a line, with the words it was read from.",
        "text/csv", "csv", MANDATE_FIELDS, "id",
    ),
    Download(
        "mandates-records", "mandates.jsonl", "Mandates with the places of their words",
        "One act of an adopted text a line: the record of “cpcj mandates”.",
        "application/x-ndjson", "jsonl",
    ),
    Download(
        "citations", "citations.csv", "Citations",
        "What the texts cite, one citation a line.",
        "text/csv", "csv", CITATION_FIELDS,
    ),
    Download(
        "deadlines", "deadlines.csv", "Reporting requests and their deadlines",
        "One deadline of a reporting request a line: body, session, days, and the document that "
        "answers it where one is known.",
        "text/csv", "csv", DEADLINE_FIELDS,
    ),
)  # fmt: skip
