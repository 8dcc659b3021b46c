"""The thin interface for programs: `/api/v1`. It translates; every rule is in `cases`."""

from __future__ import annotations

from fastapi import APIRouter

from api.v1 import access, cases, health, lifecycles

router = APIRouter(prefix="/api/v1")
router.include_router(access.router, responses=cases.PROBLEMS)
router.include_router(cases.router)
router.include_router(lifecycles.router)

health_router = health.router
"""Served without the prefix: `/health/live`, `/health/ready`, `/health/clock`."""
