"""The conversation's topics: read whose conversation it is, call bot/, say the result.

Importing the package registers every topic's answers.
"""

from actions import (  # noqa: F401
    account,
    complaints,
    idle,
    progress,
    questions,
    refusing,
    sending_back,
    shipment,
    small_talk,
    withdrawing,
)
