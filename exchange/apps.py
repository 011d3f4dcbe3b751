"""Exchange: the doors to other nodes."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExchangeConfig(AppConfig):
    """What comes in from and goes out to other clearing-houses."""

    name = "exchange"
    verbose_name = _("Exchange")

    def ready(self) -> None:
        """Register the projector of harvested items."""
        from exchange import privacy  # noqa: F401, PLC0415  (decision 0001)
        from exchange.harvest import projectors  # noqa: PLC0415  (decision 0001)

        projectors.register()
