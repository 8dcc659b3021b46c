"""What must be said to Prefect before it is imported. Called when the package is imported.

Without an address and with the ephemeral mode on, Prefect would quietly start a server of its own. Its lines about
each run are for its own page: this process writes one line per run itself. Requests are short and seldom repeated,
because nothing that a person waits for hangs on them.
"""

from __future__ import annotations

import os

from cases.settings import Settings, settings


def prepare(chosen: Settings | None = None) -> Settings:
    """Set Prefect's environment from our settings, where nobody set it already."""
    ours = chosen or settings()
    os.environ.setdefault("PREFECT_API_URL", ours.prefect_api)
    os.environ["PREFECT_SERVER_ALLOW_EPHEMERAL_MODE"] = "false"
    os.environ.setdefault("PREFECT_SERVER_ANALYTICS_ENABLED", "false")
    os.environ.setdefault("DO_NOT_TRACK", "1")
    os.environ.setdefault("PREFECT_HOME", str(ours.prefect_home))
    os.environ.setdefault("PREFECT_CLIENT_MAX_RETRIES", "2")
    os.environ.setdefault("PREFECT_API_REQUEST_TIMEOUT", "10")
    os.environ.setdefault("PREFECT_LOGGING_TO_API_WHEN_MISSING_FLOW", "ignore")
    os.environ.setdefault("PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL", "CRITICAL")
    return ours
