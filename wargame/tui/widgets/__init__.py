"""What the table is made of: one widget per file; a widget draws what it is given and posts what was asked of it."""
