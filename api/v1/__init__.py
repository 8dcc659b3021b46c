"""The thin interface for programs: `/api/v1`. It translates; every rule is in `cases`."""

from api.v1 import access, acting, cases, described, documents, health, law, lifecycles, opening

ROUTERS = tuple(each.router for each in (described, access, cases, acting, documents, lifecycles, opening, law, health))
"""All under `/api/v1` but the last: `/health/live`, `/health/ready`, `/health/clock`."""
