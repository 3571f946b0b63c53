"""The use cases: one file a noun, one call one transaction, the actor in every signature; none knows another."""
