"""Pictures that the site draws itself."""

import xml.etree.ElementTree as ET

import pytest
from django.test import Client

from cms.motif import draw
from records.registry import kinds


def test_the_same_kind_and_seed_give_the_same_drawing() -> None:
    assert draw("project", "7") == draw("project", "7")


def test_another_seed_gives_another_drawing_of_the_same_pattern() -> None:
    first, second = draw("project", "7"), draw("project", "8")
    assert first != second
    assert [shape.role for shape in first.shapes] == [shape.role for shape in second.shapes]


@pytest.mark.parametrize("kind", [*(kind.key for kind in kinds()), "home", "unknown-kind"])
def test_every_kind_has_a_light_drawing(kind: str) -> None:
    drawing = draw(kind, "seed")
    assert drawing.shapes
    assert sum(len(shape.d) for shape in drawing.shapes) < 16_000


def test_the_picture_is_served_as_svg_that_never_changes(client: Client) -> None:
    response = client.get("/motif/event/autumn.svg")
    assert response.status_code == 200
    assert response["Content-Type"] == "image/svg+xml"
    assert "immutable" in response["Cache-Control"]
    assert "script" not in response["Content-Security-Policy"]
    assert ET.fromstring(response.content).tag.endswith("svg")  # noqa: S314


@pytest.mark.django_db
def test_a_kind_of_absurd_length_is_not_drawn(client: Client) -> None:
    assert client.get(f"/motif/{'a' * 60}/x.svg").status_code == 404
