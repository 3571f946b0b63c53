"""How well unlawful wording and signs of fraud are found, on the labelled texts of DESK_APP_CASES (its open half)."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from desk_app import resources
from desk_app.domain.posts import Post
from desk_app.domain.signs import doubts, need_second_look, usual_pay
from desk_app.domain.wording import unlawful


def run(say: Callable[[str], None]) -> None:
    """Print precision and recall: of the wording by ground, of its marks by character, of the posts with signs."""
    folder = os.environ.get("DESK_APP_CASES")
    if not folder:
        say("left out: DESK_APP_CASES is not set")
        return
    labels = Path(folder) / "labels"
    _wording(json.loads((labels / "discrimination_texts.json").read_text(encoding="utf-8")), say)
    towns = [json.loads(file.read_text(encoding="utf-8")) for file in sorted(labels.glob("town_*.json"))]
    _fraud(json.loads((labels / "fraud_posts.json").read_text(encoding="utf-8")), towns, say)


def _wording(texts: list[dict[str, Any]], say: Callable[[str], None]) -> None:
    grounds = resources.intake_words().unlawful
    found = {one["id"]: unlawful(one["text"], grounds) for one in texts}
    told = [(one["unlawful"], bool(found[one["id"]])) for one in texts]
    say(f"wording, {len(texts)} texts: {_rates(told)}")
    for ground in sorted({one["ground"] for one in texts if one["unlawful"]}):
        of_ground = [
            (one["unlawful"] and one["ground"] == ground, any(f.ground.name == ground for f in found[one["id"]]))
            for one in texts
        ]
        say(f"  {ground}: {_rates(of_ground)}")
    signs = [
        (at in _labelled(one), at in {place for f in found[one["id"]] for place in range(f.start, f.start + f.length)})
        for one in texts
        for at in range(len(one["text"]))
    ]
    say(f"  characters marked: {_rates(signs)}")


def _labelled(one: dict[str, Any]) -> set[int]:
    return {at for mark in one["marks"] for at in range(mark["start"], mark["end"])}


def _fraud(texts: list[dict[str, Any]], towns: list[dict[str, Any]], say: Callable[[str], None]) -> None:
    """Against the usual pay of the towns' own posts."""
    occupations, signs = resources.occupations(), resources.signs()
    posts = [
        Post(uid=one["id"], title=one["title"], pay_max=one["pay_month_max"], pay_unit="month")
        for town in towns
        for one in town["posts"]
    ]
    usual = usual_pay(posts, occupations, signs)
    told = []
    for one in texts:
        post = Post(uid=one["id"], title=one["title"], duties=one["text"])
        found = doubts(post, "", signs, usual.get(occupations.family(post.title)))
        told.append((one["suspicious"], need_second_look(found)))
    say(f"signs of fraud, {len(texts)} posts: {_rates(told)}")


def _rates(told: Iterable[tuple[bool, bool]]) -> str:
    """Precision and recall with the counts behind them."""
    pairs = list(told)
    right = sum(label and found for label, found in pairs)
    found, labelled = sum(found for _, found in pairs), sum(label for label, _ in pairs)
    precision, recall = right / found if found else 1.0, right / labelled if labelled else 1.0
    return f"precision {precision:.3f} ({right}/{found}), recall {recall:.3f} ({right}/{labelled})"


if __name__ == "__main__":
    run(print)
