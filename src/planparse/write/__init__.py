"""Records → files: JSON per plan, and one Parquet file per plan and table."""

from planparse.write.output import Formats, existing_source, read_back, write_document

__all__ = ["Formats", "existing_source", "read_back", "write_document"]
