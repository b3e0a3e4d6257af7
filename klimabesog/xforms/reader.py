"""XForm text -> Definition: the model (instance, binds, itext, actions); the body is read by `body`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from klimabesog.values.errors import InputError
from klimabesog.values.quiet import without_collection
from klimabesog.values.texts import _
from klimabesog.xforms import body
from klimabesog.xforms.definition import (
    KB,
    Blueprint,
    Definition,
    EntityDef,
    Expression,
    NodeDef,
    SetValue,
    Text,
)
from klimabesog.xforms.expressions import Expressions, itext_key
from klimabesog.xforms.graph import connect
from klimabesog.xforms.languages import Languages
from klimabesog.xforms.secondary import Secondary
from klimabesog.xforms.xmltree import elements, local, read_xml, split_tag, told

if TYPE_CHECKING:
    from lxml import etree

JR = "http://openrosa.org/javarosa"
OPENROSA = "http://openrosa.org/xforms"
ENTITIES = "http://www.opendatakit.org/xforms/entities"
_PREDICATE = re.compile(r"\[[^\]]*\]")
_OLD_EVENTS = {"xforms-ready": "odk-instance-first-load"}
MOST_DEPTH = 60
"""Levels of groups and repeats."""
_RULES = frozenset(("relevant", "required", "readonly", "constraint", "calculate"))
_TEMPLATE = f"{{{JR}}}template"


def parse(xform: bytes, media: Mapping[str, bytes] | None = None) -> Definition:
    """The definition of a form.

    `media` holds attached files by name (CSV, XML, GeoJSON choices). Raises InputError with a Danish sentence
    when the text is no XForm or holds an expression that cannot be read.
    """
    with without_collection():
        return _Reader(read_xml(xform), media or {}).read()


class _Reader:
    def __init__(self, html: etree._Element, media: Mapping[str, bytes]) -> None:
        self.model = _first(html, "model")
        self.html = html
        self.media = media
        self.instances = [child for child in elements(self.model) if local(child) == "instance"]
        primary = next((child for instance in self.instances[:1] for child in elements(instance)), None)
        if primary is None:
            raise InputError(_("Skemaet har ingen primær instans (model/instance)."))
        self.primary = primary
        self.repeat_paths = {
            str(repeat.get("nodeset") or repeat.get("ref")) for repeat in html.iter("{*}repeat")
        }
        self.nodes: list[NodeDef] = []
        self.by_path: dict[str, NodeDef] = {}
        self.expressions = Expressions()
        self.secondary = Secondary(self.instances[1:], self.media)

    def read(self) -> Definition:
        root, blueprint = self.tree()
        definition = self.definition(root, blueprint)
        for bind in self.model.iterfind("{*}bind"):
            self.bind(bind)
        body.read(_first(self.html, "body", required=False), self.by_path, root, self.expressions)
        self.actions(definition)
        definition.entities = self.entities(root)
        connect(definition)
        self.secondary.prepare(definition.instance_users)
        return definition

    def definition(self, root: NodeDef, blueprint: Blueprint) -> Definition:
        translations = [text for itext in self.model.iterfind("{*}itext") for text in elements(itext)]
        title = next((child.text or "" for child in self.html.iter("{*}title")), "")
        secondary = self.secondary
        return Definition(
            form_id=self.primary.get("id") or split_tag(str(self.primary.tag))[0],
            version=self.primary.get("version") or self.primary.get(f"{{{JR}}}version") or "",
            title=title,
            root=root,
            blueprint=blueprint,
            nodes=self.nodes,
            by_path=self.by_path,
            languages=Languages(
                translations, lambda element: body.read_text(element, root, self.expressions)
            ),
            actions=[],
            entities=[],
            namespaces={prefix: uri for prefix, uri in self.html.nsmap.items() if prefix}
            | self.primary_namespaces(),
            instance=secondary.get,
            expressions=self.expressions,
        )

    def primary_namespaces(self) -> dict[str, str]:
        return {prefix: uri for prefix, uri in self.primary.nsmap.items() if prefix}

    # the primary instance

    def tree(self) -> tuple[NodeDef, Blueprint]:
        root = self.define(self.primary, None)
        self.start = self.blueprint(self.primary, root)
        self.ensure_meta(root)
        return root, self.start

    def ensure_meta(self, root: NodeDef) -> None:
        """Every submission needs meta/instanceID (OpenRosa): added where the author left it out."""
        meta = root.by_name.get("meta") or root.by_name.get("orx:meta")
        if meta is None:
            meta = self.added(
                "meta",
                root,
                self.start,
                "orx" if OPENROSA in map(_no_slash, self.html.nsmap.values()) else "",
            )
        holder = next(child for child in self.start.children if child.definition is meta)
        if not any(child.name == "instanceID" for child in meta.children):
            self.added("instanceID", meta, holder, meta.prefix).preload = ("uid", "")

    def added(self, name: str, parent: NodeDef, holder: Blueprint, prefix: str) -> NodeDef:
        node = NodeDef(name, prefix, OPENROSA if prefix == "orx" else parent.namespace, parent)
        self.register(node)
        parent.children.append(node)
        parent.by_name[f"{prefix}:{name}" if prefix else name] = node
        holder.children.append(Blueprint(node, "", [], []))
        return node

    def define(self, element: etree._Element, parent: NodeDef | None) -> NodeDef:
        namespace, name = split_tag(str(element.tag))
        node = NodeDef(name, element.prefix or "", namespace, parent)
        if node.depth > MOST_DEPTH:
            raise InputError(
                _("Skemaet er indlejret for dybt: højst {most} niveauer.").format(most=MOST_DEPTH)
            )
        node.is_repeat = node.path in self.repeat_paths
        self.register(node)
        return node

    def register(self, node: NodeDef) -> None:
        node.number = len(self.nodes)
        self.nodes.append(node)
        self.by_path[node.path] = node

    def blueprint(self, element: etree._Element, node: NodeDef) -> Blueprint:
        children: list[Blueprint] = []
        for child in element:
            if isinstance(child.tag, str) and (made := self.child(child, node)) is not None:
                children.append(made)
        attributes = [
            (self.attribute(node, tag), value) for tag, value in told(element).items() if tag != _TEMPLATE
        ]
        text = "" if node.children else (element.text or "")
        return Blueprint(node, text, children, attributes)

    def child(self, element: etree._Element, parent: NodeDef) -> Blueprint | None:
        name = str(element.tag).rpartition("}")[2]
        prefix = element.prefix
        key = f"{prefix}:{name}" if prefix else name
        node = parent.by_name.get(key)
        if node is None:
            node = self.define(element, parent)
            parent.by_name[key] = node
            parent.children.append(node)
        made = self.blueprint(element, node)
        if not node.is_repeat:
            return made
        if element.get(_TEMPLATE) is not None:
            node.template = made
            return None
        if node.template is None:
            node.template = _blank(made)
        return made

    def attribute(self, node: NodeDef, tag: str) -> NodeDef:
        namespace, name = split_tag(tag)
        for own in node.attributes:
            if own.name == name and own.namespace == namespace:
                return own
        made = NodeDef(name, "", namespace, node, is_attribute=True)
        node.attributes.append(made)
        self.register(made)
        return made

    # binds

    def bind(self, bind: etree._Element) -> None:
        given = told(bind)
        node = self.by_path.get(given.get("nodeset", "").strip())
        if node is None:
            return
        node.type = given.get("type", "string").rpartition(":")[2] or "string"
        for name, text in given.items():
            if name[0] == "{":
                self.foreign(node, name, text)
            elif name in _RULES and text:
                setattr(node, name, self.rule(text, node, name))

    def foreign(self, node: NodeDef, tag: str, text: str) -> None:
        """An attribute of a bind in a namespace."""
        if tag == f"{{{JR}}}constraintMsg":
            node.constraint_message = self.message(text, node)
        elif tag == f"{{{JR}}}requiredMsg":
            node.required_message = self.message(text, node)
        elif tag == f"{{{JR}}}preload":
            node.preload = (text, node.preload[1])
        elif tag == f"{{{JR}}}preloadParams":
            node.preload = (node.preload[0], text)
        elif tag == f"{{{ENTITIES}}}saveto":
            node.saveto = text
        elif tag.startswith("{" + KB):
            node.kb = {**node.kb, split_tag(tag)[1]: text}

    def rule(self, text: str, node: NodeDef, aspect: str) -> Expression | None:
        plain = text.strip()
        if (
            plain in ("true()", "false()")
            and aspect != "calculate"
            and (plain == "true()") == (aspect in ("relevant", "constraint"))
        ):
            return None
        return self.expressions.make(text, node, aspect)

    def message(self, text: str | None, node: NodeDef) -> Text | None:
        if not text:
            return None
        if key := itext_key(text):
            return Text(itext=self.expressions.make(key, node, "constraintMsg"))
        return Text((text,))

    # actions and entities

    def actions(self, definition: Definition) -> None:
        for element in self.html.iter("{*}setvalue"):
            action = self.action(element)
            if action is None:
                continue
            definition.actions.append(action)
            if "xforms-value-changed" in action.events and action.trigger is not None:
                action.trigger.triggers.append(action)

    def action(self, element: etree._Element) -> SetValue | None:
        holder = element.getparent()
        around = "" if holder is None else str(holder.get("ref") or holder.get("nodeset") or "")
        trigger = self.by_path.get(around)
        ref = _absolute(str(element.get("ref") or self.bound(element.get("bind"))).strip(), around)
        target = self.by_path.get(_PREDICATE.sub("", ref))
        events = element.get("event") or element.get("{http://www.w3.org/2001/xml-events}event") or ""
        if target is None or (holder is not None and local(holder) == "body"):
            return None
        text = element.get("value")
        value = self.expressions.make(text, target, "setvalue") if text else None
        where = self.expressions.make(ref, root_of(target), "setvalue") if "[" in ref else None
        names = frozenset(_OLD_EVENTS.get(name, name) for name in events.split())
        return SetValue(names, target, where, value, element.text or "", trigger)

    def bound(self, name: str | None) -> str:
        """The path of the bind with this id."""
        return next(
            (
                str(bind.get("nodeset"))
                for bind in self.model.iterfind("{*}bind")
                if name and bind.get("id") == name
            ),
            "",
        )

    def entities(self, root: NodeDef) -> list[EntityDef]:
        found = [
            node
            for node in self.nodes
            if (node.name == "entity" and node.namespace == ENTITIES) or _is_entity(node)
        ]
        return [EntityDef(node, self.dataset(node), self.properties(node)) for node in found]

    def dataset(self, node: NodeDef) -> str:
        for blueprint in _blueprints(node, self):
            for attribute, text in blueprint.attributes:
                if attribute.name == "dataset":
                    return text
        return ""

    def properties(self, entity: NodeDef) -> dict[str, NodeDef]:
        scope = entity.parent.parent if entity.parent is not None else None
        return {
            node.saveto: node
            for node in self.nodes
            if node.saveto and scope is not None and _scope(node, self.nodes) is scope
        }


def _absolute(ref: str, around: str) -> str:
    """A ref of an action as an absolute path; a relative one begins at the control or repeat around the action."""
    if not ref or ref[0] == "/" or not around:
        return ref
    steps = around.split("/")
    for step in ref.split("/"):
        if step == "..":
            steps = steps[:-1]
        elif step not in (".", "current()"):
            steps.append(step)
    return "/".join(steps)


def _blank(blueprint: Blueprint) -> Blueprint:
    """The same content without its texts: a default row as template for new ones."""
    return Blueprint(
        blueprint.definition, "", [_blank(child) for child in blueprint.children], blueprint.attributes
    )


def _is_entity(node: NodeDef) -> bool:
    return node.name == "entity" and node.parent is not None and node.parent.name == "meta"


def _scope(node: NodeDef, nodes: list[NodeDef]) -> NodeDef | None:
    """The nearest container with its own entity declaration around a question."""
    around = node.parent
    while around is not None:
        meta = around.by_name.get("meta") or around.by_name.get("orx:meta")
        if meta is not None and any(child.name == "entity" for child in meta.children):
            return around
        around = around.parent
    return None


def _blueprints(node: NodeDef, reader: _Reader) -> Iterator[Blueprint]:
    """All start contents of a definition, found from the templates and the primary instance."""
    pending = [template for other in reader.nodes if (template := other.template) is not None]
    pending.append(reader.start)
    while pending:
        blueprint = pending.pop()
        if blueprint.definition is node:
            yield blueprint
        pending += blueprint.children


def root_of(node: NodeDef) -> NodeDef:
    """The definition of the whole form."""
    while node.parent is not None:
        node = node.parent
    return node


def _no_slash(uri: str) -> str:
    return uri if uri == OPENROSA else uri + "/"


def _first(html: etree._Element, name: str, required: bool = True) -> etree._Element:
    found = next(html.iter("{*}" + name), None)
    if found is None:
        if not required:
            return html.makeelement("body")
        raise InputError(_("Filen er ikke et XForm-skema: {name} mangler.").format(name=name))
    return found
