"""Two themes in Okabe and Ito's colours, which people with any colour vision can tell apart."""

from __future__ import annotations

from textual.theme import Theme

DARK = Theme(
    name="table-dark",
    primary="#56B4E9",
    secondary="#8FA3B8",
    accent="#E69F00",
    success="#56B4E9",
    warning="#E69F00",
    error="#E8743B",
    foreground="#E6EAF0",
    background="#0E131A",
    surface="#131A23",
    panel="#1B2430",
    dark=True,
    variables={
        "gain": "#62C0F5",
        "loss": "#F0A830",
        "quiet": "#75849A",
        "faint": "#3B4859",
        "alert": "#F58A55",
        "bloc-0": "#4C86C6",
        "bloc-1": "#D2643A",
        "bloc-2": "#1FA37E",
        "bloc-3": "#B9779F",
        "bloc-4": "#C9BE3F",
        "bloc-5": "#8C98A8",
        "cursor": "#2C4562",
        "border": "#2C3848",
        "border-blurred": "#2C3848",
    },
)

LIGHT = Theme(
    name="table-light",
    primary="#0072B2",
    secondary="#56677A",
    accent="#B86E00",
    success="#0072B2",
    warning="#B86E00",
    error="#B84300",
    foreground="#1A2029",
    background="#FAFBFC",
    surface="#FFFFFF",
    panel="#EDF1F5",
    dark=False,
    variables={
        "gain": "#00619A",
        "loss": "#9A5600",
        "quiet": "#5F6C7B",
        "faint": "#C2CBD5",
        "alert": "#B03A00",
        "bloc-0": "#3F7FBF",
        "bloc-1": "#D55E00",
        "bloc-2": "#009E73",
        "bloc-3": "#B5679A",
        "bloc-4": "#A39A00",
        "bloc-5": "#7A8694",
        "cursor": "#CFE3F3",
        "border": "#CBD4DD",
        "border-blurred": "#CBD4DD",
    },
)

THEMES = (DARK, LIGHT)
BLOC_COLOURS = 6


def bloc_style(index: int) -> str:
    """The theme variable of the bloc at this place in the pack; `$quiet` for what belongs to none."""
    return f"$bloc-{index % BLOC_COLOURS}" if index >= 0 else "$quiet"
