"""What changes a page's record besides saving the page."""


def connect() -> None:
    """Connect the receivers."""
