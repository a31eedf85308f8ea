"""From raw public files to published figures; knows no web framework and no name of a person."""
