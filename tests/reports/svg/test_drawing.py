"""Plain SVGs as drawings: sizes, transforms, colours as they look on white, and what is refused."""

from __future__ import annotations

import pytest

from klimabesog.reports.svg.drawing import Drawing, Shape, UnreadableDrawing, read


def svg(body: str, attributes: str = 'viewBox="0 0 100 50"') -> Drawing:
    return read(f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}>{body}</svg>'.encode())


def only(body: str) -> Shape:
    (shape,) = svg(body).shapes
    return shape


def corners(shape: Shape) -> list[complex]:
    return [points[-1] for kind, points in shape.ops if kind in "ML"]


def test_size_by_its_box_or_its_lengths() -> None:
    rect = '<rect width="10" height="10"/>'
    assert (svg(rect).width, svg(rect).height) == (100, 50)
    drawing = svg(rect, 'width="20mm" height="96"')
    assert (round(drawing.width, 1), drawing.height) == (75.6, 96)
    moved = svg(rect, 'viewBox="-5 -5 20 20"').shapes[0]
    assert corners(moved)[0] == 5 + 5j


def test_transforms_from_the_outside_in() -> None:
    shape = only('<g transform="translate(10 20)"><rect width="4" height="2" transform="rotate(90) scale(2)"/></g>')
    assert [complex(round(p.real, 9), round(p.imag, 9)) for p in corners(shape)] == [
        10 + 20j,
        10 + 28j,
        6 + 28j,
        6 + 20j,
    ]
    turned = only('<rect x="1" y="1" width="2" height="2" transform="rotate(180, 2, 2)"/>')
    assert sorted((round(p.real), round(p.imag)) for p in corners(turned)) == [(1, 1), (1, 3), (3, 1), (3, 3)]


@pytest.mark.parametrize(
    ("look", "fill", "stroke"),
    [
        ("", "#000000", None),
        ('fill="#1d4f91"', "#1d4f91", None),
        ('style="fill:rgb(29,79,145);stroke:red"', "#1d4f91", "#ff0000"),
        ('fill="none" stroke="#123"', None, "#112233"),
        ('fill="black" opacity="0.5"', "#808080", None),
        ('fill="black" fill-opacity="50%"', "#808080", None),
        ('fill="url(#fade)"', "#804080", None),
        ('fill="currentColor" color="#0a6b4d"', "#0a6b4d", None),
    ],
)
def test_colours(look: str, fill: str | None, stroke: str | None) -> None:
    fade = (
        '<defs><linearGradient id="fade"><stop stop-color="#ff0000"/><stop style="stop-color:#0080ff"/>'
        "</linearGradient></defs>"
    )
    (shape,) = svg(f'{fade}<circle cx="9" cy="9" r="5" {look}/>').shapes
    assert (shape.fill, shape.stroke) == (fill, stroke)


def test_looks_come_down_from_groups_and_what_is_hidden_is_not_drawn() -> None:
    drawing = svg(
        '<g fill="#1d4f91" opacity="0.5"><path d="M0 0h9v9z" opacity="0.5"/><path d="M0 0h9v9z" display="none"/></g>'
        '<g stroke="#000000" stroke-width="2" transform="scale(3)"><line x1="0" y1="0" x2="9" y2="9"/></g>'
        '<clipPath id="c"><rect width="5" height="5"/></clipPath><title>Byvåben</title>'
    )
    group, line = drawing.shapes
    assert group.fill == "#c6d3e4"
    assert (line.stroke, line.width) == ("#000000", 6)


def test_every_outline() -> None:
    shapes = svg(
        '<rect width="9" height="9" rx="2"/><ellipse cx="5" cy="5" rx="3" ry="2"/><polyline points="0,0 1,1 2,0"/>'
        '<polygon points="0 0 1 1 2 0" fill-rule="evenodd"/><path d="M0 0L1 1"/><line x2="5" y2="5" stroke="red"/>'
    ).shapes
    assert ["".join(kind for kind, _points in shape.ops) for shape in shapes] == [
        "MLCLCLCLCZ", "MCCCCZ", "MLL", "MLLZ", "ML", "ML"
    ]  # fmt: skip
    assert shapes[3].even_odd


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x89PNG",
        b"<html/>",
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>',
        b'<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h1"/></svg>',
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 x"/></svg>',
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="1" height="1" fill="blueish"/></svg>',
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><g transform="bend(3)"><rect/></g></svg>',
    ],
)
def test_what_is_no_drawing(data: bytes) -> None:
    with pytest.raises(UnreadableDrawing):
        read(data)
