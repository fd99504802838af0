"""Bodies of the centre: the names under which their reports are listed, and how texts name them."""

from __future__ import annotations

import re

PARTY = "中国共产党中央委员会"
NUMBER = "第?[一二三四五六七八九十]{1,4}届"
# What a word goes on with that only begins as the name of a ministry does: 公安部门, 教育部署.
_NO_WORD = "(?!门|分|队|署|件)"
# Other states have ministries of the same names: 美国司法部, 美司法部.
_HOME = "(?:(?<=中国)|(?<!国)(?<![美英法德俄日韩加澳印]))"
# The departments that make up the State Council, and some below it (国务院关于机构设置的通知, 国发〔2023〕5号).
_NAMED = (
    "外交 国防 教育 公安 国家安全 民政 司法 财政 自然资源 生态环境 水利 农业农村 商务 退役军人事务 应急管理 交通运输"
)
_MINISTRIES = {f"{field}部": f"{field}部" for field in _NAMED.split()} | {
    "科学技术部": "科学技术部|科技部",
    "工业和信息化部": "工业和信息化部|工信部",
    "人力资源和社会保障部": "人力资源和?社会保障部|人社部",
    "住房和城乡建设部": "住房和?城乡建设部|住建部",
    "文化和旅游部": "文化和旅游部",
}
_OFFICES = {
    "国家发展和改革委员会": "国家发展(?:和改革委员会|改革委(?!员))|国家发改委",
    "国家民族事务委员会": "国家民族事务委员会|国家民委",
    "国家卫生健康委员会": "国家卫生健康委(?:员会)?|国家卫健委",
    "国务院国有资产监督管理委员会": "国务院国有资产监督管理委员会|国务院国资委",
    "国家市场监督管理总局": "国家市场监督管理总局|国家市场监管总局",
    "国家税务总局": r"国家税务总局(?![\u4e00-\u9fff]{2,12}局)",
    "国家信访局": "国家信访局",
    "海关总署": "海关总署",
    "审计署": "审计署(?!驻)",
    "中国人民银行": r"中国人民银行(?![\u4e00-\u9fff]{2,8}行)",
}
DEPARTMENTS = {name: f"{_HOME}(?:{told}){_NO_WORD}" for name, told in _MINISTRIES.items()} | _OFFICES
BODIES = {
    "国务院办公厅": "国务院办公厅",
    "国务院": r"(?:中华人民共和国)?国务院(?!办公厅|[\u4e00-\u9fff]{2,8}(?:部|委员会|局|办公室))",
    "中国共产党中央纪律检查委员会": rf"(?:(?:中国共产党|中共)?(?:{NUMBER})?中央纪律检查委员会|中央纪委)(?!常)",
    "中共中央办公厅": "中共中央办公厅",
    PARTY: rf"中共中央(?!总书记|政治局|办公厅)|党中央(?=的?委托)|(?:中国共产党|中共)?(?:{NUMBER})?中央委员会",
    "全国人民代表大会常务委员会": rf"(?:{NUMBER})?全国人(?:民代表大会|大)常(?:务委员|委)会",
    "全国人民代表大会": rf"(?:{NUMBER})?全国人(?:民代表大会|大)(?!常|代表)",
    "最高人民法院": "最高人民法院",
    "最高人民检察院": "最高人民检察院",
} | DEPARTMENTS
CENTRAL = {name: re.compile(pattern) for name, pattern in BODIES.items()}
# One that a line opens with and that speaks there: of others it is told what they do.
SPEAKS = re.compile(
    rf"\W{{0,4}}(?:\d{{4}}年\W{{0,4}})?(?:中华人民共和国)?(?:{'|'.join(f'(?:{told})' for told in BODIES.values())})"
    r"(?=关于|(?:有关)?(?:部门)?负责(?:人|同志)|印发|发布|通[报知]|\d{4}|工作|\W|$)"
)
