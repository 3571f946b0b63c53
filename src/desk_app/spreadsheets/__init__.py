"""The only room that knows spreadsheet files: what stands in them, and how to write them."""
