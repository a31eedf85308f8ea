"""What may be kept, and how much of it."""

from datetime import timedelta

LIMIT = 50 * 1024 * 1024  # bytes of one file
UNTOUCHED = timedelta(days=1)  # a content without a row, or half received, is removed after so long

_OPENXML = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."

DOCX, XLSX, PPTX = (
    f"{_OPENXML}{kind}"
    for kind in ("wordprocessingml.document", "spreadsheetml.sheet", "presentationml.presentation")
)
ODT, ODS, ODP = (f"{_ODF}{kind}" for kind in ("text", "spreadsheet", "presentation"))

ACCEPTED = {  # media type: the name people know it by
    "application/pdf": "PDF",
    "image/png": "PNG",
    "image/jpeg": "JPEG",
    "image/webp": "WebP",
    DOCX: "Word",
    XLSX: "Excel",
    PPTX: "PowerPoint",
    ODT: "OpenDocument",
    ODS: "OpenDocument",
    ODP: "OpenDocument",
    "text/calendar": "iCalendar",
    "text/csv": "CSV",
    "text/plain": "text",
}
