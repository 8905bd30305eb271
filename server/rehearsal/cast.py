"""The cast of a rehearsal: invented people and delegations, drawn from pools by a seed. Nobody here exists."""

import random
from dataclasses import dataclass

from server.core.text import Text

_SURNAMES = [
    ("林", "Lin"), ("沈", "Shen"), ("秦", "Qin"), ("白", "Bai"), ("陆", "Lu"), ("程", "Cheng"), ("顾", "Gu"),
    ("罗", "Luo"), ("韩", "Han"), ("方", "Fang"), ("叶", "Ye"), ("贺", "He"), ("江", "Jiang"), ("丁", "Ding"),
    ("魏", "Wei"), ("唐", "Tang"), ("欧阳", "Ouyang"), ("夏", "Xia"), ("崔", "Cui"), ("孟", "Meng"),
]  # fmt: skip
_GIVEN = [
    ("远航", "Yuanhang"), ("铁山", "Tieshan"), ("秋实", "Qiushi"), ("一鸣", "Yiming"), ("岚", "Lan"),
    ("海川", "Haichuan"), ("锦程", "Jincheng"), ("立", "Li"), ("雨桐", "Yutong"), ("承志", "Chengzhi"),
    ("若兰", "Ruolan"), ("钢", "Gang"), ("星野", "Xingye"), ("长青", "Changqing"), ("巧云", "Qiaoyun"),
    ("大江", "Dajiang"), ("静", "Jing"), ("千帆", "Qianfan"), ("景行", "Jingxing"), ("春晓", "Chunxiao"),
]  # fmt: skip
DELEGATIONS = [
    Text("沧澜重工", "Canglan Heavy Works"),
    Text("北辰船务", "Polaris Shipyard"),
    Text("青禾物流园", "Qinghe Logistics Park"),
    Text("铸光精密制造技术有限公司", "Zhuguang Precision Manufacturing Co., Ltd."),
    Text("云海职业技术学院", "Yunhai Polytechnic"),
    Text("长汀能源", "Changting Energy"),
    Text("砺石港务集团第三装卸公司", "Lishi Port Group, Third Stevedoring Company"),
    Text("新桥轨道", "Xinqiao Rail"),
    Text("明德汽车零部件", "Mingde Auto Parts"),
]


@dataclass(frozen=True, slots=True)
class Person:
    """A competitor: number, name and delegation as a roster lists them."""

    number: str
    name: Text
    delegation: Text


def competitors(rng: random.Random, first: int, count: int) -> list[Person]:
    """`count` competitors with numbers from `first` on, no name twice."""
    pairs = [(s, g) for s in _SURNAMES for g in _GIVEN]
    return [
        Person(str(first + n), _name(surname, given), DELEGATIONS[n % len(DELEGATIONS)])
        for n, (surname, given) in enumerate(rng.sample(pairs, count))
    ]


def judge_names(rng: random.Random) -> list[str]:
    """As many names of judges as there are surnames; no two share a surname or a given name."""
    given = rng.sample(_GIVEN, len(_GIVEN))
    surnames = rng.sample(_SURNAMES, len(_SURNAMES))
    return [surname[0] + name[0] for surname, name in zip(surnames, given, strict=False)]


def _name(surname: tuple[str, str], given: tuple[str, str]) -> Text:
    return Text(surname[0] + given[0], f"{given[1]} {surname[1].upper()}")
