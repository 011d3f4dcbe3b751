"""Find, and on request move, translations that hang in the wrong place."""

import logging
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from cms.actions.trees import misplaced_pages, repair_trees

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    """`manage.py repair_translation_trees [--fix]`; the clock runs it without `--fix`."""

    help = "List translations that are not below their source's parent; --fix moves them."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whether to move them."""
        parser.add_argument("--fix", action="store_true", help="Move them.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Say what is wrong; move it when asked."""
        found = misplaced_pages()
        for item in found:
            logger.warning("Misplaced translation: %s", item)
            self.stdout.write(str(item))
        moved = repair_trees(found) if options["fix"] else []
        self.stdout.write(f"{len(found)} misplaced, {len(moved)} moved.")
