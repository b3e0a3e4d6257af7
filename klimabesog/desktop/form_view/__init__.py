"""The form view: shows the questions of one chapter as cards and keeps every answer."""

from __future__ import annotations

from klimabesog.desktop.form_view.source import FormSource
from klimabesog.desktop.form_view.view import FormView

__all__ = ["FormSource", "FormView"]
