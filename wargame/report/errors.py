"""What keeps a report from being made."""


class ReportError(ValueError):
    """A report that cannot be made or saved; the text says why and what would be right."""
