"""`python -m klimabesog` is the `klimabesog` command."""

import sys

from klimabesog.cli import main

sys.exit(main())
