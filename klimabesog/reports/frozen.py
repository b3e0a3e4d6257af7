"""Report models to JSON and back: exact and strict about types; a field left out takes its default."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from types import UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


def to_json(value: Any) -> Any:
    """Dataclasses to objects, tuples to lists; everything else stands as it is."""
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: to_json(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, tuple):
        return [to_json(v) for v in value]
    return value


def from_json(kind: type[T], data: Any) -> T:
    """The dataclass `kind` from what `to_json` gave. Raises ValueError naming the field that does not fit."""
    result: T = _read(kind, data, kind.__name__)
    return result


def dumps(value: Any) -> bytes:
    """Canonical JSON bytes: the same model always gives the same bytes, so they can be hashed."""
    text = json.dumps(to_json(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


def loads(kind: type[T], data: bytes) -> T:
    """The model from `dumps`. Raises ValueError when it is not one."""
    return from_json(kind, json.loads(data.decode("utf-8", "surrogatepass")))


def _read(kind: Any, data: Any, where: str) -> Any:
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        return _read_union(get_args(kind), data, where)
    if origin is Literal:
        return _checked(data in get_args(kind), data, where)
    if origin is tuple:
        return _read_tuple(get_args(kind), data, where)
    if is_dataclass(kind):
        return _read_dataclass(kind, data, where)
    if kind is float:
        return _checked(isinstance(data, (int, float)) and not isinstance(data, bool), data, where)
    return _checked(type(data) is kind, data, where)


def _read_union(kinds: tuple[Any, ...], data: Any, where: str) -> Any:
    for kind in kinds:
        try:
            return _read(kind, data, where)
        except ValueError:
            continue
    raise ValueError(f"{where}: {data!r} does not fit")


def _read_tuple(kinds: tuple[Any, ...], data: Any, where: str) -> tuple[Any, ...]:
    _checked(isinstance(data, list), data, where)
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        return tuple(_read(kinds[0], item, f"{where}[{i}]") for i, item in enumerate(data))
    _checked(len(data) == len(kinds), data, where)
    return tuple(
        _read(kind, item, f"{where}[{i}]") for i, (kind, item) in enumerate(zip(kinds, data, strict=True))
    )


def _read_dataclass(kind: Any, data: Any, where: str) -> Any:
    _checked(isinstance(data, dict), data, where)
    hints = get_type_hints(kind)
    unknown = data.keys() - {f.name for f in fields(kind)}
    _checked(not unknown, sorted(unknown), f"{where} (unknown fields)")
    try:
        return kind(**{name: _read(hints[name], item, f"{where}.{name}") for name, item in data.items()})
    except TypeError as error:
        raise ValueError(f"{where}: {error}") from error


def _checked(fits: bool, data: Any, where: str) -> Any:
    if not fits:
        raise ValueError(f"{where}: {data!r} does not fit")
    return data
