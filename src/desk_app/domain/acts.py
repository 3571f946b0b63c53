"""撤销 (undo): which acts may be taken back, and in which words."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

REMEMBERED = 50
"""How many acts of a day may be taken back."""

KEPT: Mapping[tuple[str, str], str] = {
    ("letters", "i"): "推荐信已经编号，不能撤销；开错了请到“推荐信”页作废",
    ("exports", "i"): "导出的文件已经交出，不能撤销",
    ("erasures", "i"): "到期资料已经抹去，不能撤销",
    ("office", "i"): "建立机构不能撤销",
    ("staff", "i"): "经办人已经有了自己的密码，不能撤销；请到“设置”里停用",
    ("staff", "u"): "经办人的改动不能撤销；请到“设置”里再改",
    ("staff", "d"): "经办人的改动不能撤销；请到“设置”里再改",
}
"""What stays done, by table and operation: paper that is out, numbers, files that left, ways into the file."""

KEPT_NOUNS = tuple(dict.fromkeys(noun for noun, _ in KEPT))

_NOUNS: Mapping[str, str] = {
    "seekers": "求职人员",
    "memberships": "人员类别",
    "employers": "用人单位",
    "employer_papers": "单位材料",
    "labour_reports": "用工监测表",
    "problems": "企业问题",
    "problem_steps": "办理记录",
    "posts": "岗位",
    "projects": "项目",
    "labour_needs": "用工计划",
    "collections": "征集任务",
    "collection_contacts": "征集联系记录",
    "collection_charges": "征集分工",
    "certifications": "困难认定",
    "certification_steps": "认定步骤",
    "families": "家庭",
    "family_members": "家庭成员",
    "letters": "推荐信",
    "consents": "告知与同意",
    "snoozes": "稍后提醒",
    "erasures": "删除登记",
    "follow_ups": "回访",
    "proposals": "推荐",
    "answers": "本人意见",
    "decisions": "人工决定",
    "service_log": "服务记录",
    "questions": "导入疑问",
    "batches": "导入批次",
    "layouts": "认表",
    "distinctions": "不是同一人",
    "villages": "村（社区）",
    "own_fields": "自设栏目",
    "own_codes": "选项",
    "own_standards": "期限与标准",
    "runs": "匹配方案",
    "office": "机构设置",
    "graduate_forms": "毕业生登记表",
    "veteran_forms": "退役军人登记表",
    "migrant_forms": "农村劳动力登记表",
    "job_registrations": "求职登记表",
    "job_wishes": "求职意向",
    "work_spells": "工作经历",
    "unemployment_registrations": "失业登记",
    "employment_registrations": "就业登记",
    "hire_filings": "录用备案",
    "views": "视图",
}


def noun_word(noun: str) -> str:
    """The Chinese word for a kind of record."""
    return _NOUNS.get(noun, "记录")


def record_words(noun: str, record: Any, person: str = "") -> str:
    """A record as a clerk knows it: 求职人员张三, 岗位电工, 回访（张三）."""
    own = next((str(v) for n in ("label", "name", "title", "letter_no", "file") if (v := getattr(record, n, ""))), "")
    if own:
        return f"{noun_word(noun)}{own}"
    return f"{noun_word(noun)}（{person}）" if person else noun_word(noun)


def stays(kept: Collection[tuple[str, str]]) -> str:
    """Why an act that did these things stays done; "" if it may be taken back."""
    return next((sentence for what, sentence in KEPT.items() if what in kept), "")


def offer(why: str, newer: Sequence[str]) -> str:
    """What Ctrl+Z offers: the act, and what came after it and stays."""
    passed = f"（之后的“{newer[0]}”不能撤销）" if newer else ""
    return f"撤销：{why}{passed}"


def changed_since(why: str, records: Sequence[str], count: int, kept: Sequence[str] = ()) -> str:
    """The refusal where something was changed after the act; `kept`: later acts that cannot be taken back."""
    named = "、".join(dict.fromkeys(records)) + (f"等 {count} 条" if count > len(records) else "")
    after = f"（之后已“{kept[0]}”）" if kept else ""
    return f"不能撤销“{why}”：{named}之后又改动过{after}。要改请直接改回。"


def used_since(why: str, noun: str) -> str:
    """The refusal where later records rest on the act."""
    return f"不能撤销“{why}”：之后登记的{noun_word(noun)}用到了它。请先撤销后来的操作。"
