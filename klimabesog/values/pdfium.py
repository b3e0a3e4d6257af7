"""PDFium reads and draws PDFs, one thing at a time in a process: who asks it for something holds this.

Its own documentation says that no two threads may be in it, not even with different documents.
"""

from __future__ import annotations

import threading

PDFIUM = threading.RLock()
