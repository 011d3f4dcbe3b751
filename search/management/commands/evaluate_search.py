"""Measure the ranking on a judged collection."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from elasticsearch import ApiError, TransportError

from search.engines.current import ENGINES
from search.evaluation import JUDGMENTS, CollectionError, evaluate

COLUMNS = ("queries", "ndcg@10", "map", "recall@100")


class Command(BaseCommand):
    """`evaluate_search COLLECTION`: the site's own index is not touched."""

    help = (
        "Index a folder with docs.jsonl, queries.jsonl and qrels.tsv beside the site's index "
        "and print nDCG@10, MAP and recall@100 by language."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument("collection", type=Path)
        parser.add_argument("--engine", choices=sorted(ENGINES), default="embedded")
        parser.add_argument(
            "--qrels", default=JUDGMENTS, help="the file of judgments in the folder"
        )
        parser.add_argument("--json", action="store_true", help="print JSON instead of a table")

    def handle(self, *args: Any, **options: Any) -> None:
        """Evaluate and print."""
        del args
        if options["engine"] == "elasticsearch" and not settings.ELASTICSEARCH_URL:
            raise CommandError("Set ELASTICSEARCH_URL to the nodes of the cluster first.")
        try:
            with ENGINES[options["engine"]].trial() as trial:
                figures = evaluate(trial, options["collection"], judgments=options["qrels"])
        except CollectionError as error:
            raise CommandError(str(error)) from error
        except (ApiError, TransportError) as error:
            raise CommandError(f"Elasticsearch does not answer: {error}.") from error
        if options["json"]:
            self.stdout.write(json.dumps({"engine": options["engine"], "languages": figures}))
            return
        self.stdout.write("".join(f"{name:>12}" for name in ("language", *COLUMNS)))
        for language, row in figures.items():
            cells = (f"{row[name]:>12.4f}" for name in COLUMNS[1:])
            self.stdout.write(f"{language:>12}{row['queries']:>12.0f}{''.join(cells)}")
