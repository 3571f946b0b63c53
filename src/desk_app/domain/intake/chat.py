"""招工信息 as it comes in a chat: one message becomes an employer and its posts, each value with its place in the text.

Nothing is guessed that the text does not say; what is not understood stays in the text, beside the fields.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from desk_app.domain.intake.amounts import chinese_whole
from desk_app.domain.intake.words import IntakeWords, plain
from desk_app.domain.matching.occupations import Occupations

_LINE = re.compile(r"[^\n\r]+")
_FRONT = re.compile(r"^(?:[\s\W_]|[0-9]{1,2}[.、）)．]|[一二三四五六七八九十]、)+")
_LABEL = re.compile(r"([\u4e00-\u9fff/（）()]{1,10}?)\s*[：:]\s*")
_PHONE = re.compile(r"(?<!\d)(?:1[3-9]\d[ -]?\d{4}[ -]?\d{4}|0\d{2,3}[ -]?\d{7,8})(?!\d)")
_COUNT = r"(?:(\d{1,4})|([一二两三四五六七八九十]{1,3})|若干|数)\s*(?:多|余)?\s*(?:名|人|位|个)"
_TITLE = re.compile(r"([\u4e00-\u9fffA-Za-z/]{2,14}?)[（(]?\s*[:：]?\s*" + _COUNT)
_PAY = re.compile(
    r"(?:月薪|工资|日薪|时薪|底薪|保底|综合(?:工资|月薪)?|计件|年薪|待遇|薪资|[一每](?:个月|月|天|小时|件))?\s*[:：]?\s*"
    r"\d[\d.,]*\s*[kK千万]?\s*(?:元|块)?\s*(?:(?:-|~|—+|－|–|～|至|到)\s*\d[\d.,]*\s*[kK千万]?)?\s*(?:元|块)?"
    r"\s*(?:/|每|一)?\s*(?:个月|月|天|日|小时|时|件|年)?(?:左右|以上|起|不等)?"
)
_SEGMENT = re.compile(r"[^，,。；;！!\n]+")
_STOP = re.compile(r"[，,。；;！!\n]")
_OPEN = "【[「"
_SHORTEST = 2  # characters of a title


@dataclass(frozen=True, slots=True)
class Part:
    """A value as it is typed into a field, and the stretch of the message that says so: `message[start:end]`."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Chat:
    """What a message says: the employer's fields, and those of each post; what holds for all posts stands in each."""

    employer: Mapping[str, Part]
    posts: tuple[Mapping[str, Part], ...]


@dataclass(frozen=True, slots=True)
class ChatWords:
    """The shape of `resources/imports/chat.toml`; `labels` is the field by what may stand before a colon."""

    labels: Mapping[str, str]
    lists: Mapping[str, tuple[str, ...]]

    def has(self, name: str, text: str) -> bool:
        """Whether a word of that list stands in the text."""
        return any(word in text for word in self.lists[name])


def read_chat_words(raw: Mapping[str, Any], words: IntakeWords) -> ChatWords:
    """The words of chats together with the headings of lists of posts."""
    labels = {label: target for label, target in words.headings["posts"].same.items() if target in _KNOWN}
    labels |= {plain(word): target for target, found in raw["labels"].items() for word in found}
    return ChatWords(labels=labels, lists={name: tuple(found) for name, found in raw.items() if name != "labels"})


_KNOWN = frozenset(
    "title headcount pay_text place requirements welfare shift duties valid_until education_min experience_years "
    "certificates lodging bus employer.name employer.phone employer.contact employer.address".split()
)


def read_chat(text: str, chat: ChatWords, words: IntakeWords, occupations: Occupations) -> Chat:
    """Read a message. Without posts in it, `posts` is empty."""
    reader = _Reader(text, chat, words, occupations)
    for line in _LINE.finditer(text):
        reader.line(line.start(), line.end())
    return reader.chat()


