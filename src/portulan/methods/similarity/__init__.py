"""How names are compared: their normal form, what is suspicious in them, how close two of them are."""
