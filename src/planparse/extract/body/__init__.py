"""Lines outside tables → a document of the file: preface, outline, footnotes, conclusions."""
