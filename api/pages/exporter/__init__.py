"""The exporter's pages: start, six topics, check, proof of the address, confirmation, tracking. No script needed."""

from __future__ import annotations

from fastapi import APIRouter

from api.pages.exporter.sending import router as sending
from api.pages.exporter.start import router as start
from api.pages.exporter.topics import router as topics
from api.pages.exporter.tracking import router as tracking

router = APIRouter(include_in_schema=False)
for _each in (start, sending, topics, tracking):
    router.include_router(_each)
