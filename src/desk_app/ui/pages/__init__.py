"""The pages, one noun each; none knows another. Their order in the rail stands in `ui/window.py`."""
