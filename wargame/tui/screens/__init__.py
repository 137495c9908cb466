"""The table, and the modals that open over it."""
