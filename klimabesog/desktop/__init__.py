"""The window: Qt Widgets, and nothing but what the eye and hand need. Everything it knows comes from casework.

PySide6 replaces Python's import by one that reads the source of every module imported afterwards, to find its
`__feature__` switch. Nothing here uses that switch, and it costs the start 12 ms or more, so Python's own import comes
back.
"""

import builtins

_import = builtins.__import__
import PySide6.QtCore  # noqa: E402, F401 - this replaces the import

builtins.__import__ = _import
