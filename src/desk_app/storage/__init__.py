"""The only room that knows SQL: one encrypted SQLite file, one connection on one thread, one door that writes."""
