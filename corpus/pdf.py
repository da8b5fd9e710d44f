"""PDF files: the text of the pages, joined by form feeds."""

from __future__ import annotations

import logging
import re
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.draft import Draft, Facts, clean_text
from corpus.errors import ReadError
from corpus.text import check_length, read_bytes

if TYPE_CHECKING:
    from pypdf import PdfReader

_MAX_BYTES = 64_000_000
_MAX_PAGES = 2_000
_MADE = re.compile(r"D:(\d{4})(\d{2})(\d{2})")


def read_pdf(path: Path) -> Draft:
    """Text, title and day of making of a PDF; ReadError when it is encrypted, broken, a mere scan, or too long."""
    from pypdf import PdfReader  # loaded for PDFs only: it costs a tenth of a second

    content = read_bytes(path, limit=_MAX_BYTES)
    if b"%PDF-" not in content[:1024]:
        raise ReadError("pdf", "the file is no PDF: it does not begin with %PDF-")
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        with path.open("rb") as file:
            reader = PdfReader(file)
            if reader.is_encrypted and not _opens_without_password(reader):
                raise ReadError("encrypted", "the PDF is encrypted: save a copy without a password")
            if len(reader.pages) > _MAX_PAGES:
                raise ReadError("too_long", f"the PDF has {len(reader.pages)} pages, at most {_MAX_PAGES} are read: split it")
            text = "\f".join(page.extract_text() for page in reader.pages)
            facts = _facts(reader.metadata)
    except ReadError:
        raise
    except Exception as error:  # a damaged file makes the library raise almost anything
        raise ReadError("pdf", f"the PDF is damaged ({type(error).__name__}): save it again") from error
    if not text.strip():
        raise ReadError("pdf", "the PDF holds no text, only pictures: run text recognition on it first")
    text = clean_text(text)
    check_length(text)
    return Draft(text=text, facts=facts)


def _opens_without_password(reader: PdfReader) -> bool:
    """True if an empty password opens the file; ciphers that need a library of their own count as locked."""
    from pypdf.errors import DependencyError

    try:
        return bool(reader.decrypt(""))
    except (DependencyError, NotImplementedError):
        return False


def _facts(metadata: object) -> Facts:
    entries = metadata if isinstance(metadata, dict) else {}
    made = _MADE.match(str(entries.get("/CreationDate", "")))
    return Facts(
        title=str(entries.get("/Title") or "").strip() or None,
        byline=str(entries.get("/Author") or "").strip() or None,
        published="-".join(made.groups()) if made else None,
    )
