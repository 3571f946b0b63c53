"""征集话术: what a clerk says and asks when a firm is called, and what the law forbids to ask."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectionWords:
    """The texts of `resources/texts/collection.toml`; words in braces are filled in."""

    greeting: str
    about_firm: str
    about_project: str
    what_we_do: str
    free: str
    questions: tuple[str, ...]
    not_to_ask: tuple[str, ...]
    farewell: str
    form_note: str
    form_promise: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """One call: what is said first, what is asked, what may not be asked, how it ends."""

    opening: tuple[str, ...]
    questions: tuple[str, ...]
    not_to_ask: tuple[str, ...]
    farewell: str

    def lines(self) -> tuple[str, ...]:
        """Opening, numbered questions and farewell, in the order in which they are said."""
        asked = [f"{number}　{line}" for number, line in enumerate(self.questions, 1)]
        return (*(f"“{line}”" for line in self.opening), *asked, f"“{self.farewell}”")


def script(words: CollectionWords, office: str, clerk: str, firm: str, project: str = "") -> Script:
    """The call to a firm, about a project where one is named; `firm` may be "" where nobody knows it yet."""
    about = words.about_project.format(project=project) if project else words.about_firm
    greeting = words.greeting.format(office=office, clerk=clerk, firm=firm or "贵单位", about=about)
    return Script(
        opening=(greeting, words.what_we_do, words.free),
        questions=words.questions,
        not_to_ask=words.not_to_ask,
        farewell=words.farewell,
    )
