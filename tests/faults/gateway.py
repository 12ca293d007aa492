"""A gateway for text messages on the loopback, which counts what arrives and can fall silent at a chosen moment."""

from __future__ import annotations

import datetime
import http.server
import ipaddress
import ssl
import threading
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec


class Gateway(http.server.ThreadingHTTPServer):
    """``asked``: how often each message was handed over, by its ``Idempotency-Key``."""

    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), _Asked)
        self.certificate = folder / "gateway.pem"
        _certify(self.certificate)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificate)
        self.socket = context.wrap_socket(self.socket, server_side=True)
        self.asked: Counter[str] = Counter()
        self.silent = threading.Event()
        self._at, self._then = 0, lambda: None
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()

    @property
    def url(self) -> str:
        """Where messages are sent to."""
        return f"https://127.0.0.1:{self.server_address[1]}/messages"

    def fall_silent(self, at: int, then: Callable[[], object]) -> None:
        """Take the message number *at*, do *then*, and never answer it."""
        self._at, self._then = at, then

    def take(self, key: str) -> bool:
        """One more message. Whether it is answered."""
        self.asked[key] += 1
        if self.asked.total() != self._at:
            return True
        self._then()
        self.silent.set()
        return False

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A worker that was killed hangs up."""


class _Asked(http.server.BaseHTTPRequestHandler):
    server: Gateway

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        if self.server.take(self.headers["Idempotency-Key"]):
            self.send_response(202)
            self.send_header("Content-Length", "0")
            self.end_headers()

    def log_message(self, *told: Any) -> None:
        """Nothing."""


def _certify(path: Path) -> None:
    """A key and a certificate of our own for the loopback."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(secret + made.public_bytes(serialization.Encoding.PEM))
