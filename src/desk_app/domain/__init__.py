"""What is true whatever the screen, the database and the paper: rules over frozen records, no I/O."""
