"""The way to the mail server: a few pooled connections, with time-outs, and two kinds of failure.

There is no exactly-once over SMTP: a server may take a letter and die before it says so. A failure after the letter
was handed over is transient, and the letter goes again with the same Message-ID.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from ipaddress import ip_address
from urllib.parse import urlsplit

from aiosmtplib import SMTP, SMTPException, SMTPRecipientsRefused, SMTPResponseException

from cases.settings import Settings

CONNECTIONS = 4
TURN_SECONDS = 1.0
IDLE_SECONDS = 15.0
"""A connection that rested longer is not used again: the server may have hung up without our seeing it."""

_STEPS = (15, 60, 5 * 60, 15 * 60, 60 * 60, 4 * 60 * 60, 12 * 60 * 60)


class DeliveryFailure(Exception):
    """The letter was not taken. `answer` is what the server said, or what happened to the connection."""

    def __init__(self, answer: str) -> None:
        super().__init__(answer)
        self.answer = answer


class TransientFailure(DeliveryFailure):
    """It may go later: the server said so, did not answer, or cannot be reached as it is set up."""


class PermanentFailure(DeliveryFailure):
    """It will never go like this: the server refuses the letter or the address for good."""


def backoff(attempt: int) -> timedelta:
    """How long to wait after the n-th failed try (1 is the first): 15 seconds, growing to 12 hours."""
    return timedelta(seconds=_STEPS[min(max(attempt, 1), len(_STEPS)) - 1])


class Mailer:
    """Hands letters to the mail server of the settings. It belongs to one event loop; close it there."""

    def __init__(
        self, settings: Settings, *, connections: int = CONNECTIONS, tls_context: ssl.SSLContext | None = None
    ) -> None:
        self._settings = settings
        self._tls_context = tls_context
        self._slots = asyncio.Semaphore(connections)
        self._turn = asyncio.Lock()
        self._idle: list[tuple[float, SMTP]] = []

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """While one letter is handed over and marked, the next waits: a crash then repeats one at most.

        It waits a moment only, so that a server that takes its time with one letter does not hold up the others.
        """
        mine = False
        with suppress(TimeoutError):
            async with asyncio.timeout(TURN_SECONDS):
                mine = await self._turn.acquire()
        try:
            yield
        finally:
            if mine:
                self._turn.release()

    async def send(self, sender: str, to: str, message: bytes) -> str:
        """The server's answer once it has taken the letter. `TransientFailure` or `PermanentFailure` when not.

        Takes at most twice the time-out of the settings: once to connect, once to hand over.
        """
        if any(c.isspace() or not c.isprintable() for c in sender + to):
            raise PermanentFailure("The address cannot be used: it holds a blank or a line break.")
        async with self._slots:
            connection = self._rested() or await self._connect()
            try:
                answer = await self._hand_over(connection, sender, to, message)
            except BaseException:
                connection.close()
                raise
            self._rest(connection)
        if isinstance(answer, DeliveryFailure):
            raise answer
        return answer

    async def close(self) -> None:
        """Say good-bye on every resting connection."""
        while self._idle:
            _, connection = self._idle.pop()
            with suppress(SMTPException, OSError, TimeoutError):
                async with asyncio.timeout(1):
                    await connection.quit()
            connection.close()

    async def _hand_over(self, connection: SMTP, sender: str, to: str, message: bytes) -> str | DeliveryFailure:
        """The answer, or a refusal after which the connection is still good. Raises when the connection is not."""
        try:
            async with asyncio.timeout(self._settings.smtp_timeout):
                _, answer = await connection.sendmail(sender, [to], message)
        except SMTPRecipientsRefused as refused:
            return _refusal(refused.recipients[0])
        except SMTPResponseException as refused:
            return _refusal(refused)
        except ValueError as bad:
            return PermanentFailure(f"The address cannot be used: {bad}")
        except (SMTPException, OSError, TimeoutError) as lost:
            raise TransientFailure(_happened(lost)) from lost
        return answer

    async def _connect(self) -> SMTP:
        chosen = self._settings
        host, port = chosen.smtp_address
        own = chosen.uses_sink
        connection = SMTP(
            hostname=host, port=port, timeout=chosen.smtp_timeout, local_hostname=_greeting(chosen.base_url),
            use_tls=chosen.smtp_tls and not own, start_tls=chosen.smtp_starttls and not chosen.smtp_tls and not own,
            username=chosen.smtp_user or None,
            password=chosen.smtp_password.get_secret_value() if chosen.smtp_user else None,
            tls_context=self._tls_context,
        )  # fmt: skip
        try:
            async with asyncio.timeout(chosen.smtp_timeout):
                await connection.connect()
        except (SMTPException, OSError, TimeoutError) as failed:
            connection.close()
            raise TransientFailure(_happened(failed)) from failed
        except BaseException:
            connection.close()
            raise
        return connection

    def _rested(self) -> SMTP | None:
        """A connection that is still fresh; the others are let go."""
        now = asyncio.get_running_loop().time()
        while self._idle:
            since, connection = self._idle.pop()
            if connection.is_connected and now - since < IDLE_SECONDS:
                return connection
            connection.close()
        return None

    def _rest(self, connection: SMTP) -> None:
        if connection.is_connected:
            self._idle.append((asyncio.get_running_loop().time(), connection))


def _refusal(refused: SMTPResponseException) -> DeliveryFailure:
    answer = f"{refused.code} {refused.message}".strip()
    return PermanentFailure(answer) if 500 <= refused.code < 600 else TransientFailure(answer)


def _happened(lost: BaseException) -> str:
    if isinstance(lost, SMTPResponseException):
        return f"{lost.code} {lost.message}".strip()
    if isinstance(lost, TimeoutError):
        return "The mail server did not answer in time."
    return f"The mail server could not be reached: {lost}"


def _greeting(base_url: str) -> str:
    """Our name in the greeting, from the address of the pages: a look-up of our own name may take long."""
    host = urlsplit(base_url).hostname or "localhost"
    try:
        return f"[{ip_address(host)}]"
    except ValueError:
        return host
