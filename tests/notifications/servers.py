"""Real mail servers for tests, each with one way to misbehave."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from email import message_from_bytes
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session


class Postbox:
    """A server that keeps what it takes. `fault` says how it misbehaves, `until` after how many letters it stops to.

    Faults: a reply such as "450 4.2.1 Later" (to the letter), "rcpt 550 No such person" (to the address),
    "421" (says so and hangs up), "drop" (takes the letter and hangs up before it says so), "hang" (says nothing).
    """

    def __init__(self, fault: str = "", until: int = 1_000_000) -> None:
        self.fault = fault
        self.until = until
        self.taken: list[Envelope] = []
        self.tries = 0
        self.connections: list[SMTP] = []
        self.port = 0

    @property
    def message_ids(self) -> list[str]:
        """Of every letter taken, in order; one that came twice stands twice."""
        return [str(message_from_bytes(bytes(each.original_content or b""))["Message-ID"]) for each in self.taken]

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Any) -> str:
        if self.fault.startswith("rcpt"):
            return self.fault.removeprefix("rcpt ")
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.tries += 1
        if self.tries > self.until or not self.fault or self.fault.startswith("rcpt"):
            self.taken.append(envelope)
            return f"250 2.0.0 Taken as {len(self.taken)}"
        return await self._misbehave(server, envelope)

    async def _misbehave(self, server: SMTP, envelope: Envelope) -> str:
        if self.fault == "hang":
            await asyncio.sleep(30)
        if self.fault == "drop":
            self.taken.append(envelope)
        if self.fault in ("drop", "421"):
            transport: Any = server.transport
            transport.write(b"421 4.3.2 Shutting down\r\n" if self.fault == "421" else b"")
            transport.close()
            return "250 too late"
        return self.fault


@asynccontextmanager
async def serving(box: Postbox, **options: Any) -> AsyncIterator[Postbox]:
    """The server on a free port of this machine until the end of the block."""
    loop = asyncio.get_running_loop()

    def one() -> SMTP:
        box.connections.append(SMTP(box, hostname="box", loop=loop, **options))
        return box.connections[-1]

    server = await loop.create_server(one, "127.0.0.1", 0)
    box.port = server.sockets[0].getsockname()[1]
    try:
        yield box
    finally:
        server.close()
        for each in box.connections:
            transport: Any = each.transport
            if transport is not None:
                with suppress(AttributeError):  # Python 3.11.2: an encrypted connection that has just ended itself
                    transport.abort()
        await asyncio.sleep(0.01)


class OnlyAlice:
    """Lets alice in with her password, nobody else."""

    def __call__(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, auth_data: Any
    ) -> AuthResult:
        assert isinstance(auth_data, LoginPassword)
        return AuthResult(success=(auth_data.login, auth_data.password) == (b"alice", b"secret"))


def closed_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def certificate(folder: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """A certificate for localhost made for this test: the server's context, and a client's that trusts it."""
    from datetime import UTC, datetime, timedelta

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1)).not_valid_after(now + timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    pem = folder / "box.pem"
    pem.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + signed.public_bytes(serialization.Encoding.PEM)
    )
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(pem)
    return server, ssl.create_default_context(cafile=str(pem))
