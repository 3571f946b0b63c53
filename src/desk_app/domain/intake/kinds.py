"""疑问种类: every kind of finding about a row, what it means and what becomes of the row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Status = Literal["refused", "question", "skipped"]


@dataclass(frozen=True, slots=True)
class FindingKind:
    """A stable English word, what becomes of the row, and the meaning a clerk reads."""

    name: str
    status: Status
    meaning: str

    @property
    def remedy(self) -> str:
        """What whoever sent the list is asked to do about it."""
        return next((words for start, words in _REMEDIES if self.name.startswith(start)), "请核对后重新填写这一格")


_REFUSED = (
    ("id_as_number", "身份证号在表里存成了数字，后几位已丢失"),
    ("id_scientific", "身份证号成了科学计数（4.1E+17），后几位已丢失"),
    ("id_zeros", "身份证号末三位是000且校验码不对，后几位已丢失"),
    ("id_length", "身份证号位数不对"),
    ("id_bad_date", "身份证号里的出生日期不存在或晚于今天"),
    ("under_16", "本人未满十六周岁，不能登记为求职人员"),
    ("no_data", "这一行读不出人、岗位或单位"),
)
_QUESTIONS = (
    ("id_missing", "没有证件号码"),
    ("id_words", "证件号码一格写的是文字"),
    ("id_masked", "证件号码被遮盖"),
    ("id_checksum", "身份证号校验码不对，有一位或几位写错"),
    ("id_letter", "证件号码里有不该出现的字母或符号"),
    ("id_region", "身份证号开头六位不是任何地区的代码"),
    ("id_old15", "15位旧身份证号，要换成18位"),
    ("id_unclear", "看不出是哪种证件"),
    ("practice_data", "演练用的号码（410099 或 154 开头）出现在正式机构里"),
    ("other_person_id", "身份证号与另一个人相同，姓名不同"),
    ("name_differs", "身份证号相同，姓名写法相近但不一样"),
    ("maybe_same_person", "姓名和手机号与另一个人相同，可能是同一人"),
    ("name_missing", "没有姓名"),
    ("name_unclear", "姓名有缺字、符号，或一格写了几个人"),
    ("name_traditional", "姓名写的是繁体字，请确认证件上的写法"),
    ("person_dead", "备注此人已去世"),
    ("sex_contradicts", "性别与身份证号不符"),
    ("birth_contradicts", "出生日期与身份证号不符"),
    ("identity_conflict", "性别或出生日期与已有记录不符"),
    ("phone_short", "电话号码位数不对"),
    ("phone_scientific", "电话号码成了科学计数，后几位已丢失"),
    ("date_impossible", "日期不存在或看不懂"),
    ("education_unclear", "看不出文化程度是哪一级"),
    ("village_unclear", "村名与已知的村相近但不一样"),
    ("employer_missing", "看不出是哪个单位的岗位"),
    ("employer_differs", "信用代码相同，单位名称不同"),
    ("code_missing", "没有统一社会信用代码"),
    ("code_wrong", "统一社会信用代码有误（位数、字母或校验码）"),
    ("code_old15", "15位旧注册号，要换成18位信用代码"),
    ("code_differs", "单位名称相同，信用代码不同"),
    ("title_missing", "没有岗位名称"),
    ("title_two", "一格里写了两个岗位"),
    ("headcount_unclear", "看不出招聘人数"),
    ("headcount_range", "招聘人数写成了范围"),
    ("headcount_by_sex", "招聘人数按男女分开，名额不得按性别限制"),
    ("headcount_mismatch", "分项人数之和与总人数不一致"),
    ("pay_unclear", "看不出工资数额"),
    ("pay_reversed", "工资上下限写反了"),
    ("pay_low", "工资低得不合常理，可能少写了一位"),
    ("pay_high", "工资高得不合常理，可能多写了一位"),
    ("place_missing", "没有工作地点"),
    ("valid_past", "岗位有效期已过"),
    ("unlawful_sex", "要求里有性别限制，不得作为条件"),
    ("unlawful_age", "要求里有年龄限制，没有法定理由不得作为条件"),
    ("unlawful_hukou", "要求里有户籍或地域限制，不得作为条件"),
    ("unlawful_marriage", "要求里有婚育限制，不得作为条件"),
    ("unlawful_ethnicity", "要求里有民族或宗教限制，不得作为条件"),
    ("unlawful_health", "要求里有健康、残疾或外貌限制，不得作为条件"),
    ("unlawful_other", "要求里有其他与工作无关的限制，不得作为条件"),
)
_SKIPPED = (
    ("title", "标题、单位、日期等表头文字"),
    ("form_block", "登记表上部的单位信息，已并入各岗位"),
    ("header_repeated", "重复的表头"),
    ("total", "小计、合计"),
    ("footer", "填表人、审核人、说明等"),
    ("label", "分组名"),
    ("empty_numbered", "只有序号的空行"),
    ("no_table", "工作表里没有名单"),
)

_REMEDIES = (
    ("under_16", "请核对出生日期；确实未满十六周岁的，只能作为家庭成员登记"),
    ("id_missing", "请补填18位证件号码，这一列先设为“文本”"),
    ("id_region", "请对照证件核对前六位"),
    ("id_", "请把这一列设为“文本”，对照证件重新填写18位号码"),
    ("maybe_same", "请问清两行是不是同一个人"),
    ("other_person", "请对照证件核对姓名和号码"),
    ("name_", "请对照证件填写完整姓名，一行一人"),
    ("sex_", "请对照证件核对性别和号码"),
    ("birth_", "请对照证件核对出生日期和号码"),
    ("identity_", "请对照证件核对性别和出生日期"),
    ("person_dead", "请核实此人情况"),
    ("phone_", "请填写完整电话号码，这一列先设为“文本”"),
    ("date_", "请按“年-月-日”填写日期"),
    ("education_", "请填写初中、高中、大专、本科等"),
    ("village_", "请填写村（社区）的全名"),
    ("employer_", "请填写营业执照上的单位全称"),
    ("code_", "请填写18位统一社会信用代码，这一列先设为“文本”"),
    ("title_", "请一行只填一个岗位"),
    ("headcount_", "请填写一个总人数，不分男女"),
    ("pay_", "请写明每月多少元到多少元"),
    ("place_", "请填写工作地点"),
    ("valid_", "请填写仍有效的截止日期"),
    ("unlawful_", "请删去法律不允许的招聘条件"),
    ("practice_", "请换成真实的资料"),
    ("no_data", "请补全这一行，或者删去"),
)
"""By the beginning of the kind's name, special ones first."""

_ALL: tuple[tuple[Status, tuple[tuple[str, str], ...]], ...] = (
    ("refused", _REFUSED),
    ("question", _QUESTIONS),
    ("skipped", _SKIPPED),
)
KINDS: Mapping[str, FindingKind] = {
    name: FindingKind(name, status, meaning) for status, kinds in _ALL for name, meaning in kinds
}
"""All kinds by name, refusals first."""
