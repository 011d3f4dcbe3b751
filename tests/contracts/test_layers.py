"""Rooms know only what lies below them, in imports and in relations."""

import subprocess
import sys
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db.models import Model

# From the bottom up; siblings share a line. The order of `[tool.importlinter]`.
LAYERS = [
    {"accounts"},
    {"vocabularies"},
    {"notifications"},
    {"records"},
    {"cms", "community", "experts"},
    {"search"},
    {"exchange"},
]
LEVELS = {room: level for level, rooms in enumerate(LAYERS) for room in rooms}


def room_of(model: type[Model]) -> str:
    """The room a model belongs to: its package."""
    return model.__module__.partition(".")[0]


def test_imports_follow_the_layers():
    run = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-cache", "--no-logo"],
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )

    assert run.returncode == 0, run.stdout + run.stderr


def test_relations_follow_the_layers():
    upwards = [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model in apps.get_models(include_auto_created=True)
        if room_of(model) in LEVELS
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and field.related_model is not None
        if room_of(field.related_model) in LEVELS
        if room_of(model) != room_of(field.related_model)
        if LEVELS[room_of(field.related_model)] >= LEVELS[room_of(model)]
    ]

    assert upwards == []


def test_every_room_has_a_place_in_the_order():
    ours = {
        config.name.partition(".")[0]
        for config in apps.get_app_configs()
        if Path(config.path).is_relative_to(settings.BASE_DIR)
        and ".venv" not in Path(config.path).parts
    }

    assert ours <= LEVELS.keys()