@dataclass
class _Reader:
    """Goes through a message line by line."""

    text: str
    chat_words: ChatWords
    words: IntakeWords
    occupations: Occupations
    employer: dict[str, Part] = field(default_factory=dict)
    posts: list[dict[str, Part]] = field(default_factory=list)
    common: dict[str, Part] = field(default_factory=dict)
    in_form: bool = False  # the post at hand began with a heading: what follows belongs to it alone

    def chat(self) -> Chat:
        """What was found; a fact that holds for all posts stands in each."""
        posts = tuple({**self.common, **post} for post in self.posts)
        return Chat(employer=self.employer, posts=posts)

    def line(self, start: int, end: int) -> None:
        """One line: headings with values, or posts, or something else that is recognised by its words."""
        front = _FRONT.match(self.text[start:end])
        start += front.end() if front and self.text[start] not in _OPEN else 0
        self._contact(start, end)
        labelled = [m for m in _LABEL.finditer(self.text, start, end) if self._target(m.group(1))]
        first = labelled[0].start() if labelled else end
        if first > start:
            self._free(start, first)
        for at, match in enumerate(labelled):
            until = labelled[at + 1].start() if at + 1 < len(labelled) else end
            self._labelled(self._target(match.group(1)), match.end(), until)

    def _target(self, label: str) -> str:
        return self.chat_words.labels.get(plain(label), "")

    def _labelled(self, target: str, start: int, end: int) -> None:
        if target == "title":
            if self._posts_in(start, end, sure=True):
                return
            titles = self._pieces(start, end, r"[^、，,;；/\s]+")
            for part in titles:
                self.posts.append({"title": part})
            self.in_form = len(titles) == 1
        elif target.startswith("employer."):
            name = target.removeprefix("employer.")
            if name not in ("phone", "contact"):
                self._put(self.employer, name, start, end)
        else:
            self._say(target, start, end)

    def _contact(self, start: int, end: int) -> None:
        """Telephones with the name beside them, and an employer's name."""
        for phone in _PHONE.finditer(self.text, start, end):
            self._put(self.employer, "phone", phone.start(), phone.end())
            ends = "|".join(self.chat_words.lists["contact_ends"])
            named = re.compile(rf"(?<![\u4e00-\u9fff])找?([\u4e00-\u9fff]{{1,2}}(?:{ends}))")
            near = named.search(self.text, max(start, phone.start() - 12), min(end, phone.end() + 12))
            if near:
                self._put(self.employer, "contact", *near.span(1))
        if "name" in self.employer:
            return
        endings = "|".join(sorted(self.words.marks["employer_endings"], key=len, reverse=True))
        named = re.compile(
            rf"[\u4e00-\u9fffA-Za-z0-9（）()·]{{2,26}}?(?:有限公司|有限责任公司|{endings})(?![\u4e00-\u9fff]{{0,2}}地址)"
        )
        for match in named.finditer(self.text, start, end):
            at = match.start()
            for wanted in self.chat_words.lists["wanted"]:
                at += len(wanted) if self.text.startswith(wanted, at) else 0
            if match.end() - at >= 4:
                self._put(self.employer, "name", at, match.end())
                return

    def _free(self, start: int, end: int) -> None:
        """A line, or its beginning, without a heading."""
        if not self._posts_in(start, end, sure=False) and not self._bare_titles(start, end):
            self._segments(self._where(), start, end)

    def _segments(self, place: dict[str, Part], start: int, end: int) -> None:
        """What the parts between commas are about, by the words in them; neighbours about the same stay together."""
        about: list[tuple[str, int, int]] = []
        for match in _SEGMENT.finditer(self.text, start, end):
            name = self._about(*match.span())
            if about and name and about[-1][0] == name:
                about[-1] = (name, about[-1][1], match.end())
            else:
                about.append((name, *match.span()))
        for name, begun, until in about:
            if name:
                self._say(name, begun, until, place)

    def _about(self, start: int, end: int) -> str:
        piece = self.text[start:end]
        if _PHONE.search(piece):
            return ""
        for name in ("shift", "welfare", "requirements", "place"):
            if self.chat_words.has(name, piece):
                return name
        return "pay_text" if "面议" in piece or self._pay_in(start, end) else ""

    def _posts_in(self, start: int, end: int, *, sure: bool) -> bool:
        """Titles with a number of people: each begins a post; what is paid for it stands behind.

        What stands behind the last of several in one line is said of all of them.
        """
        calls = any(word in self.text[start:end] for word in self.chat_words.lists["wanted"])
        matches = _TITLE.finditer(self.text, start, end)
        found = [m for m in matches if sure or self._is_title(self._title(m)[0], calls=calls)]
        for at, match in enumerate(found):
            until = found[at + 1].start() if at + 1 < len(found) else end
            title, title_start = self._title(match)
            post = {"title": Part(title, title_start, title_start + len(title))}
            number = match.group(2) or match.group(3)
            if number:
                place = match.span(2 if match.group(2) else 3)
                post["headcount"] = Part(str(chinese_whole(number) or number), *place)
            self.posts.append(post)
            self.in_form = False
            behind_several = len(found) > 1 and at == len(found) - 1
            self._segments(self.common if behind_several else post, match.end(), until)
        return bool(found)

    def _bare_titles(self, start: int, end: int) -> bool:
        """招焊工、钳工: titles behind a word that says somebody is wanted, without a number."""
        for wanted in self.chat_words.lists["wanted"]:
            at = self.text.find(wanted, start, end)
            if at < 0:
                continue
            stop = _STOP.search(self.text, at, end)
            pieces = self._pieces(at + len(wanted), stop.start() if stop else end, r"[^、/\s和]+")
            if pieces and all(self._is_title(part.text, calls=False) for part in pieces):
                self.posts += [{"title": part} for part in pieces]
                self.in_form = False
                self._segments(self.common, stop.start() if stop else end, end)
                return True
        return False

    def _title(self, match: re.Match[str]) -> tuple[str, int]:
        """The title without what stands before the word that says somebody is wanted."""
        title, start = match.group(1), match.start(1)
        behind = max(
            (title.rfind(one) + len(one) for one in self.chat_words.lists["wanted"] if one in title), default=0
        )
        return (title[behind:], start + behind) if len(title) - behind >= _SHORTEST else (title, start)

    def _is_title(self, title: str, *, calls: bool) -> bool:
        """Whether it is work; in a line that calls for people, 喂猪的 is too."""
        if any(word in title for word in self.chat_words.lists["not_titles"]):
            return False
        known = title.endswith(self.chat_words.lists["title_ends"]) or bool(self.occupations.family(title))
        return known or (calls and title.endswith("的"))

    def _pay_in(self, start: int, end: int) -> tuple[int, int] | None:
        """Where an amount of pay stands: it names yuan, a unit, thousands, or is a number of four digits."""
        for match in _PAY.finditer(self.text, start, end):
            found = match.group().strip()
            if found.count("-") > 1:  # a telephone, or a date
                continue
            digits = re.search(r"\d+", found.replace(",", ""))
            money = any(
                sign in found
                for sign in ("元", "块", "薪", "工资", "底", "k", "K", "千", "万", "综合", "待遇", "天", "小时")
            )
            if digits and not _PHONE.search(found) and (money or 4 <= len(digits.group()) <= 5):
                lead = len(match.group()) - len(match.group().lstrip())
                return match.start() + lead, match.start() + len(match.group().rstrip())
        return None

    def _say(self, target: str, start: int, end: int, place: dict[str, Part] | None = None) -> None:
        """A fact about the post at hand, or about all of them."""
        place = self._where() if place is None else place
        self._put(
            place, target, *((self._pay_in(start, end) or (start, end)) if target == "pay_text" else (start, end))
        )
        piece = self.text[start:end]
        for name in ("lodging", "bus"):
            if self.chat_words.has(name, piece):
                place.setdefault(name, Part("是", start, end))

    def _where(self) -> dict[str, Part]:
        return self.posts[-1] if self.in_form and self.posts else self.common

    def _put(self, place: dict[str, Part], name: str, start: int, end: int) -> None:
        """Keep the stretch of text, without blanks and marks at its ends, unless the field is known already."""
        piece = self.text[start:end]
        start += len(piece) - len(piece.lstrip(" \t，,。；;：:、·"))
        piece = piece.strip(" \t，,。；;：:、·")
        if piece:
            place.setdefault(name, Part(piece, start, start + len(piece)))

    def _pieces(self, start: int, end: int, pattern: str) -> Sequence[Part]:
        return [Part(m.group(), m.start(), m.end()) for m in re.compile(pattern).finditer(self.text, start, end)]
