"""Pictures and files that the demonstration makes itself."""

import re
from io import BytesIO

import pytest
from docx import Document
from PIL import Image

from cms.demo.files import pdf
from cms.demo.pictures import outlines, picture
from cms.demo.sheets import SHEETS


def test_a_picture_is_a_wide_jpeg_with_more_than_a_few_colours() -> None:
    image = Image.open(BytesIO(picture("case-study", 1)))
    assert (image.format, image.width) == ("JPEG", 1280)
    assert len(set(image.resize((64, 24)).get_flattened_data())) > 100


def test_pictures_differ_by_kind_and_number_and_only_by_them() -> None:
    assert picture("news", 0) != picture("news", 1)
    assert picture("news", 0) != picture("map", 0)
    picture.cache_clear()
    assert picture("news", 0) == picture("news", 0)


def test_curves_end_where_the_path_says() -> None:
    [line] = outlines("M0,0Q5,10 10,0")
    assert line[0] == (0, 0)
    assert line[-1] == pytest.approx((10, 0))
    [circle] = outlines("M0,5a5,5 0 1 0 10,0a5,5 0 1 0 -10,0z")
    assert circle[-1] == pytest.approx((0, 5))


@pytest.mark.parametrize("name", sorted(SHEETS))
def test_files_are_what_their_names_say(name: str) -> None:
    sheet = SHEETS[name]
    content = sheet.write()
    if sheet.filename.endswith(".pdf"):
        assert content.startswith(b"%PDF-1.4")
        assert content.endswith(b"%%EOF\n")
    elif sheet.filename.endswith(".docx"):
        assert Document(BytesIO(content)).paragraphs[0].text == sheet.title
    else:
        assert content.decode("utf-8-sig").strip()


def test_the_table_of_a_pdf_points_at_its_objects() -> None:
    content = pdf("Title (draft)", [f"Line {number}" for number in range(90)])
    start = int(re.search(rb"startxref\n(\d+)", content)[1])
    assert content[start:].startswith(b"xref")
    offsets = re.findall(rb"(\d{10}) 00000 n", content[start:])
    for number, offset in enumerate(offsets, start=1):
        assert content[int(offset) :].startswith(f"{number} 0 obj".encode())
    assert content.count(b"/Type /Page ") == 3
    assert rb"Title \(draft\)" in content
