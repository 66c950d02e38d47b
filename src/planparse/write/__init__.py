"""Records → files: JSON per plan, and one Parquet file per plan and table."""
