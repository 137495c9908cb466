"""The one screen to play and to replay: a Textual front end that knows only `events` and `views`."""

from wargame.tui.app import TableApp, run

__all__ = ["TableApp", "run"]
