"""Reports: pure functions from records to tables; screen, sheet and paper only carry them."""
