"""The style sheet: one complete set of rules for the standard controls, generated from colours and sizes.

Widgets choose a look by properties: `kind` on buttons and frames, `role` and `tone` on texts.
"""

from __future__ import annotations

from PySide6.QtGui import QColor

from klimabesog.desktop.theme.colors import Colors, mix
from klimabesog.desktop.theme.metrics import CARD_RADIUS, RADIUS, ROUND_TARGET, TYPE_SCALE, Metrics
from klimabesog.values import resources


def style_sheet(c: Colors, m: Metrics) -> str:
    """The application's style sheet."""
    parts = (
        _texts,
        _surfaces,
        _buttons,
        _chips,
        _fields,
        _combos,
        _checks,
        _lists,
        _menus,
        _scrolls,
        _calendar,
    )
    return "\n".join(part(c, m) for part in parts)


def _texts(c: Colors, m: Metrics) -> str:
    roles = "\n".join(
        f'*[role="{role}"] {{ font-size: {m.px(size)}px; font-weight: {weight}; }}'
        for role, (size, weight) in TYPE_SCALE.items()
    )
    tones = {
        "muted": c.muted,
        "accent": c.accent,
        "warn": c.warn,
        "info": c.info,
        "danger": c.danger,
        "rail": c.rail_text,
    }
    return roles + "\n".join(f'QLabel[tone="{name}"] {{ color: {color}; }}' for name, color in tones.items())


def _surfaces(c: Colors, m: Metrics) -> str:
    return f"""
QMainWindow, QDialog {{ background: {c.ground}; }}
QFrame[kind="card"] {{ background: {c.surface}; border: 1px solid {c.line}; border-radius: {CARD_RADIUS}px; }}
QFrame[kind="card"][active="true"] {{ border: 1px solid {c.accent}; }}
QFrame[kind="card"][invalid="true"] {{ border: 1px solid {c.danger}; }}
QFrame[kind="inset"] {{ background: {c.ground}; border: 1px solid {c.line}; border-radius: {RADIUS}px; }}
QFrame[kind="info"] {{ background: {c.info_soft}; border: 1px solid {c.line}; border-radius: {RADIUS}px; }}
QFrame[kind="warn"] {{ background: {c.warn_soft}; border: 1px solid {c.warn}; border-radius: {RADIUS}px; }}
QFrame[kind="danger"] {{ background: {c.danger_soft}; border: 1px solid {c.danger}; border-radius: {RADIUS}px; }}
QFrame[kind="good"] {{ background: {c.accent_soft}; border: 1px solid {c.accent_line}; border-radius: {RADIUS}px; }}
QFrame[kind="bar-top"] {{ background: {c.surface}; border: none; border-bottom: 1px solid {c.line}; }}
QFrame[kind="bar-bottom"] {{ background: {c.surface}; border: none; border-top: 1px solid {c.line}; }}
QFrame[kind="bar-track"] {{ background: {c.surface}; border: none; border-bottom: 1px solid {c.line}; }}
QFrame[kind="side-left"] {{ background: {c.surface}; border: none; border-right: 1px solid {c.line}; }}
QFrame[kind="side-right"] {{ background: {c.surface}; border: none; border-left: 1px solid {c.line}; }}
QFrame[kind="rule"] {{ background: {c.line}; border: none; max-height: 1px; min-height: 1px; }}
QToolTip {{ background: {c.text}; color: {c.surface}; border: none; padding: 6px 8px; }}
QProgressBar {{ background: {c.raised}; border: none; border-radius: 4px; min-height: 8px; max-height: 8px; }}
QProgressBar::chunk {{ background: {c.accent}; border-radius: 4px; }}
"""


