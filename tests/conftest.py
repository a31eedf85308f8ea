"""Fixtures of the whole suite: the cast, the loaded packs, the built lake."""

pytest_plugins = ["cast.fixtures"]
