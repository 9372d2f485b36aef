"""Templates given by an office: what is taken, what is refused and why, what is in use."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from cpcj.accounts.models import User
from cpcj.documents.checking import TemplateRefusedError, check_template
from cpcj.documents.contents import ArrearsNotice, Kind, RequestAcknowledgement
from cpcj.documents.models import Template
from cpcj.documents.rendering import Form, render
from cpcj.documents.services import keep_template
from cpcj.documents.standard import standard_template
from cpcj.documents.tests.test_documents import LANGUAGES, saved, words

KIND = Kind.REQUEST_ACKNOWLEDGEMENT
LETTER = RequestAcknowledgement(number="REQ-1", state="Lake Lamp")
PAGE = "/templates/request_acknowledgement/en/"


def template(*paragraphs: str) -> bytes:
    file = docx.Document()
    for one in paragraphs:
        file.add_paragraph(one)
    return saved(file)


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """Return a file with a part added or put in the place of another."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for each in old.namelist():
            if each != name:
                new.writestr(each, old.read(each))
        new.writestr(name, part)
    return out.getvalue()


def outside(kind: str) -> bytes:
    """Return relations that name something elsewhere."""
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    of = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return (
        f'<Relationships xmlns="{space}"><Relationship Id="r1" Type="{of}/{kind}" '
        'Target="https://example.org/x" TargetMode="External"/></Relationships>'
    ).encode()


def with_picture() -> bytes:
    """Return a file with a picture that is none."""
    file = docx.Document()
    file.add_paragraph("{number} {state}")
    picture = io.BytesIO()
    Image.new("RGB", (4, 4)).save(picture, "PNG")
    picture.seek(0)
    file.add_picture(picture)
    return with_part(saved(file), "word/media/image1.png", b"\x89PNG\r\n\x1a\nbroken")


GOOD = template("{number} {state}")
RELATIONS = "word/_rels/settings.xml.rels"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", list(Kind), ids=str)
def test_the_programs_own_templates_would_be_taken(kind: Kind, language: str) -> None:
    check_template(standard_template(kind, language), "own.docx", kind)


@pytest.mark.parametrize(
    ("content", "code", "named"),
    [
        (b"", "word", ""),
        (b"no zip", "word", ""),
        (b"PK\x03\x04broken", "word", ""),
        (b"x" * (6 << 20), "large", ""),
        (with_part(GOOD, "word/media/a.png", b"0" * (21 << 20)), "large", ""),
        (template("{number} {state} {nmuber}"), "unknown", "nmuber"),
        (template("{number}"), "missing", "state"),
        (with_picture(), "pdf", ""),
        (with_part(GOOD, "word/vbaProject.bin", b"x"), "active", ""),
        (with_part(GOOD, "word/embeddings/a.bin", b"x"), "active", ""),
        (with_part(GOOD, RELATIONS, outside("attachedTemplate")), "active", ""),
    ],
    ids=[
        "empty", "text", "cut", "large", "unpacked", "unknown", "missing", "picture", "macro",
        "object", "elsewhere",
    ],
)  # fmt: skip
def test_what_cannot_be_a_template_is_refused(content: bytes, code: str, named: str) -> None:
    with pytest.raises(TemplateRefusedError) as refused:
        check_template(content, "x.docx", KIND)
    assert (refused.value.code, refused.value.named) == (code, named)


def test_a_link_is_no_harm_and_two_lists_in_one_row_are_refused() -> None:
    check_template(with_part(GOOD, RELATIONS, outside("hyperlink")), "x.docx", KIND)
    mixed = template("{donor}{contribution}{received}{spent}", "{results.result}{spending.spent}")
    with pytest.raises(TemplateRefusedError, match=r"results.result, spending.spent"):
        check_template(mixed, "x.docx", Kind.DONOR_REPORT)


@pytest.mark.django_db
def test_the_offices_file_is_used_for_its_kind_and_language_until_taken_back(
    officer: User, client: Client
) -> None:
    client.force_login(officer)
    own = SimpleUploadedFile("our letter.docx", template("Ours: {number}, {state}"))
    client.post(PAGE, {"template": own})
    assert words(render(KIND, LETTER, Form.WORD, "en")) == "Ours: REQ-1, Lake Lamp"
    assert "Ours" not in words(render(KIND, LETTER, Form.WORD, "fr"))
    assert client.get(f"{PAGE}file/").content.startswith(b"PK")
    held = Template.objects.get()
    assert client.get(f"/templates/versions/{held.pk}/").content == bytes(held.content)
    assert "our letter.docx" in client.get("/templates/").content.decode()
    client.post(PAGE, {"standard": "1"})
    assert "Ours" not in words(render(KIND, LETTER, Form.WORD, "en"))
    page = client.get(PAGE).content.decode()
    assert "our letter.docx" in page  # the version stays
    assert Template.objects.count() == 2
    client.post(PAGE, {"standard": "1"})
    assert Template.objects.count() == 2


@pytest.mark.django_db
def test_a_refused_file_is_told_with_the_places(officer: User, client: Client) -> None:
    client.force_login(officer)
    answer = client.post(PAGE, {"template": SimpleUploadedFile("x.docx", template("{nmuber}"))})
    assert "The file names places that there are not: nmuber" in answer.content.decode()
    assert not Template.objects.exists()
    assert client.get("/templates/nothing/en/").status_code == 404
    assert client.get("/templates/donor_report/xx/").status_code == 404


@pytest.mark.django_db
def test_others_may_not_replace_a_template(make_user: object, client: Client) -> None:
    person = make_user()  # type: ignore[operator]
    with pytest.raises(PermissionDenied):
        keep_template(person, kind=KIND, language="en", name="x.docx", content=GOOD)
    client.force_login(person)
    assert client.get("/templates/").status_code == 403


@pytest.mark.django_db
def test_content_of_another_kind_is_a_fault() -> None:
    with pytest.raises(TypeError, match="ArrearsNotice is no content of donor_report"):
        render(Kind.DONOR_REPORT, ArrearsNotice(member="m", as_of="a", total="t"), Form.PDF, "en")
