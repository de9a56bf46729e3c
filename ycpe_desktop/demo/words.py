"""Made-up names for the demo county. Nobody real is meant; telephone numbers are of no exchange."""

from itertools import count
from random import Random

SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾"
    "丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤"
    "尹黎易常武乔贺赖龚文卫解畅相里"
)
GIVEN = "晓红丽娟敏静秀英玉兰桂芳淑珍慧霞艳萍雪梅春燕海燕建华志强国平文辉俊杰永刚新民爱玲翠花改变亚楠佳怡思雨梦洁"
BRANDS = (
    "小太阳",
    "金贝贝",
    "童心",
    "蓝天",
    "七彩虹",
    "智慧树",
    "小博士",
    "启航",
    "育才",
    "爱心",
    "新星",
    "阳光",
    "金色摇篮",
    "小天使",
    "春蕾",
    "希望",
    "乐乐",
    "小精灵",
    "红黄蓝",
    "快乐童年",
    "苗苗",
    "星星",
    "哈佛",
    "华夏",
    "未来之星",
    "博雅",
    "向日葵",
    "棒棒",
)


class Keys:
    """UUIDs in the order in which they are asked for, and the same ones for the same seed."""

    def __init__(self, random: Random, first: int = 1) -> None:
        self._random, self._numbers = random, count(first)

    def __call__(self) -> str:
        return f"{next(self._numbers):012x}7000{0b10 << 62 | self._random.getrandbits(62):016x}"


def person(random: Random) -> str:
    given = GIVEN[random.randrange(0, len(GIVEN) - 1, 2) :][:2]
    return random.choice(SURNAMES) + (given if random.random() < 0.8 else random.choice(GIVEN))


def telephone(number: int) -> str:
    """A number of an exchange that does not exist."""
    return f"0359-000{number % 10_000:04d}"
