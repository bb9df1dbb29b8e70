"""Why a training failed, as it is told to whoever started it."""

from bot.training import _why

_WRAPPING = [f"  line {number}" for number in range(40)]


def test_the_cause_is_told_though_the_wrapping_is_long() -> None:
    told = _why(
        [
            "Traceback (most recent call last):",
            "PermissionError: [Errno 13] Permission denied: '/somewhere'",
            "",
            "The above exception was the direct cause of the following exception:",
            *_WRAPPING,
            "GraphComponentException: Error running graph component",
        ]
    )
    assert "Permission denied: '/somewhere'" in told
    assert told.endswith("GraphComponentException: Error running graph component")


def test_without_a_wrapping_the_end_is_told() -> None:
    assert _why(["before", *_WRAPPING, "error: no such file"]).splitlines()[-1].startswith("error")
    assert "before" not in _why(["before", *_WRAPPING])
