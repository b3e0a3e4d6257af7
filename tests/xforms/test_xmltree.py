"""XML from strangers: no entities, no outside files, and nothing but an InputError."""

from __future__ import annotations

import pytest

from klimabesog.values.errors import InputError
from klimabesog.xforms import parse
from klimabesog.xforms.xmltree import document, read_xml

BOMB = b"""<!DOCTYPE data [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><data x="&c;">&c;</data>"""
OUTSIDE = b"""<!DOCTYPE data [<!ENTITY a SYSTEM "file:///etc/passwd">]><data>&a;</data>"""


@pytest.mark.parametrize("xml", [BOMB, OUTSIDE, b"", b"<data>", b"\xff\xfe\x00", b"<a>" * 400])
def test_hostile_xml_is_refused(xml):
    with pytest.raises(InputError):
        read_xml(xml)


@pytest.mark.parametrize(
    "xml",
    [b"<html/>", b"<html><model/></html>", b"<html><model><instance/></model></html>"],
)
def test_what_is_no_form_is_refused(xml):
    with pytest.raises(InputError):
        parse(xml)


def test_an_expression_that_cannot_be_read_is_named():
    xml = b"""<html><model><instance><data id="a"><x/></data></instance>
    <bind nodeset="/data/x" relevant="1 +"/></model><body/></html>"""
    with pytest.raises(InputError, match=r"/data/x \(relevant\)"):
        parse(xml)


def test_rows_of_a_list_are_compact():
    holder = document(read_xml(b"<root><item><name>a</name><!-- c --></item></root>"))
    item = holder.children[0].named("item")[0]
    assert [child.text for child in item.children] == ["a"]
