"""A visitor without script: reads pages, fills in forms with what is hidden in them, and presses a button."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from starlette.testclient import TestClient

_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')
_FORM = re.compile(r"<form\b[^>]*>.*?</form>", re.DOTALL)
_ACTION = re.compile(r'action="([^"]+)"')
_TAGS = re.compile(r"<[^>]+>")


class Visitor:
    """One browser. `page` is what it shows, `path` where it is."""

    def __init__(self, client: TestClient) -> None:
        self.client = client
        self.page = ""
        self.path = ""
        self.status = 0

    def go(self, path: str) -> Visitor:
        return self._show(self.client.get(path))

    def _show(self, response: Any) -> Visitor:
        self.page, self.status = response.text, response.status_code
        self.path = response.url.path + (f"?{response.url.query.decode()}" if response.url.query else "")
        return self

    @property
    def text(self) -> str:
        """The words of the page."""
        return " ".join(unescape(_TAGS.sub(" ", self.page)).split())

    @property
    def title(self) -> str:
        return unescape(re.search(r"<title>(.*?)</title>", self.page, re.DOTALL)[1])  # type: ignore[index]

    def hidden(self, action: str) -> dict[str, str]:
        """The hidden fields of the first form that goes to that address."""
        for form in _FORM.findall(self.page):
            found = _ACTION.search(form)
            if found and unescape(found[1]) == action:
                return {name: unescape(value) for name, value in _HIDDEN.findall(form)}
        raise AssertionError(f"{self.path} has no form that goes to {action}.")

    def send(self, action: str, *, files: Any = None, **fields: Any) -> Visitor:
        """Fill in the form and send it."""
        data = {**self.hidden(action), **{key.replace("__", "-"): value for key, value in fields.items()}}
        return self.post(action, data, files=files)

    def post(self, action: str, data: dict[str, Any], *, files: Any = None, **headers: str) -> Visitor:
        return self._show(self.client.post(action, data=data, files=files, headers=headers))
