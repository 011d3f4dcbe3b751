"""Kill a data node of three under writing and searching: `python -m bench.cluster`.

Starts its own cluster (ES_NODE_HOME, ES_NODE_PORT=9500) and a throw-away SQLite site.
"""

import subprocess
import sys
import tempfile
import time
from os import environ  # noqa: TID251  (it makes a site of its own)
from pathlib import Path

import django
from django.utils.module_loading import import_string

NODES = Path(__file__).resolve().parents[2] / "shared" / "tools" / "elasticsearch-node"
PORT = int(environ.get("ES_NODE_PORT", "9500"))
SECONDS = 20


def node(*arguments: str, home: str) -> None:
    """Run the tool that keeps the nodes."""
    settings = environ | {
        "ES_NODE_HOME": home,
        "ES_NODE_PORT": str(PORT),
        "ES_NODE_HEAP": "512m",
    }
    subprocess.run([NODES, *arguments], env=settings, check=True)  # noqa: S603


def main() -> None:
    """Start, break, measure, stop."""
    with tempfile.TemporaryDirectory() as folder:
        home = environ.get("ES_NODE_HOME") or f"{folder}/nodes"
        Path(folder).chmod(0o755)
        try:
            node("start", "3", home=home)
            measured(folder, home)
        finally:
            node("stop", home=home)


def measured(folder: str, home: str) -> None:
    """Print what was lost."""
    environ.update(
        {
            "DJANGO_SETTINGS_MODULE": "config.settings.test",
            "DATABASE_URL": f"sqlite:///{folder}/site.sqlite3",
            "ELASTICSEARCH_URL": ",".join(f"http://127.0.0.1:{PORT + k}" for k in range(3)),
            "CHM_SEARCH_INDEX": "bench-cluster",
        }
    )
    subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], check=True)
    django.setup()
    # The models are there from now on.
    load = import_string("bench.cluster_load.Load")()
    load.prepare()
    victim = load.node_with_data()
    load.run(SECONDS / 4)
    node("kill", str(victim), home=home)
    killed = time.monotonic()
    load.run(SECONDS / 2)
    node("revive", str(victim), home=home)
    load.run(SECONDS / 4)
    print(f"node {victim} killed; {time.monotonic() - killed:.0f} s measured since")
    print(load.report())


if __name__ == "__main__":
    main()
