"""Maps, with the prepared shapes and without them."""

import json
from pathlib import Path

import pytest
from django.core.management import call_command
from django.template.loader import render_to_string
from pytest_django.fixtures import Settings

from cms import checks, maps
from cms.maps import MapCountry

FIJI = MapCountry(code="FJ", label="Fiji", count=16, url="/en/countries/fj/")
TUVALU = MapCountry(code="TV", label="Tuvalu", count=4, url="/en/countries/tv/")
RUSSIA = MapCountry(code="RU", label="Russia", count=0)
LAND = "M9,9l1,0 0,1z"
SHAPES = {"width": 200, "height": 100, "shapes": {"FJ": "M1,1l2,0 0,2z", "RU": "M9,9l1,0 0,1z"},
          "dots": {"TV": [50, 60]}}  # fmt: skip


@pytest.fixture
def shapes(settings: Settings, tmp_path: Path) -> Path:
    """A folder with the shapes of a very small world."""
    settings.CHM_MAPS_DIR = tmp_path
    for name in (maps.WORLD, maps.OCEANS, *maps.REGIONS):
        content = (
            SHAPES if name in (maps.WORLD, maps.OCEANS) else SHAPES | {"shapes": {}, "dots": {}}
        )
        (tmp_path / f"{name}.json").write_text(json.dumps(content))
    outlines = {"FJ": {"d": "M1,1l2,0 0,2z", "dots": [[5, 6]]}}
    (tmp_path / "outlines.json").write_text(json.dumps(outlines))
    return tmp_path


@pytest.fixture
def no_shapes(settings: Settings, tmp_path: Path) -> Path:
    """The step that prepares the shapes was skipped."""
    settings.CHM_MAPS_DIR = tmp_path / "nothing"
    return tmp_path


def rendered(*countries: MapCountry) -> str:
    return render_to_string("components/map.html", {"countries": countries, "title": "Records"})


def test_a_map_links_each_country_and_says_its_number(shapes: Path) -> None:
    markup = rendered(FIJI, TUVALU)
    assert '<a href="/en/countries/fj/" class="map-country map-4"' in markup
    assert "Tuvalu: 4" in markup
    assert '<circle cx="50" cy="60"' in markup


def test_a_map_has_the_same_numbers_as_a_table_and_a_disclaimer(shapes: Path) -> None:
    markup = rendered(FIJI)
    assert '<td class="number">16</td>' in markup
    assert "do not imply any opinion" in markup


def test_without_shapes_the_open_table_stands_alone(no_shapes: Path) -> None:
    markup = rendered(FIJI)
    assert "<svg" not in markup
    assert '<details class="map-table" open>' in markup
    assert '<td class="number">16</td>' in markup


def test_without_shapes_a_country_has_no_outline(no_shapes: Path) -> None:
    assert maps.outline_of("FJ") is None
    assert (
        render_to_string("components/outline.html", {"code": "fj", "label": "Fiji"}).strip() == ""
    )


def test_countries_without_numbers_are_one_piece_of_land(shapes: Path) -> None:
    drawing = maps.draw_map([FIJI])
    assert drawing is not None
    assert drawing.land == LAND


def test_shades_follow_the_largest_number() -> None:
    assert [maps.shade(count, 16) for count in (0, 1, 4, 16)] == [0, 1, 2, 4]


def test_a_region_with_most_of_the_countries_is_preferred(shapes: Path) -> None:
    (shapes / "pacific.json").write_text(json.dumps(SHAPES))
    assert maps.best_view(["FJ", "TV"]) == "pacific"
    assert maps.best_view(["FJ", "BR", "DE"]) == maps.OCEANS
    assert maps.best_view(["BR", "DE"]) == maps.WORLD


def test_missing_shapes_are_a_warning_at_start_up(no_shapes: Path) -> None:
    assert [message.id for message in checks.check_maps(None)] == ["cms.I001"]


def test_complete_shapes_are_no_warning(shapes: Path) -> None:
    assert checks.check_maps(None) == []


def test_building_again_what_is_current_does_nothing(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from cms.management.commands.build_assets import sources_digest  # noqa: PLC0415

    settings.CHM_MAPS_DIR = tmp_path
    stamp = sources_digest(Path(settings.BASE_DIR) / "frontend")
    (tmp_path / "sources.sha256").write_text(stamp)
    call_command("build_assets")
    assert "current" in capsys.readouterr().out
