"""What the program tells its caller by its exit code."""

from enum import IntEnum


class ExitCode(IntEnum):
    """The codes of the command line's contract."""

    FINE = 0
    BAD_INPUT = 2
    DIFFERS = 3
    ENDPOINT_FAILED = 4
    BUDGET_SPENT = 5
    INTERRUPTED = 130
