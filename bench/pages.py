"""Pages per second and their p95, served as `make demo` serves them, with 20,000 records.

python -m bench.pages [--records 20000] [--seconds 8] [--connections 8]
"""

import argparse
import http.client
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
GENERATE = "from bench.records import load; load({number})"
FIND_RECORD = """
from records.models import Record
print("PATH" + Record.objects.public().of_kind("case-study").exclude(urls={}).first().urls["en"])
"""


def run(arguments: list[str], environment: dict[str, str]) -> str:
    """Run a Python program of the project and return what it prints."""
    return subprocess.run(  # noqa: S603
        [sys.executable, *arguments],
        cwd=ROOT, env=environment, check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip


@contextmanager
def served(records: int) -> Iterator[tuple[int, str, int]]:
    """A site of its own with demonstration content.

    Yields (port, path of a record page, number of the server's process).
    """
    with tempfile.TemporaryDirectory() as folder, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        environment = dict(os.environ) | {  # noqa: TID251
            "DJANGO_SETTINGS_MODULE": "config.settings.development",
            "CHM_DATA_DIR": folder,
            "CHM_BASE_URL": f"http://127.0.0.1:{port}",
        }
        shell = ["manage.py", "shell", "--no-imports", "--command"]
        run(["manage.py", "migrate", "--verbosity=0"], environment)
        run(["manage.py", "createcachetable", "--verbosity=0"], environment)
        run(["manage.py", "load_demo"], environment)
        path = run([*shell, FIND_RECORD], environment).split("PATH")[1].strip()
        run([*shell, GENERATE.format(number=records)], environment)
        process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{port}",
             "--worker-class", "gthread", "--threads", "4", "--workers", "2",
             "--no-control-socket", "--log-level", "warning"],
            cwd=ROOT, env=environment,
        )  # fmt: skip
        try:
            yield port, path, process.pid
        finally:
            process.terminate()
            process.wait(20)


def wait_until_served(port: int) -> None:
    """Return when the site answers."""
    for _attempt in range(100):
        try:
            fetch(http.client.HTTPConnection("127.0.0.1", port, timeout=30), "/en/")
        except OSError:
            time.sleep(0.3)
        else:
            return
    raise SystemExit("The server did not answer.")


def fetch(connection: http.client.HTTPConnection, path: str) -> float:
    """Fetch a page; returns the seconds until its last byte."""
    began = time.perf_counter()
    connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
    response = connection.getresponse()
    response.read()
    if response.status != http.client.OK:
        raise SystemExit(f"{path} answered {response.status}")
    return time.perf_counter() - began


def load(port: int, path: str, *, seconds: float, connections: int) -> list[float]:
    """Fetch one page over and over by several connections; returns each time taken."""
    ends = time.perf_counter() + seconds

    def work(_number: int) -> list[float]:
        taken = []
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        while time.perf_counter() < ends:
            taken.append(fetch(connection, path))
        return taken

    with ThreadPoolExecutor(connections) as pool:
        return [taken for rows in pool.map(work, range(connections)) for taken in rows]


def cpu_seconds(server: int) -> float:
    """Return the CPU time of the server's workers so far; 0 where there is no /proc."""
    ticks = 0
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == server:
            ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Measure and print a table, then one line of JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=20_000)
    parser.add_argument("--seconds", type=float, default=8)
    parser.add_argument("--connections", type=int, default=8)
    options = parser.parse_args()
    figures = {}
    with served(options.records) as (port, record_path, server):
        wait_until_served(port)
        pages = {
            "home": "/en/",
            "record": record_path,
            "list": "/en/knowledge/",
            "search": "/en/search/?q=island+reef&country=FJ",
        }
        print(
            f"{'page':10} {'pages/s':>8} {'p50 ms':>8} {'p95 ms':>8} {'alone ms':>9} {'CPU ms':>8}"
        )
        for name, path in pages.items():
            load(port, path, seconds=1, connections=2)
            alone = load(port, path, seconds=2, connections=1)
            used = cpu_seconds(server)
            taken = load(port, path, seconds=options.seconds, connections=options.connections)
            figures[name] = {
                "pages_per_second": round(len(taken) / options.seconds, 1),
                "p50_ms": round(statistics.median(taken) * 1000, 1),
                "p95_ms": round(statistics.quantiles(taken, n=20)[18] * 1000, 1),
                "alone_ms": round(statistics.median(alone) * 1000, 1),
                "cpu_ms": round((cpu_seconds(server) - used) * 1000 / len(taken), 1),
            }
            row = figures[name]
            print(
                f"{name:10} {row['pages_per_second']:8} {row['p50_ms']:8} "
                f"{row['p95_ms']:8} {row['alone_ms']:9} {row['cpu_ms']:8}"
            )
    print(json.dumps({"pages": figures, "records": options.records}))


if __name__ == "__main__":
    main()
