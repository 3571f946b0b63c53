"""The criteria, one file each; `matching/listing.py` has them in order."""
