"""Print every figure: search, nonsense, ranking and pages, each in a process of its own.

    python -m bench [--records 20000]

The search is measured in a new SQLite database unless DATABASE_URL names one; the ranking
only where the judged collections lie beside the checkout; Elasticsearch only where
ELASTICSEARCH_URL names one, under an index of its own.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
COLLECTIONS = ROOT.parent / "shared" / "data" / "search"


def main() -> None:
    """Measure one thing after the other; the first failure ends the bench."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", default="20000")
    records = parser.parse_args().records
    with tempfile.TemporaryDirectory() as folder:
        environment = dict(os.environ) | {  # noqa: TID251
            "DJANGO_SETTINGS_MODULE": "config.settings.development",
            "CHM_DATA_DIR": folder,
        }

        def run(*arguments: str) -> None:
            print("$ python", *arguments, flush=True)
            subprocess.run(  # noqa: S603
                [sys.executable, *arguments], cwd=ROOT, env=environment, check=True
            )

        run("manage.py", "migrate", "--verbosity=0")
        run("manage.py", "createcachetable", "--verbosity=0")
        run("-m", "bench.notifications")
        run("manage.py", "load_shipped_vocabularies")
        run("-m", "bench.matching")
        run("-m", "bench.search", "--records", records)
        run("-m", "bench.fuzz")
        if environment.get("ELASTICSEARCH_URL"):
            environment["CHM_SEARCH_INDEX"] = "mangrove-bench"
            run("-m", "bench.engines", "--records", records)
            run("-m", "bench.fuzz", "--engine", "elasticsearch")
        for collection in sorted(COLLECTIONS.glob("*/docs.jsonl")):
            run("manage.py", "evaluate_search", str(collection.parent))
    run_pages = [sys.executable, "-m", "bench.pages", "--records", records]
    subprocess.run(run_pages, cwd=ROOT, check=True)  # noqa: S603


if __name__ == "__main__":
    main()
