"""What makes a file PDF/A-2a and PDF/UA-1 besides its tags: XMP metadata and the sRGB output intent."""

from __future__ import annotations

import struct
from datetime import datetime
from typing import Any
from xml.sax.saxutils import escape

from .reportlab_private import Array, Dictionary, Name, String, add_object, compressed_stream

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<pdf:Keywords>{keywords}</pdf:Keywords><pdf:Producer>{producer}</pdf:Producer>
<xmp:CreatorTool>{creator}</xmp:CreatorTool>
<xmp:CreateDate>{when}</xmp:CreateDate><xmp:ModifyDate>{when}</xmp:ModifyDate>
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>PDF/UA part</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
</rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


def xmp(info: Any, when: datetime) -> bytes:
    """The XMP packet that says the same as reportlab's document information, dated `when` (UTC)."""
    texts = {
        key: escape(str(getattr(info, key) or ""))
        for key in ("title", "author", "subject", "keywords", "producer", "creator")
    }
    return _XMP.format(**texts, when=f"{when:%Y-%m-%dT%H:%M:%S}+00:00").encode()


def srgb_profile() -> bytes:
    """The sRGB ICC profile with a fixed date and no checksum, so that equal documents are equal bytes."""
    from PIL import ImageCms

    raw = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    date = struct.pack(">6H", 2026, 1, 1, 0, 0, 0)
    return raw[:24] + date + raw[36:84] + bytes(16) + raw[100:]


def output_intents(canvas: Any) -> Any:
    """The catalog's /OutputIntents: colours mean sRGB (PDF/A-2 6.2.3)."""
    profile = add_object(canvas, compressed_stream(srgb_profile(), N=3))
    return Array(
        [
            Dictionary(
                {
                    "Type": Name("OutputIntent"),
                    "S": Name("GTS_PDFA1"),
                    "OutputConditionIdentifier": String("sRGB"),
                    "Info": String("sRGB IEC61966-2.1"),
                    "DestOutputProfile": profile,
                }
            )
        ]
    )
