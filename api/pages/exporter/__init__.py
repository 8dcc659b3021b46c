"""The exporter's pages: start, six topics, check, proof of the address, confirmation, tracking. No script needed."""

from api.pages.exporter import sending, start, topics, tracking

ROUTERS = tuple(each.router for each in (start, sending, topics, tracking))
