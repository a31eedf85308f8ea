"""What is run: build, status, versions. The only place that executes and writes."""
