"""Set up languages, home page, groups and workflow."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from cms.actions.site import set_up_site


class Command(BaseCommand):
    """`manage.py set_up_site --name "Mangrove"`; safe to repeat."""

    help = "Make the six languages, the home page, the groups and the workflow."

    def add_arguments(self, parser: CommandParser) -> None:
        """Name and address of the site."""
        parser.add_argument("--name", default="", help="Name of the site.")
        parser.add_argument("--hostname", default="localhost")
        parser.add_argument("--port", type=int, default=80)

    def handle(self, *args: Any, **options: Any) -> None:
        """Set up and say what there is."""
        made = set_up_site(name=options["name"], hostname=options["hostname"], port=options["port"])
        self.stdout.write(f"{made.site.site_name}: home page {made.home.url_path}")
