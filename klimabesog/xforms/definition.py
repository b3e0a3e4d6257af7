"""A form as parsed: the tree of definitions with their rules, texts, choices and actions. Read-only after parsing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING

from klimabesog.xforms.xpath.nodes import XNode
from klimabesog.xforms.xpath.tree import Expr

if TYPE_CHECKING:
    from klimabesog.xforms.dependencies import Readings
    from klimabesog.xforms.expressions import Expressions
    from klimabesog.xforms.graph import Dependent
    from klimabesog.xforms.languages import Languages
    from klimabesog.xforms.xpath.library import Closure

KB = "https://klimabesog.dk/ns/kb"


class Aspect(IntEnum):
    """What an expression decides about a node. Up to VALUE they are worked out in order of dependency."""

    COUNT = 0
    RELEVANT = 1
    CHOICES = 2
    VALUE = 3
    REQUIRED = 4
    READONLY = 5
    CONSTRAINT = 6
    TEXT = 7


class Expression:
    """An XPath expression of one definition. `tree` is contextualised: absolute paths mean the same repeat row."""

    __slots__ = ("_closure", "readings", "text", "tree")

    def __init__(self, text: str, tree: Expr) -> None:
        self.text = text
        self.tree = tree
        self.readings: Readings | None = None
        self._closure: Closure | None = None

    @property
    def closure(self) -> Closure:
        """The compiled form, made at first use."""
        if self._closure is None:
            from klimabesog.xforms.xpath.compile import compile_expr

            self._closure = compile_expr(self.tree)
        return self._closure


@dataclass(slots=True)
class Text:
    """A label, hint or message: pieces of text and expressions, or the id of a translated text."""

    parts: tuple[str | Expression, ...] = ()
    itext: Expression | None = None


@dataclass(slots=True)
class Itemset:
    """Choices from a node-set: one for each node, value and label found relative to it."""

    nodes: Expression
    value: Expression
    label: Expression | None


@dataclass(slots=True)
class Item:
    """A choice written in the form itself."""

    value: str
    label: Text


@dataclass(slots=True)
class Control:
    """What the body says about a question."""

    tag: str
    appearance: str = ""
    parameters: Mapping[str, str] = field(default_factory=dict)
    label: Text | None = None
    hint: Text | None = None
    items: tuple[Item, ...] = ()
    itemset: Itemset | None = None


@dataclass(slots=True)
class SetValue:
    """A setvalue action: at these events the target gets the value. `where` picks rows, when the ref has conditions."""

    events: frozenset[str]
    target: NodeDef
    where: Expression | None
    value: Expression | None
    literal: str
    trigger: NodeDef | None


@dataclass(slots=True)
class Blueprint:
    """Start content of one element: default text and the elements in it, rows of repeats included."""

    definition: NodeDef
    text: str
    children: list[Blueprint]
    attributes: list[tuple[NodeDef, str]]


class NodeDef:
    """One question, group, repeat or model value. Children and attributes are definitions too."""

    __slots__ = (
        "_local",
        "attributes",
        "by_name",
        "calculate",
        "children",
        "constraint",
        "constraint_message",
        "control",
        "count",
        "dependents",
        "depth",
        "fixed_rows",
        "is_attribute",
        "is_repeat",
        "kb",
        "kind",
        "minted",
        "name",
        "namespace",
        "number",
        "parent",
        "path",
        "prefix",
        "preload",
        "rank",
        "readonly",
        "relevant",
        "required",
        "required_message",
        "saveto",
        "template",
        "triggers",
        "type",
    )  # fmt: skip

    def __init__(
        self, name: str, prefix: str, namespace: str, parent: NodeDef | None, is_attribute: bool = False
    ) -> None:
        self.name = name
        self.prefix = prefix
        self.namespace = namespace
        self.parent = parent
        self.is_attribute = is_attribute
        self.depth: int = 0 if parent is None else parent.depth + 1
        shown = ("@" if is_attribute else "") + (f"{prefix}:{name}" if prefix else name)
        self.path: str = ("" if parent is None else parent.path) + "/" + shown
        self.children: list[NodeDef] = []
        self.attributes: list[NodeDef] = []
        self.by_name: dict[str, NodeDef] = {}
        self._local: dict[str, list[NodeDef]] = {}
        self.number = 0
        self.type = "string"
        self.relevant: Expression | None = None
        self.required: Expression | None = None
        self.readonly: Expression | None = None
        self.constraint: Expression | None = None
        self.calculate: Expression | None = None
        self.count: Expression | None = None
        self.constraint_message: Text | None = None
        self.required_message: Text | None = None
        self.preload: tuple[str, str] = ("", "")
        self.kb: Mapping[str, str] = {}
        self.saveto = ""
        self.control: Control | None = None
        self.kind = ""  # known once `Node.kind` has asked for it
        self.is_repeat = False
        self.fixed_rows = False
        self.template: Blueprint | None = None
        self.minted = False
        self.triggers: list[SetValue] = []
        self.dependents: list[Dependent] = []
        self.rank = [0, 0, 0, 0]

    def children_called(self, name: str) -> list[NodeDef]:
        """Children with this local name (asked for only when all children are known)."""
        if not self._local:
            for child in self.children:
                self._local.setdefault(child.name, []).append(child)
        return self._local.get(name, [])

    def expression(self, aspect: Aspect) -> Expression | None:
        """The expression that decides this aspect, if any."""
        return _EXPRESSIONS[aspect](self)

    @property
    def in_repeat(self) -> bool:
        """Whether this is a repeat or lies in one."""
        node: NodeDef | None = self
        while node is not None:
            if node.is_repeat:
                return True
            node = node.parent
        return False

    @property
    def repeats(self) -> tuple[NodeDef, ...]:
        """The repeats around (and including) this definition, outermost first."""
        around: list[NodeDef] = []
        node: NodeDef | None = self
        while node is not None:
            if node.is_repeat:
                around.append(node)
            node = node.parent
        return tuple(reversed(around))

    def __repr__(self) -> str:
        return f"<NodeDef {self.path}>"


_EXPRESSIONS: dict[Aspect, Callable[[NodeDef], Expression | None]] = {
    Aspect.COUNT: lambda node: node.count,
    Aspect.RELEVANT: lambda node: node.relevant,
    Aspect.VALUE: lambda node: node.calculate,
    Aspect.REQUIRED: lambda node: node.required,
    Aspect.READONLY: lambda node: node.readonly,
    Aspect.CONSTRAINT: lambda node: node.constraint,
    Aspect.CHOICES: lambda node: (
        node.control.itemset.nodes if node.control and node.control.itemset else None
    ),
    Aspect.TEXT: lambda node: None,
}


@dataclass(slots=True)
class EntityDef:
    """An entity declaration: the `entity` element, and the questions that fill its properties."""

    node: NodeDef
    dataset: str
    properties: dict[str, NodeDef]


@dataclass(slots=True)
class Definition:
    """A parsed form. `nodes` are all definitions in document order; `instance(id)` a secondary instance or None."""

    form_id: str
    version: str
    title: str
    root: NodeDef
    blueprint: Blueprint
    nodes: list[NodeDef]
    by_path: dict[str, NodeDef]
    languages: Languages
    actions: list[SetValue]
    entities: list[EntityDef]
    namespaces: dict[str, str]
    instance: Callable[[str], XNode | None]
    expressions: Expressions
    instance_users: dict[str, list[tuple[NodeDef, Aspect]]] = field(default_factory=dict)
    language_users: list[tuple[NodeDef, Aspect]] = field(default_factory=list)
