"""What all pages are built from: it knows fields, tasks and asking, and no noun."""
