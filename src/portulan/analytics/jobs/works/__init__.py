"""Publications in the lake: parts taken in, versions that share their files, cubes kept up to date."""
