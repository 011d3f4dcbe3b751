"""Every environment variable exists, is documented, and is what the deployment uses."""

import re

import pytest
import yaml
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from config.env import Environment

READ = re.compile(r"env\.(?:text|flag|number|words)\(\s*\"([A-Z0-9_]+)\"")
# What other programs read: Django, the interpreter, the shell.
OTHERS = {"DJANGO_SETTINGS_MODULE", "PATH", "PYTHONUNBUFFERED"}


def variables_read() -> set[str]:
    """The variables that the settings read."""
    return {
        name
        for path in (settings.BASE_DIR / "config").rglob("*.py")
        for name in READ.findall(path.read_text())
    }


def variables_documented() -> set[str]:
    """The variables in the tables of docs/settings.md."""
    text = (settings.BASE_DIR / "docs" / "settings.md").read_text()
    return set(re.findall(r"^\| `([A-Z0-9_]+)` \|", text, re.MULTILINE))


def compose() -> dict:
    """The parsed compose.yaml."""
    return yaml.safe_load((settings.BASE_DIR / "compose.yaml").read_text())


def test_every_variable_is_documented_and_nothing_else():
    assert variables_read() == variables_documented()


def test_the_documented_defaults_name_every_variable_once():
    text = (settings.BASE_DIR / "docs" / "settings.md").read_text()
    rows = re.findall(r"^\| `([A-Z0-9_]+)` \|", text, re.MULTILINE)

    assert len(rows) == len(set(rows))


@pytest.mark.parametrize("service", ["web", "worker", "beat", "migrate"])
def test_compose_sets_only_variables_that_exist(service):
    environment = compose()["services"][service]["environment"]

    assert set(environment) - OTHERS <= variables_read()


def test_compose_gives_every_process_the_same_site():
    services = compose()["services"]
    environments = [services[name]["environment"] for name in ("web", "worker", "beat", "migrate")]

    assert all(environment == environments[0] for environment in environments)


def test_compose_uses_every_server_it_starts():
    services = compose()["services"]
    used = " ".join(str(value) for value in services["web"]["environment"].values())

    for server in ("postgresql", "redis", "elasticsearch"):
        assert re.search(rf"[/@]{server}\b", used)
        assert "healthcheck" in services[server]


def test_what_compose_asks_of_the_operator_satisfies_production(monkeypatch):
    environment = compose()["services"]["web"]["environment"]
    asked = {name for name, value in environment.items() if ":?" in str(value)}
    source = (settings.BASE_DIR / "config" / "settings" / "production.py").read_text()
    required = set(re.findall(r"env\.text\(\"([A-Z_]+)\"\)", source)) | {
        "CHM_ALLOWED_HOSTS",
        "CHM_BASE_URL",
    }

    assert required <= asked


def test_the_image_sets_only_variables_that_exist():
    text = (settings.BASE_DIR / "Dockerfile").read_text()
    runtime = text[text.rindex("\nFROM") :]
    names = set(re.findall(r"^\s*(?:ENV )?([A-Z][A-Z0-9_]+)=", runtime, re.MULTILINE))

    assert names - OTHERS <= variables_read()


def test_the_image_runs_as_nobody_special():
    text = (settings.BASE_DIR / "Dockerfile").read_text()

    assert re.findall(r"^USER (\w+)$", text, re.MULTILINE)[-1] != "root"


def test_all_mistakes_are_reported_at_once():
    env = Environment({"CHM_DEBUG": "perhaps", "CHM_SMTP_PORT": "many"})
    env.flag("CHM_DEBUG", default=False)
    env.number("CHM_SMTP_PORT", 25)
    env.text("CHM_SECRET_KEY")

    with pytest.raises(ImproperlyConfigured) as error:
        env.close()

    for name in ("CHM_DEBUG", "CHM_SMTP_PORT", "CHM_SECRET_KEY"):
        assert name in str(error.value)


def test_the_readme_names_the_parts_that_can_be_replaced():
    text = (settings.BASE_DIR / "README.md").read_text()

    for name in re.findall(r"`((?:CHM_)?[A-Z0-9]+(?:_[A-Z0-9]+)+)", text):
        assert name in variables_read()