def _buttons(c: Colors, m: Metrics) -> str:
    inner = m.target - 2
    return f"""
QPushButton {{ background: {c.surface}; color: {c.text}; border: 1px solid {c.line}; border-radius: {RADIUS - 1}px;
  padding: 0 15px; min-height: {inner}px; font-weight: 600; }}
QPushButton:hover {{ background: {c.hover}; }}
QPushButton:pressed {{ background: {c.raised}; }}
QPushButton:focus {{ border: 2px solid {c.accent}; padding: 0 14px; min-height: {inner - 2}px; }}
QPushButton:disabled {{ color: {c.muted}; background: {c.raised}; border-color: {c.line}; }}
QPushButton[thumb="true"] {{ min-height: {max(ROUND_TARGET, m.target) - 2}px; font-size: {m.px(18)}px; }}
QPushButton[thumb="true"]:focus {{ min-height: {max(ROUND_TARGET, m.target) - 4}px; }}
QPushButton::menu-indicator {{ width: 0; image: none; }}
QPushButton[kind="primary"] {{ background: {c.accent}; color: {c.on_accent}; border: 1px solid {c.accent}; }}
QPushButton[kind="primary"]:hover {{ background: {c.accent_hover}; }}
QPushButton[kind="primary"]:focus {{ border: 2px solid {c.text}; }}
QPushButton[kind="primary"]:disabled {{ background: {c.raised}; color: {c.muted}; border-color: {c.line}; }}
QPushButton[kind="danger"] {{ color: {c.danger}; }}
QPushButton[kind="quiet"] {{ background: transparent; border: 1px solid transparent; padding: 0 9px; }}
QPushButton[kind="quiet"]:hover {{ background: {c.raised}; }}
QPushButton[kind="quiet"]:focus {{ border: 2px solid {c.accent}; padding: 0 8px; }}
QPushButton[kind="link"] {{ background: transparent; border: 1px solid transparent; color: {c.accent};
  padding: 0 5px; text-align: left; }}
QPushButton[kind="link"]:hover {{ text-decoration: underline; }}
QPushButton[kind="link"]:focus {{ border: 2px solid {c.accent}; padding: 0 4px; }}
QPushButton[kind="row"] {{ background: transparent; border: 1px solid transparent; text-align: left;
  padding: 0 9px; font-weight: 400; }}
QPushButton[kind="row"]:hover {{ background: {c.raised}; }}
QPushButton[kind="row"]:focus {{ border: 2px solid {c.accent}; padding: 0 8px; }}
QPushButton[kind="icon"] {{ background: transparent; border: 1px solid transparent; padding: 0;
  min-width: {inner}px; max-width: {inner}px; }}
QPushButton[kind="icon"]:hover {{ background: {c.raised}; }}
QPushButton[kind="icon"]:focus {{ border: 2px solid {c.accent}; min-width: {inner - 2}px; }}
"""


def _chips(c: Colors, m: Metrics) -> str:
    tones = {
        "neutral": (c.raised, c.text),
        "good": (c.accent_soft, c.accent),
        "warn": (c.warn_soft, c.warn),
        "info": (c.info_soft, c.info),
        "danger": (c.danger_soft, c.danger),
    }
    radius = m.px(9)
    badge = "\n".join(
        f'QLabel[kind="badge"][tone="{name}"] {{ background: {ground}; color: {color}; }}'
        for name, (ground, color) in tones.items()
    )
    return f"""
QLabel[kind="badge"] {{ border-radius: {radius}px; padding: {m.px(2)}px {m.px(9)}px;
  font-size: {m.px(13)}px; font-weight: 600; }}
{badge}
QPushButton[kind="chip"] {{ background: {c.raised}; border: 1px solid transparent; font-size: {m.px(14)}px;
  border-radius: {m.target // 2 - 1}px; padding: 0 13px; }}
QPushButton[kind="chip"]:hover {{ border-color: {c.edge}; }}
QPushButton[kind="chip"]:focus {{ border: 2px solid {c.accent}; padding: 0 12px; }}
QPushButton[kind="chip"]:checked {{ background: {c.accent_soft}; color: {c.accent};
  border: 1px solid {c.accent_line}; }}
QPushButton[kind="chip"]:checked:focus {{ border: 2px solid {c.accent}; }}
"""


def _fields(c: Colors, m: Metrics) -> str:
    inner = m.target - 2
    return f"""
QLineEdit, QPlainTextEdit, QTextEdit {{ background: {c.surface}; color: {c.text}; border: 1px solid {c.edge};
  border-radius: {RADIUS - 2}px; padding: 0 10px; selection-background-color: {c.accent};
  selection-color: {c.on_accent}; }}
QLineEdit {{ min-height: {inner}px; }}
QPlainTextEdit, QTextEdit {{ padding: 7px 7px; }}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus {{ border: 2px solid {c.accent}; padding: 0 9px; }}
QLineEdit:focus {{ min-height: {inner - 2}px; }}
QPlainTextEdit:focus, QTextEdit:focus {{ padding: 6px 6px; }}
QLineEdit[invalid="true"], QPlainTextEdit[invalid="true"] {{ border: 2px solid {c.danger}; padding: 0 9px;
  min-height: {inner - 2}px; }}
QLineEdit:read-only, QPlainTextEdit:read-only {{ background: {c.ground}; border-color: {c.line}; }}
QLineEdit:disabled, QPlainTextEdit:disabled {{ background: {c.ground}; color: {c.muted}; border-color: {c.line}; }}
"""


def _combos(c: Colors, m: Metrics) -> str:
    inner = m.target - 2
    return f"""
QComboBox {{ background: {c.surface}; color: {c.text}; border: 1px solid {c.edge}; border-radius: {RADIUS - 2}px;
  padding: 0 10px; min-height: {inner}px; }}
QComboBox:focus, QComboBox:on {{ border: 2px solid {c.accent}; padding: 0 9px; min-height: {inner - 2}px; }}
QComboBox:disabled {{ background: {c.ground}; color: {c.muted}; border-color: {c.line}; }}
QComboBox::drop-down {{ border: none; width: {m.px(30)}px; }}
QComboBox::down-arrow {{ image: none; }}
QComboBox QLineEdit {{ border: none; padding: 0; background: transparent; min-height: {inner - 4}px; }}
QComboBox QAbstractItemView {{ background: {c.surface}; border: 1px solid {c.edge}; padding: 4px; outline: none; }}
QComboBox QAbstractItemView::item {{ min-height: {m.target - 4}px; padding: 0 8px; border-radius: 6px;
  color: {c.text}; }}
QComboBox QAbstractItemView::item:selected {{ background: {c.accent_soft}; color: {c.text}; }}
"""


