"""All functions an expression may call: importing this module fills the table."""

from __future__ import annotations

from klimabesog.xforms.xpath import (
    functions_core,
    functions_date,
    functions_geo,
    functions_math,
    functions_nodes,
    functions_odk,
)
from klimabesog.xforms.xpath.library import FUNCTIONS, Function

__all__ = [
    "FUNCTIONS",
    "Function",
    "functions_core",
    "functions_date",
    "functions_geo",
    "functions_math",
    "functions_nodes",
    "functions_odk",
]
