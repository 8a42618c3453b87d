"""The certificate authority of a home's local AWS, which stands for Amazon's own: endpoints have certificates from it for
their names, and workloads trust it where on AWS they trust the bundle of RDS or the authorities of Lambda's runtime.

Its key never leaves its file, which only its user can read. It is made once, so that what runs goes on trusting it, and
made anew where the file is damaged or old.
"""

import datetime
import functools
import os
import ssl
import tempfile
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

_DAYS = 3650
_LEFT_DAYS = 365
"""Of its own days; with fewer it is made anew."""

_folder: Path | None = None


def start(folder: Path) -> None:
    """Its files are in this folder from now on. None is made before somebody asks for one."""
    global _folder
    _folder = folder
    context.cache_clear()
    _read.cache_clear()


def file() -> Path:
    """The certificate that workloads trust, in PEM."""
    _read()
    return _paths()[0]


@functools.cache
def context(name: str) -> ssl.SSLContext:
    """For a server of this name, with a certificate for it."""
    certificate, key = _issued(name)
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.minimum_version = ssl.TLSVersion.TLSv1_2
    with tempfile.TemporaryDirectory(dir=_paths()[0].parent) as folder:  # `ssl` reads them from files alone
        both = Path(folder) / "both.pem"
        chain = [each.public_bytes(serialization.Encoding.PEM) for each in (certificate, _read()[0])]
        both.write_bytes(_pem(key) + b"".join(chain))
        made.load_cert_chain(both)
    return made


def _issued(name: str) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    authority, key = _read()
    own = ec.generate_private_key(ec.SECP256R1())
    builder = _builder(name[:64], authority.subject, own).add_extension(
        x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False
    )
    builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
    builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    return builder.sign(key, hashes.SHA256()), own


@functools.cache
def _read() -> tuple[x509.Certificate, Any]:
    certificate_file, key_file = _paths()
    try:
        certificate = x509.load_pem_x509_certificate(certificate_file.read_bytes())
        key = serialization.load_pem_private_key(key_file.read_bytes(), None)
        left = certificate.not_valid_after_utc - _now()
        if certificate.public_key() == key.public_key() and left > datetime.timedelta(days=_LEFT_DAYS):
            return certificate, key
    except (OSError, ValueError):
        pass
    made = ec.generate_private_key(ec.SECP256R1())
    name = _name("local AWS")
    builder = _builder("local AWS", name, made)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    builder = builder.add_extension(_KEY_USAGE, critical=True)
    certificate = builder.sign(made, hashes.SHA256())
    _write(key_file, _pem(made))
    _write(certificate_file, certificate.public_bytes(serialization.Encoding.PEM))
    return certificate, made


_KEY_USAGE = x509.KeyUsage(
    digital_signature=False,
    content_commitment=False,
    key_encipherment=False,
    data_encipherment=False,
    key_agreement=False,
    key_cert_sign=True,
    crl_sign=True,
    encipher_only=False,
    decipher_only=False,
)


def _builder(subject: str, issuer: x509.Name, key: ec.EllipticCurvePrivateKey) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(_name(subject))
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(_now() - datetime.timedelta(days=1))
        .not_valid_after(_now() + datetime.timedelta(days=_DAYS))
    )


def _paths() -> tuple[Path, Path]:
    assert _folder is not None
    return _folder / "local-aws-authority.pem", _folder / "local-aws-authority.key"


def _write(file: Path, data: bytes) -> None:
    unfinished = file.with_name(f"{file.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as text:
        text.write(data)
    unfinished.replace(file)


def _pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    kind = serialization.PrivateFormat.PKCS8
    return key.private_bytes(serialization.Encoding.PEM, kind, serialization.NoEncryption())


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.timezone.utc)
