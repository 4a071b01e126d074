"""Stores for tests, in SQLite."""

from tests.dashboard.stores import shared, shared_url, store, store_url

__all__ = ["shared", "shared_url", "store", "store_url"]
