"""Pages and acts about partners, for who is signed in."""
