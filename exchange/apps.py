"""Exchange: the doors to other nodes."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """What comes in from and goes out to other clearing-houses."""

    name = "exchange"
