"""The action server: `python -m actions PORT`, on loopback, in one process.

rasa_sdk's own start would listen on every address and fork a worker that outlives a killed parent.
"""

import logging
import sys
from typing import Any

from rasa_sdk.endpoint import create_app
from rasa_sdk.executor import ActionExecutor

from actions.wording import sentences


class Executor(ActionExecutor):
    """Takes calls without a domain, which the brain does not send (see endpoints.yml)."""

    def update_and_return_domain(
        self, payload: dict[str, Any], action_name: str
    ) -> dict[str, Any] | None:
        """No action reads the domain, so its lack is no reason to refuse the call."""
        del payload, action_name
        return {}


def main() -> None:
    """Serve the actions until stopped."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(levelname)s %(message)s")
    logging.getLogger("rasa_sdk").setLevel(logging.WARNING)
    sentences()  # a broken text must stop the start, not the first shopper
    executor = Executor()
    executor.register_package("actions")
    app = create_app(executor, cors_origins=[])
    app.config.KEEP_ALIVE_TIMEOUT = 75
    app.run(host="127.0.0.1", port=int(sys.argv[1]), single_process=True, access_log=False)


if __name__ == "__main__":
    main()
