"""What upper rooms add to the demonstration, in the order of their registration.

`load_demo` belongs to the room that makes the pages; it runs the other rooms' steps after
its own, so that no room has to know another.
"""

from collections.abc import Callable

# A step creates what is missing and returns a line that says what it made, or "".
Step = Callable[[], str]

_steps: dict[str, Step] = {}


class DuplicateStepError(Exception):
    """Two rooms use the same name."""


def register_step(name: str, step: Step) -> None:
    """Add a step; the same name twice is an error."""
    if _steps.setdefault(name, step) is not step:
        raise DuplicateStepError(f"The step {name!r} is registered already.")


def run_steps() -> list[str]:
    """Run every step; returns what each has to say."""
    return [line for step in _steps.values() if (line := step())]
