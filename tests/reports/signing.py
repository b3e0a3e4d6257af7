"""Signing a document as an office does: pyHanko, a certificate of somebody invented, in a field that is there."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.font.api import FontEngineFactory
from pyhanko.pdf_utils.font.opentype import GlyphAccumulator
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, SimpleBoxLayoutRule
from pyhanko.pdf_utils.text import TextBoxStyle
from pyhanko.sign import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.stamp import TextStampStyle

from klimabesog.values import resources

FONT = resources.path("resources", "fonts", "SourceSans3_400Regular.ttf")


def signer() -> SimpleSigner:
    """Somebody plainly invented, with a certificate of their own making."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Kim Eksempel")])
    now = datetime.now(UTC)
    usage = x509.KeyUsage(True, True, False, False, False, False, False, False, False)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=30))
        .add_extension(usage, critical=True)
        .sign(key, hashes.SHA256())
    )
    pfx = serialization.pkcs12.serialize_key_and_certificates(
        b"eksempel", key, certificate, None, serialization.NoEncryption()
    )
    made = SimpleSigner.load_pkcs12_data(pfx, [], passphrase=None)
    assert made is not None
    return made


class OurFace(FontEngineFactory):  # type: ignore[misc]
    """The typeface from memory: pyHanko's own factory leaves its file open."""

    def create_font_engine(self, writer: Any, obj_stream: Any = None) -> GlyphAccumulator:
        return GlyphAccumulator(writer, BytesIO(FONT.read_bytes()), font_size=9, obj_stream=obj_stream)


def signed(pdf: bytes, by: SimpleSigner, field: str) -> bytes:
    """The file signed in one of our fields, with a visible stamp in an embedded face."""
    text = TextBoxStyle(font=OurFace(), font_size=9, border_width=0)
    place = SimpleBoxLayoutRule(x_align=AxisAlignment.ALIGN_MIN, y_align=AxisAlignment.ALIGN_MID)
    style = TextStampStyle(
        stamp_text="Underskrevet digitalt\n%(signer)s\n%(ts)s",
        text_box_style=text,
        border_width=0,
        background=None,
        inner_content_layout=place,
    )
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    maker = PdfSigner(PdfSignatureMetadata(field_name=field), signer=by, stamp_style=style)
    out = maker.sign_pdf(writer, existing_fields_only=True)
    data: bytes = out.getvalue()
    return data
