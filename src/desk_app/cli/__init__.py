"""The command line: the same use cases as the window, for programs and for checking from outside."""
