"""What a load balancer is told."""

import socket

import pytest
from celery import current_app
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from config import health
from records import clock
from records.models import JobLease


@pytest.fixture(autouse=True)
def _fresh_answers():
    health.check_migrations.cache_clear()
    yield
    health.check_migrations.cache_clear()


@pytest.fixture
def closed_port() -> int:
    """Return a port where nobody listens."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
    return port


def test_live_answers_without_touching_the_database(client):
    response = client.get("/health/live")

    assert response.status_code == 200
    assert response.json() == {"status": "ok"}
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.django_db
def test_ready_is_ok_when_every_part_works(client):
    clock.run_job("number-changes")

    response = client.get("/health/ready")

    assert response.status_code == 200
    assert response.json()["status"] == "ok"
    assert set(response.json()["parts"]) == {
        "database", "migrations", "cache", "broker", "search", "clock",
    }  # fmt: skip


@pytest.mark.django_db
def test_a_silent_clock_degrades_the_site_but_does_not_take_it_down(client):
    JobLease.objects.all().delete()

    response = client.get("/health/ready")

    assert response.status_code == 200
    assert response.json()["status"] == "degraded"
    assert response.json()["parts"]["clock"] == {"ok": False, "detail": "no job has run yet"}


@pytest.mark.django_db
def test_a_closed_broker_cache_and_search_degrade_the_site(
    client, settings, closed_port, monkeypatch
):
    settings.CELERY_TASK_ALWAYS_EAGER = False
    broker = f"redis://127.0.0.1:{closed_port}/0"
    monkeypatch.setitem(current_app.conf, "broker_write_url", broker)
    settings.ELASTICSEARCH_URL = [f"http://127.0.0.1:{closed_port}"]
    settings.CACHES = {
        "default": settings.REDIS_CACHE | {"LOCATION": f"redis://127.0.0.1:{closed_port}/0"}
    }

    response = client.get("/health/ready")

    assert response.status_code == 200
    assert response.json()["status"] == "degraded"
    broken = {name for name, part in response.json()["parts"].items() if not part["ok"]}
    assert broken >= {"broker", "cache", "search"}


@pytest.mark.django_db
def test_a_migration_to_run_makes_the_site_unavailable(client):
    MigrationRecorder(connection).migration_qs.filter(app="records").delete()

    response = client.get("/health/ready")

    assert response.status_code == 503
    assert response.json()["status"] == "unavailable"
    assert response.json()["parts"]["database"]["ok"]
    assert "migrations to run" in response.json()["parts"]["migrations"]["detail"]


@pytest.mark.django_db(transaction=True)
def test_ready_answers_503_when_the_database_is_away(client):
    name = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = "/no/such/database"
    try:
        response = client.get("/health/ready")
    finally:
        connection.close()
        connection.settings_dict["NAME"] = name

    assert response.status_code == 503
    assert response.json()["parts"]["database"]["detail"] == "the database does not answer"
