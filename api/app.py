"""The composition root of the web: settings, database, routers, and what surrounds every request.

`create_app` makes an application; the attribute `app` of this module is made when uvicorn first asks for it, so that
importing the module opens nothing.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from fastapi import APIRouter, FastAPI
from starlette.middleware.gzip import GZipMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.staticfiles import StaticFiles

from api import assets
from api.body import BodyLimitMiddleware
from api.i18n import LanguageMiddleware
from api.log import RequestLogMiddleware
from api.pages import errors
from cases.law.limits import with_overrides
from cases.settings import Settings, settings
from cases.store import Database

if TYPE_CHECKING:
    from secure import Secure

HERE = ("127.0.0.1", "localhost", "[::1]")


def routers() -> Iterable[APIRouter]:
    """Every router, in the order in which addresses are looked up."""
    from api import v1
    from api.pages import about, day, exporter, feeds, languages, law, lifecycles, mail, officer, signin, supervisor

    yield from v1.ROUTERS
    yield from (signin.router, languages.router, about.router, law.router, lifecycles.router, *exporter.ROUTERS)
    yield from (*officer.ROUTERS, *supervisor.ROUTERS, feeds.router, mail.router, day.router)


def create_app(chosen: Settings, database: Database) -> FastAPI:
    """The application over this database. Opens no connection and needs no network."""
    app = FastAPI(title="Tatua", version="1", openapi_url=None, docs_url=None, redoc_url=None)
    app.state.settings, app.state.database = chosen, database
    with_overrides(chosen.service_standards)
    for router in routers():
        app.router.routes.extend(router.routes)  # as they are: including a router builds each route once more
    app.mount("/static/build", _Unchanging(directory=assets.BUILD, check_dir=False), name="static")
    errors.install(app)
    _surround(app, chosen)
    return app


def _surround(app: FastAPI, chosen: Settings) -> None:
    """The middleware; what is added last sees a request first."""
    from asgi_correlation_id import CorrelationIdMiddleware
    from secure.middleware import SecureASGIMiddleware

    app.add_middleware(BodyLimitMiddleware, files=3 * chosen.document_max_bytes)
    app.add_middleware(LanguageMiddleware)
    app.add_middleware(GZipMiddleware, minimum_size=500)
    app.add_middleware(SecureASGIMiddleware, secure=_headers(chosen))
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=hosts(chosen))
    app.add_middleware(RequestLogMiddleware, level=chosen.log_level)
    app.add_middleware(CorrelationIdMiddleware)


def hosts(chosen: Settings) -> list[str]:
    """The names under which the pages may be asked for: the one in letters, and this machine.

    A demonstration that listens to the whole network has no name of its own: it answers to any.
    """
    if chosen.host in ("0.0.0.0", "::", "") and chosen.env != "production":
        return ["*"]
    named = urlsplit(chosen.base_url).hostname
    own = [chosen.host] if chosen.host not in ("0.0.0.0", "::", "") else []
    return [*({named} if named else ()), *own, *HERE, *(("testserver",) if chosen.env == "test" else ())]


def _headers(chosen: Settings) -> Secure:
    """Nothing from elsewhere, nothing inline, no frames; encryption is kept where there is any."""
    from secure import (
        ContentSecurityPolicy,
        CrossOriginOpenerPolicy,
        CrossOriginResourcePolicy,
        PermissionsPolicy,
        ReferrerPolicy,
        Secure,
        StrictTransportSecurity,
        XContentTypeOptions,
        XFrameOptions,
    )

    policy = ContentSecurityPolicy().default_src("'self'").form_action("'self'").base_uri("'none'")
    policy = policy.frame_ancestors("'none'").object_src("'none'")
    encrypted = chosen.base_url.startswith("https://")
    return Secure(
        csp=policy,
        coop=CrossOriginOpenerPolicy().same_origin(),
        corp=CrossOriginResourcePolicy().same_origin(),
        hsts=StrictTransportSecurity().max_age(63_072_000).include_subdomains() if encrypted else None,
        permissions=PermissionsPolicy().geolocation().microphone().camera(),
        referrer=ReferrerPolicy().same_origin(),
        xcto=XContentTypeOptions().nosniff(),
        xfo=XFrameOptions().deny(),
    )


class _Unchanging(StaticFiles):
    """Files whose name changes with their content: a browser keeps them for ever."""

    def file_response(self, *args: Any, **kwargs: Any) -> Any:
        response = super().file_response(*args, **kwargs)
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response


def from_settings() -> FastAPI:
    """The application of this process; `SettingsRefused` when production must not start like this."""
    chosen = settings()
    database = Database(chosen.database_url, moves=chosen.demonstration)
    if chosen.env == "production":
        from cases.service.people import demonstration_accounts

        with database.read() as session:
            chosen.check_production(demonstration_accounts(session))
    made = create_app(chosen, database)
    gc.collect()
    gc.freeze()  # what was loaded stays for ever: the collector need not walk it again and again
    return made


_made: list[FastAPI] = []


def __getattr__(name: str) -> FastAPI:
    if name != "app":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    if not _made:
        _made.append(from_settings())
    return _made[0]
