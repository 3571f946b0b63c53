"""The window (Qt): app → window → pages → kit. Pages call use cases through the kit's tasks and know no SQL."""
