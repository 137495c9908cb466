"""What `make bench` measures; one module per measurement, each with a function `measure()`."""
