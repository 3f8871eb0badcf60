"""To which addresses a connection is made, and what of an answer is taken. Real sockets and TLS, on this machine."""

import socket
import ssl
import threading
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from centres.open_referral import connecting
from centres.open_referral.connecting import Connection, is_public, public_addresses, require_address
from centres.open_referral.listed import NotReadable

HOST = "services.example.org"
LIST = f"https://{HOST}/services?page=1"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate for HOST, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    file = tmp_path_factory.mktemp("tls") / "both.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return file


@contextmanager
def website(certificate, *pieces, heard=None):
    """A website on this machine that answers every question with these pieces of bytes; its port."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    context.sni_callback = lambda _, name, __: heard.append(name) if heard is not None else None
    with socket.create_server(("127.0.0.1", 0)) as door:

        def serve():
            while True:
                try:
                    plain, _ = door.accept()
                except OSError:
                    return
                try:
                    with context.wrap_socket(plain, server_side=True) as guest:
                        asked = guest.recv(65536)
                        if heard is not None:
                            heard.append(asked.decode())
                        for piece in pieces:
                            guest.sendall(piece)
                except OSError:
                    continue

        threading.Thread(target=serve, daemon=True).start()
        yield door.getsockname()[1]
        door.shutdown(socket.SHUT_RDWR)


def connection(port, certificate=None, **fields):
    trusted = ssl.create_default_context(cafile=certificate)
    return Connection(LIST, lookup=lambda host: ["127.0.0.1"], port=port, context=trusted, **fields)


def answer(body=b"{}", status="200 OK", **headers):
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def refusal(port, certificate=None, **fields):
    with pytest.raises(NotReadable) as refused:
        connection(port, certificate, **fields).get(LIST)
    return refused.value.sentence


def test_an_answer_is_taken_as_it_is(certificate):
    heard = []
    with website(certificate, answer(b'{"contents": []}'), heard=heard) as port:
        assert connection(port, certificate).get(LIST) == b'{"contents": []}'
    assert heard[0] == HOST
    assert heard[1].startswith("GET /services?page=1 HTTP/1.1")
    assert f"\r\nHost: {HOST}\r\n" in heard[1]
    assert "cookie" not in heard[1].lower()


def test_a_certificate_that_nobody_vouches_for_is_refused(certificate):
    with website(certificate, answer()) as port:
        assert "cannot show that it is the website of that name" in refusal(port)


def test_a_certificate_for_another_name_is_refused(certificate):
    with website(certificate, answer()) as port:
        other = Connection("https://other.example.org/", lookup=lambda host: ["127.0.0.1"], port=port,
                           context=ssl.create_default_context(cafile=certificate))  # fmt: skip
        with pytest.raises(NotReadable, match="cannot show"):
            other.get("https://other.example.org/")


@pytest.mark.parametrize("to", ["https://169.254.169.254/latest", f"https://{HOST}/other", "http://localhost/"])
def test_nobody_is_sent_on_to_another_address(certificate, to):
    with website(certificate, answer(status="302 Found", Location=to)) as port:
        assert "sends on to another address" in refusal(port, certificate)


def test_an_error_is_no_service(certificate):
    with website(certificate, answer(status="503 Busy")) as port:
        assert "answers with an error (503)" in refusal(port, certificate)


def test_a_packed_answer_is_not_unpacked(certificate):
    with website(certificate, answer(b"\x1f\x8b", Content_Encoding="gzip")) as port:
        assert "in a packed form" in refusal(port, certificate)


def test_a_long_answer_is_left(certificate, monkeypatch):
    monkeypatch.setattr(connecting, "MOST_BYTES", 1024 * 1024)
    with website(certificate, answer(b"x" * (1024 * 1024 + 1))) as port:
        assert "larger than 1 MB" in refusal(port, certificate)


def test_a_slow_answer_is_left(certificate):
    ticks = iter([0, 10, 31, 31])
    with website(certificate, answer(b"x" * 200_000)) as port:
        assert "longer than 30 seconds" in refusal(port, certificate, clock=lambda: next(ticks))


def test_an_answer_that_stops_in_the_middle_is_no_answer(certificate):
    with website(certificate, answer(b"x" * 100)[:-50]) as port:
        assert "stopped in the middle" in refusal(port, certificate)


def test_no_answer_is_no_answer():
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = door.getsockname()[1]
    assert "does not answer" in refusal(port)


def test_only_the_website_that_was_allowed_is_asked():
    with pytest.raises(NotReadable, match="which is the website that was allowed"):
        connection(1).get("https://other.example.org/services")


def test_the_name_is_looked_up_again_for_every_question():
    asked = []
    one = Connection(LIST, lookup=lambda host: asked.append(host) or [])
    for _ in range(2):
        with pytest.raises(NotReadable):
            one.get(LIST)
    assert asked == [HOST, HOST]


# --- where a name may lead -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "found",
    ["127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "224.0.0.1",
     "255.255.255.255", "198.18.0.1", "192.0.2.1", "240.0.0.1", "::1", "::", "fe80::1", "fc00::1", "fd00:ec2::254",
     "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1", "2002:7f00:1::",
     "2002:a00:1::1", "2001:db8::1"],
)  # fmt: skip
def test_what_is_not_the_open_internet(found):
    assert not is_public(ip_address(found))


@pytest.mark.parametrize("found", ["8.8.8.8", "2a00:1450:4009:815::200e", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_what_is_the_open_internet(found):
    assert is_public(ip_address(found))


def leads_to(monkeypatch, *places):
    rows = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, 443)) for one in places]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *given, **more: rows)


def test_one_private_address_among_several_is_enough(monkeypatch):
    leads_to(monkeypatch, "8.8.8.8", "10.0.0.1")
    with pytest.raises(NotReadable, match="leads into a private network"):
        public_addresses(HOST)


def test_the_addresses_that_were_checked_are_the_ones_to_connect_to(monkeypatch):
    leads_to(monkeypatch, "8.8.8.8", "8.8.8.8", "9.9.9.9")
    assert public_addresses(HOST) == ["8.8.8.8", "9.9.9.9"]


def test_a_name_that_leads_nowhere(monkeypatch):
    def nowhere(*given, **more):
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", nowhere)
    with pytest.raises(NotReadable, match="There is no website called"):
        public_addresses(HOST)


@pytest.mark.parametrize(
    "address",
    ["http://services.example.org/", "ftp://services.example.org/", "//services.example.org/", "services.example.org",
     "https://", "https:///x", "https://127.0.0.1/", "https://[::1]/", "https://2130706433/", "https://0x7f.1/",
     "https://127.1/", "https://localhost/", "https://server.local/", "https://db.internal/", "https://router.lan/",
     "https://user@services.example.org/", "https://user:word@services.example.org/", "https://a.org\\@b.org/",
     "https://services.example.org:8443/", "https://services.example.org:x/", "https://services.example.org/#part",
     "https://ser vices.example.org/", "https://-a.example.org/", "https://a..org/", "https://exämple.org/",
     "https://services.example.org/\nHost: x", "https://" + "a" * 300 + ".org/", "javascript:alert(1)", ""],
)  # fmt: skip
def test_what_is_no_address_of_a_feed(address):
    with pytest.raises(NotReadable):
        require_address(address)


@pytest.mark.parametrize("address", [LIST, "https://services.example.org:443/x?y=1", "https://SERVICES.example.org./"])
def test_what_is_an_address_of_a_feed(address):
    assert require_address(address) == HOST
