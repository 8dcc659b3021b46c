"""The settings of the services' tests, for those tests here that file a report or a document."""

from __future__ import annotations

from tests.cases.service.conftest import own_settings

__all__ = ["own_settings"]
