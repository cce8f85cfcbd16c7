"""Decisions as MADR files, Markdown Any Decision Records 4.0: written from a design, and read into one."""

from __future__ import annotations

from designlint.madr.declaring import NoRecordError, declared
from designlint.madr.writing import MARK, WrittenRecord, records

__all__ = ["MARK", "NoRecordError", "WrittenRecord", "declared", "records"]
