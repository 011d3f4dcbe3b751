"""What keeps an engine from answering."""


class EngineUnavailableError(Exception):
    """The engine cannot answer now; another one can. The message is for the log."""