def _checks(c: Colors, m: Metrics) -> str:
    box = m.px(18)
    return f"""
QRadioButton, QCheckBox {{ spacing: 10px; min-height: {m.target}px; padding: 0 6px; border-radius: 8px;
  border: 2px solid transparent; }}
QRadioButton:hover, QCheckBox:hover {{ background: {c.hover}; }}
QRadioButton:focus, QCheckBox:focus {{ border: 2px solid {c.accent}; }}
QRadioButton::indicator, QCheckBox::indicator, QListView::indicator {{
  width: {box}px; height: {box}px; border: 2px solid {c.edge};
  background: {c.surface}; }}
QRadioButton::indicator {{ border-radius: {box // 2 + 2}px; }}
QCheckBox::indicator, QListView::indicator {{ border-radius: 5px; }}
QRadioButton::indicator:checked {{ border: {box // 3}px solid {c.accent}; background: {c.on_accent};
  width: {box + 4 - 2 * (box // 3)}px; height: {box + 4 - 2 * (box // 3)}px; }}
QCheckBox::indicator:checked, QListView::indicator:checked {{
  border: 2px solid {c.accent}; background: {c.accent}; image: url("{_tick(c)}"); }}
"""


def _tick(c: Colors) -> str:
    """The tick of a box, in what can be read on the accent colour: a style sheet takes a picture only from a file."""
    name = "hak-hvid.svg" if QColor(c.on_accent).lightnessF() > 0.5 else "hak.svg"
    return resources.path("resources", "icons", name).as_posix()


def _lists(c: Colors, m: Metrics) -> str:
    return f"""
QAbstractItemView {{ background: {c.surface}; color: {c.text}; border: none; outline: none;
  selection-background-color: {c.accent_soft}; selection-color: {c.text}; gridline-color: {c.line}; }}
QHeaderView {{ background: {c.surface}; border: none; }}
QHeaderView::section {{ background: {c.surface}; color: {c.muted}; border: none; border-bottom: 1px solid {c.line};
  padding: 0 10px; min-height: {m.px(36)}px; font-size: {m.px(14)}px; font-weight: 600; }}
QTableView::item {{ padding: 0 7px; border-bottom: 1px solid {c.line}; }}
QListView::item {{ min-height: {m.target}px; padding: 0 10px; border-radius: 8px; }}
QListView::item:hover, QTableView::item:hover {{ background: {c.hover}; }}
QListView::item:selected, QTableView::item:selected {{ background: {c.accent_soft}; color: {c.text}; }}
"""


def _menus(c: Colors, m: Metrics) -> str:
    return f"""
QMenu {{ background: {c.surface}; border: 1px solid {c.edge}; padding: 6px; }}
QMenu::item {{ padding: 0 28px 0 12px; min-height: {m.target - 2}px; border-radius: 6px; color: {c.text}; }}
QMenu::item:selected {{ background: {c.accent_soft}; }}
QMenu::item:disabled {{ color: {c.muted}; }}
QMenu::separator {{ height: 1px; background: {c.line}; margin: 5px 8px; }}
"""


def _scrolls(c: Colors, m: Metrics) -> str:
    return f"""
QScrollArea, QStackedWidget {{ background: transparent; border: none; }}
QScrollArea > QWidget > QWidget[kind="page"] {{ background: transparent; }}
QScrollBar:vertical {{ background: transparent; width: 12px; margin: 2px; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 2px; }}
QScrollBar::handle {{ background: {mix(c.edge, c.ground, 0.55)}; border-radius: 4px; }}
QScrollBar::handle:vertical {{ min-height: 40px; }}
QScrollBar::handle:horizontal {{ min-width: 40px; }}
QScrollBar::handle:hover {{ background: {c.muted}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QSplitter::handle {{ background: {c.line}; }}
"""


def _calendar(c: Colors, m: Metrics) -> str:
    return f"""
QCalendarWidget QWidget#qt_calendar_navigationbar {{ background: {c.surface}; }}
QCalendarWidget QToolButton {{ color: {c.text}; background: transparent; min-height: {m.target - 4}px;
  min-width: {m.target - 4}px; border: none; border-radius: 6px; font-weight: 600; }}
QCalendarWidget QToolButton:hover {{ background: {c.raised}; }}
QCalendarWidget QAbstractItemView {{ selection-background-color: {c.accent}; selection-color: {c.on_accent}; }}
"""
