"""Files that lie about themselves are refused at every door of the admin."""

import io
import json
import struct
import zipfile
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from wagtail.models import Collection

from cms.models import CustomDocument, CustomImage
from tests.factories.accounts import make_administrator

pytestmark = [
    pytest.mark.django_db,
    # Wagtail leaves the temporary file of a new rendition to the garbage collector.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
PROGRAM = b"MZ\x90\x00" + b"\0" * 2000
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
GPS = 0x8825


def archive(members: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in members.items():
            target.writestr(name, content)
    return packed.getvalue()


def word(**more: bytes) -> bytes:
    return archive({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"} | more)


def picture(form: str = "JPEG", size: tuple[int, int] = (40, 30), **options: object) -> bytes:
    result = io.BytesIO()
    Image.new("RGB", size, "#0f5c4d").save(result, form, **options)
    return result.getvalue()


def png_that_claims(width: int, height: int) -> bytes:
    """A PNG of a few bytes whose header promises a huge picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0" * 1000)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )


def photograph() -> bytes:
    """A JPEG taken sideways, at a place, with a camera."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Camera of a named person"
    exif.get_ifd(GPS)[1] = "S"
    exif.get_ifd(GPS)[2] = (18.0, 8.0, 0.0)
    return picture(exif=exif)


BAD_DOCUMENTS = {
    "a program named pdf": ("report.pdf", PROGRAM, "of another kind"),
    "a picture named pdf": ("report.pdf", picture("PNG"), "of another kind"),
    "text named docx": ("report.docx", b"hello", "of another kind"),
    "a plain archive named docx": ("report.docx", archive({"a.txt": b"a"}), "of another kind"),
    "a broken archive": ("data.zip", word()[:40], "of another kind"),
    "a program named txt": ("notes.txt", PROGRAM, "of another kind"),
    "text named json": ("data.json", b"hello", "of another kind"),
    "a web page named txt": ("notes.txt", b"<!DOCTYPE html><p>", "a web page"),
    "a drawing named xml": ("data.xml", SVG, "a drawing"),
    "a late script in xml": ("data.xml", b"<a>" + b" " * 70_000 + b"<script/></a>", "a script"),
    "a wide script": ("notes.txt", "<script>".encode("utf-16"), "a script"),
    "exploding entities": ("data.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a/>', "a script"),
    "macros": ("report.docx", word(**{"word/vbaProject.bin": b"x"}), "macros"),
    "an archive bomb": ("data.zip", archive({"zeros": b"\0" * 60_000_000}), "unpack"),
    "too many members": ("data.zip", archive({f"{n}": b"" for n in range(10_001)}), "unpack"),
    "a way out": ("data.zip", archive({"../../etc/passwd": b"x"}), "unpack"),
    "nothing": ("report.pdf", b"", "empty"),
    "a drawing": ("drawing.svg", SVG, "not allowed"),
    "a program": ("setup.exe", PROGRAM, "not allowed"),
}
GOOD_DOCUMENTS = {
    "report.pdf": PDF,
    "report.docx": word(),
    "table.csv": "pays,espèces\nFidji,12\n".encode(),
    "old.csv": "pays,espèces\n".encode("latin-1"),
    "wide.txt": "mangroves".encode("utf-16"),
    "data.json": b'\xef\xbb\xbf {"a": 1}',
    "data.xml": b'<?xml version="1.0"?><records/>',
    "letter.rtf": b"{\\rtf1 hello}",
    "data.zip": archive({"a.txt": b"a"}),
    "text.odt": archive({"mimetype": b"application/vnd.oasis.opendocument.text"}),
}
BAD_IMAGES = {
    "a program named jpg": ("photo.jpg", PROGRAM),
    "a png named jpg": ("photo.jpg", picture("PNG")),
    "a drawing named png": ("photo.png", SVG),
    "a drawing": ("drawing.svg", SVG),
    "a picture of 900 million pixels": ("bomb.png", png_that_claims(30_000, 30_000)),
    "a picture of 36 million pixels": ("large.png", png_that_claims(6_000, 6_000)),
    "half a picture": ("photo.jpg", picture()[:20]),
}


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(make_administrator())
    return client


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def stored(thing: CustomDocument | CustomImage) -> bytes:
    with thing.file.open() as file:
        return file.read()


def fields() -> dict[str, object]:
    return {"title": "A file", "collection": Collection.get_first_root_node().pk}


def single(client: Client, where: str, file: SimpleUploadedFile) -> str:
    return client.post(reverse(where), fields() | {"file": file}).content.decode()


def multiple(client: Client, where: str, file: SimpleUploadedFile) -> dict[str, object]:
    response = client.post(reverse(where), fields() | {"files[]": file})
    return json.loads(response.content)


def chooser(client: Client, where: str, prefix: str, file: SimpleUploadedFile) -> str:
    data = {f"{prefix}-{name}": value for name, value in fields().items()}
    return client.post(reverse(where), data | {f"{prefix}-file": file}).content.decode()


@pytest.mark.parametrize("case", BAD_DOCUMENTS)
def test_a_bad_document_is_refused_at_every_door(editor: Client, case: str) -> None:
    name, content, reason = BAD_DOCUMENTS[case]
    assert reason in single(editor, "wagtaildocs:add", upload(name, content)).replace("\n", " ")
    answer = multiple(editor, "wagtaildocs:add_multiple", upload(name, content))
    assert answer["success"] is False
    assert reason in str(answer["error_message"])
    where, prefix = "wagtaildocs_chooser:create", "document-chooser-upload"
    assert reason in chooser(editor, where, prefix, upload(name, content))
    assert not CustomDocument.objects.exists()


@pytest.mark.parametrize("name", GOOD_DOCUMENTS)
def test_a_good_document_is_accepted_at_every_door(editor: Client, name: str) -> None:
    content = GOOD_DOCUMENTS[name]
    single(editor, "wagtaildocs:add", upload(name, content))
    assert multiple(editor, "wagtaildocs:add_multiple", upload(name, content))["success"] is True
    where, prefix = "wagtaildocs_chooser:create", "document-chooser-upload"
    chooser(editor, where, prefix, upload(name, content))
    assert CustomDocument.objects.count() == 3
    assert stored(CustomDocument.objects.first()) == content


@pytest.mark.parametrize("case", BAD_IMAGES)
def test_a_bad_image_is_refused_at_every_door(editor: Client, case: str) -> None:
    name, content = BAD_IMAGES[case]
    assert "error" in single(editor, "wagtailimages:add", upload(name, content))
    answer = multiple(editor, "wagtailimages:add_multiple", upload(name, content))
    assert answer["success"] is False
    assert len(str(answer["error_message"])) > 20
    where, prefix = "wagtailimages_chooser:create", "image-chooser-upload"
    assert "error" in chooser(editor, where, prefix, upload(name, content))
    assert not CustomImage.objects.exists()


def test_a_photograph_keeps_its_way_up_and_loses_its_place(editor: Client) -> None:
    single(editor, "wagtailimages:add", upload("photo.jpg", photograph()))
    multiple(editor, "wagtailimages:add_multiple", upload("photo.jpg", photograph()))
    where, prefix = "wagtailimages_chooser:create", "image-chooser-upload"
    chooser(editor, where, prefix, upload("photo.jpg", photograph()))
    images = CustomImage.objects.all()
    assert len(images) == 3
    for image in images:
        assert (image.width, image.height) == (30, 40)
        content = stored(image)
        assert b"named person" not in content
        with Image.open(io.BytesIO(content)) as result:
            assert result.format == "JPEG"
            assert not result.getexif()


@pytest.mark.parametrize("form", ["PNG", "WEBP", "AVIF"])
def test_every_format_loses_its_traces(editor: Client, form: str) -> None:
    exif = Image.Exif()
    exif[0x010F] = "Camera of a named person"
    single(editor, "wagtailimages:add", upload(f"p.{form.lower()}", picture(form, exif=exif)))
    with Image.open(io.BytesIO(stored(CustomImage.objects.get()))) as result:
        assert result.format == form
        assert not result.getexif()


def test_a_picture_without_traces_is_stored_as_it_came(editor: Client) -> None:
    content = picture()
    single(editor, "wagtailimages:add", upload("photo.jpg", content))
    assert stored(CustomImage.objects.get()) == content


@pytest.mark.parametrize(
    ("where", "name", "beginning"),
    [
        ("wagtaildocs:add_multiple", "report.pdf", PDF),
        ("wagtailimages:add_multiple", "photo.jpg", picture()),
    ],
)
def test_a_file_of_fifty_megabytes_is_refused(
    editor: Client, where: str, name: str, beginning: bytes
) -> None:
    with TemporaryUploadedFile(name, "application/octet-stream", 0, None) as file:
        file.write(beginning)
        file.truncate(50 * 1024 * 1024)
        file.seek(0)
        response = editor.post(reverse(where), fields() | {"files[]": file})
    answer = json.loads(response.content)
    assert answer["success"] is False
    assert "50.0" in answer["error_message"].replace("\xa0", " ")


def test_portraits_are_not_taken_in_the_admin(editor: Client) -> None:
    assert "avatar-avatar" not in editor.get(reverse("wagtailadmin_account")).content.decode()
