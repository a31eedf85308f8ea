"""How records are cut out of the files of bibliographic sources, one at a time and within bounds."""
