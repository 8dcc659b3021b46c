"""The thin interface for programs: `/api/v1`. It translates; every rule is in `cases`."""

from __future__ import annotations

from fastapi import APIRouter

from api.v1 import access, acting, cases, described, documents, health, law, lifecycles

router = APIRouter(prefix=described.PREFIX)
for each in (described, access, cases, acting, documents, lifecycles, law):
    router.include_router(each.router)

health_router = health.router
"""Served without the prefix: `/health/live`, `/health/ready`, `/health/clock`."""
