"""Page furniture: lines of a text that are no part of the report, and the rule that tells so."""

from __future__ import annotations

import re
from itertools import pairwise

from baogao.corpus.layout.head import NUMBERED
from baogao.corpus.words.days import CHINESE_DAY

SENTENCE_END = "。！？：；…”’）】》!?:;)"
# The surnames that most people have (as 全国姓名报告 of the Ministry of Public Security lists them), and 某 of names
# that are left out.
SURNAME = (
    "[王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈"
    "钟姜崔谭陆范汪廖石金韦贾夏付傅方邹熊白孟秦邱侯江尹薛闫阎段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤某]"
)
SURNAMED = rf"(?:欧阳|{SURNAME})[\u4e00-\u9fff]{{1,2}}"
PRESS = (
    r"(?:[\u4e00-\u9fff·]{0,14}(?:[报网台社刊局院委办]|新闻|中心|客户端|[融全]媒体?))?"
    r"(?:全媒体|融媒体?|特约|实习|见习|首席|驻[\u4e00-\u9fff]{2,4})?"
)
PERSON = rf"(?:[\u4e00-\u9fff·]{{2,4}}|{SURNAME}\s[\u4e00-\u9fff])"
REPORTER = rf"{PRESS}\s?(?:[|｜丨]\s?)?(?:记者|通讯员)"
# Only a blank or a surname tells a reporter's name from other words (记者权益).
NAMED = rf"(?:[\s:：|｜丨]+{PERSON}|{SURNAMED})"
PHOTOGRAPHED = r"(?:文\s*[/／]?\s*图|图\s*[/／]\s*文|摄)"
EDITOR = (
    r"(?:(?:视频|值班|执行|本期)?编辑|编审|校对|审校|审核|审签|签发|[一二三初复终]审(?:[一二三初复终]校)?|监制|排版"
    r"|摄像|摄影|文字|图片|制图|策划)"
)
# Who edited or checked: an office, a name or an account, and nothing that goes on like a sentence.
WHO = (
    rf"(?:[\u4e00-\u9fff]{{2,16}}(?:[局办科部网处院社台报组]|办公室|中心)|{PERSON}(?:[（(]实习[）)])?"
    r"|[A-Za-z]\w{0,15})"
)
EDITED = rf"(?:责任编辑|责编|{EDITOR})\s*[:：|｜丨]\s*(?:{WHO}(?:[、，,\s/]+{WHO})*)?"
SIGNED = r"(?:作者\s*[:：][^。:：]{1,20}\s)?"
SOURCE = r"(?:信息|文章|稿件|新闻|内容)?来源"
OUTLET = r"(?:[报网台社刊]|客户端|公众号|新闻|在线|频道|发布)"
# Headings of lists of other pages that can also begin a line of the report.
LISTED = (
    r"(?:(?:热门|往期|精彩|更多)推荐|热点(?:新闻|推荐|文章)|往期(?:回顾|精选)|推荐(?:阅读|文章|新闻)"
    r"|相关(?:文章|推荐)|延伸阅读|猜你喜欢)"
)
TIME_OF_DAY = r"\d{4}[-年/.]\d{1,2}[-月/.]\d{1,2}日?(?:\s*\d{1,2}[:：时]\d{2}(?:[:：]\d{2}|分)?)?"
BUTTON = r"(?:打印(?:本页)?|关闭(?:窗口|本页)?|返回(?:顶部|列表|首页)|(?:加入)?收藏(?:本页)?|分享|字[体号]|我要纠错)"
RUNS = (
    r"(?:(?:主办|承办|协办)(?:单位)?|(?:运维|建设|维护)单位|技术(?:支持|保障)(?:单位)?|版权所有"
    r"|(?:联系|办公)?(?:电话|地址)|邮政?编码?|传真|(?:电子)?邮箱)"
)
# The foot of an official site, any number of these in one line: links, registrations, who runs it.
FOOT = (
    r"(?:(?:网站|站点)(?:地图|首页|声明|导航)|(?:联系|关于)(?:我们|本站)|(?:法律|免责|版权|隐私)\s*(?:声明|保护|政策|条款)|使用帮助|设为首页"
    r"|(?:加入)?收藏(?:本[页站])?|无障碍(?:浏览|阅读)?|(?:备案(?:序?号)?\s*[:：]\s*)?[\u4e00-\u9fff]?\s*ICP\s*[备证]\s*\d+\s*号?(?:-\d+)?"
    r"|[\u4e00-\u9fff]?公网安备\s*\d+\s*号?(?:-\d+)?|(?:政府)?网站标识码\s*[:：]?\s*\w+|[\u4e00-\u9fff]{4,24}版权所有|本?网站已?支持\s*IPv6"
    rf"|{RUNS}\s*[:：]\s*[^。；，:：|｜\s]{{2,40}})"
)
FOOT_PART = rf"(?:{FOOT}|{RUNS}\s+[^。；，:：|｜\s]{{2,40}})"  # without a colon only beside another
# Labels of the table that stands above a document on an office's page.
OFFICE_TABLE = (
    r"(?:索\s*引\s*号|信息(?:分类|类别|名称)|名称|标题|(?:主题|组配|公文)分类|体裁分类|发[布文](?:机构|机关|单位)"
    r"|(?:发文)?[文字]\s*号|主\s*题\s*词|有\s*效\s*性|(?:发文|成文|生成|公开)日期)"
)
WIRED = rf"新华社.{{0,8}}?(?:\d{{1,2}}月\d{{1,2}}日|{CHINESE_DAY})[电讯]"
# Page furniture that takes a whole line, with the rule's id. Every pattern must match the line from end to end.
LINE_RULES: dict[str, re.Pattern[str]] = {
    rule: re.compile(pattern)
    for rule, pattern in {
        "breadcrumb": r"(?:您?(?:的)?当前(?:的)?位置|首页)\s*[:：>].*|[^。]{1,40}(?:\s*>{1,2}\s*[^。>]{1,20}){2,}",
        "dateline": rf"(?:{SIGNED}(?:发布|更新|发文|成文|生成|公开)(?:时间|日期)\s*[:：](?!.*[前底内]).{{4,60}}"
        r"|(?:时间|日期)\s*[:：](?!.*[月日]\s*[至到—~～-]+\s*\d).{4,60}"  # no stretch of days, which an event has
        rf"|[（(]?{SIGNED}{SOURCE}\s*[:：](?=.*(?:时间|日期|\d{{4}}\s*[-年/.]\s*\d)).{{0,50}}"
        rf"|原创\s+(?:[^\s。]{{2,16}}\s+){{1,2}}{TIME_OF_DAY}(?:\s+(?:发表于\s*)?[\u4e00-\u9fff]{{2,4}})?"
        rf"|(?:[^\s。]{{2,16}}\s+){{1,2}}{TIME_OF_DAY}\s+发表于\s*[\u4e00-\u9fff]{{2,4}}"
        rf"|{TIME_OF_DAY}(?:\s*来源\s*[:：].{{0,40}})?|[\u4e00-\u9fff]{{2,12}}(?:[报网台社]|客户端)\s+{TIME_OF_DAY})",
        "source": rf"[（(]?{SIGNED}{SOURCE}\s*[:：].{{0,50}}",
        "share": r"分享到.{0,12}|分享\s*[:：]|[》>»]*\s*点击.{0,12}(?:进入|查看|阅读).{0,12}"
        r"|(?:分享|打印|收藏|下载|全屏|加大|还原|减小|】|【?字[号体]\s*[:：]?.{0,12})"
        rf"|(?:微信)?扫一扫.{{0,25}}|(?:[【\[]\s*{BUTTON}\s*[】\]]\s*)+|{BUTTON}(?:[\s|｜/]*{BUTTON})*"
        r"|(?:请?(?:微信)?扫[码描][^。，]{0,12}|更多[^。，]{0,12}[，,]?|欢迎|请)关注[^。，]{0,24}(?:公众号|微信|微博|视频号)[！!。]?"
        r"|(?:请?用?手机(?:微信)?)?扫(?:一扫|[码描])(?:二维码)?(?:浏览|阅读|查看|观看|访问|打开)(?:本[文页])?"
        r"|(?:(?:点(?:分享|收藏|在看|赞)|分享|收藏|在看)[\s|｜、]*)+|阅读原文|长按[^。，]{0,8}二维码[^。]{0,12}"
        r"|点击(?:[上下]方)?(?:蓝字|蓝色字体?|名片)[^。]{0,20}"
        r"|(?:点击|浏览|阅读|访问)(?:(?:次数|[数量率])(?:\s*[:：]\s*\d*|\s*\d+)|\s*[:：\s]\s*\d+)\s*次?|您访问的链接即将离开[^。]{0,40}",
        "site-foot": rf"[\s|｜]*(?:{FOOT}(?:[\s|｜·]*{FOOT})*|{FOOT_PART}(?:[\s|｜·]+{FOOT_PART})+)[\s|｜]*"
        r"|本(?:网站|网|站)由[^。]{2,30}(?:主办|承办|协办|建设|维护|运维|管理)[^。]{0,30}",
        "office-table": rf"{OFFICE_TABLE}\s*[:：][^。；:：]{{0,60}}(?:\s{OFFICE_TABLE}\s*[:：][^。；:：]{{0,60}})*",
        "related-links": rf"(?:相关(?:链接|报道|阅读|新闻)|{LISTED})\s*[:：][^。]{{2,80}}",
        "keywords": r"(?:关键[词字]\s*[:：]\s*[^\s。；;，,、]+(?:[\s；;，,、]+[^\s。；;，,、]+)+"
        r"|标签\s*[:：][^。]{2,60})[；;]?",
        "attachment": r"(?:附件\s*\d*\s*[:：]\s*)?\d{0,2}[.．、]?[^。；]{2,60}\.(?:docx?|xlsx?|pdf|wps|zip|rar)",
        "neighbour": r"[上下]一[篇条页]\s*[:：].{0,80}",
        "label": r"[大中小×>|]|首页|您的位置\s*[:：]?|相关文档\s*[:：]?|(?:微信|微博|QQ空间)"
        r"|[-—–－]*\s*(?:THE\s+)?(?:END|End)\s*[-—–－]*",
        "doubled-label": r"([^。！？；，…!?;,]{2,12})\1",
        "editor": rf"[（(【\[]?\s*(?:(?:责任编辑|责编)\s*[:：].{{0,40}}|{EDITED}(?:[\s|｜/；;]*{EDITED})*\s*[）)】\]]?)"
        rf"|[（(【\[]\s*(?:责任编辑|责编|{EDITOR})[\s/]+{WHO}(?:[、，,\s/]+{WHO})*\s*[）)】\]]"
        r"|(?:发布[人者]|(?:录入|上传)[人者员])\s*[:：][^。；，]{0,20}",
        "author": r"(?:作者(?:单位)?|撰稿人?|撰文|供稿(?:单位|人)?)\s*[:：][^。]{0,40}"
        r"|[（(]作者(?:系|为|是|单位\s*[:：]?|\s*[:：])[^。]{2,40}[）)]",
        "copyright": r"(?:版权声明|版权所有|免责声明).{0,200}|凡注有.{0,120}|Copyright.{0,200}",
        "original-title": r"原标题\s*[:：].{0,80}",
        "citation": r"[（(]?《\s*人民日报\s*》\s*[（(]?[\d\s年月日第至]{8,24}版\s*[）)]",
        "page-number": r"[-—–－]\s*\d{1,4}\s*[-—–－]|第\s*\d{1,4}\s*页(?:\s*[,，/]?\s*共\s*\d{1,4}\s*页)?",
        "byline": rf"[□■●◆◎]?\s*{REPORTER}{NAMED}(?:[\s、]+(?:(?:记者|通讯员)\s*)?{PERSON}){{0,4}}"
        rf"(?:\s+{PHOTOGRAPHED})?"
        rf"|[（(]\s*(?:(?:{REPORTER}|摄影|文/图)(?:[\s:：/]+{PERSON}|{SURNAMED})(?:[\s、]+{PERSON}){{0,4}}[\s、]*){{1,4}}"
        rf"{PHOTOGRAPHED}?\s*[）)]",
        "agency-line": r"(?:央视网|中国网络电视台)消息[（(]新闻联播[）)]\s*[:：]"
        rf"|[（(]?{WIRED}[）)]?"
        r"|本台(?:消息|讯)\s*[:：]",
    }.items()
}
ANY_RULE = re.compile("|".join(f"(?:{pattern.pattern})" for pattern in LINE_RULES.values()))
# Lines that are furniture only before the first and behind the last paragraph of a text: between them they tell of what
# is reported (时间 and 地点 of an event, 来源 of money, 一审 of cases), but for a source that is an outlet.
EDGE_ONLY = re.compile(
    r"(?:时间|日期|关键[词字]|标签|作者(?:单位)?|撰稿人?|撰文|供稿(?:单位|人)?|发布[人者]|(?:录入|上传)[人者员]"
    rf"|名称|标题|{RUNS}|{EDITOR}|{LISTED})\s*[:：].*|本(?:网站|网|站)由.*|{TIME_OF_DAY}"
    rf"|[（(]?{SOURCE}\s*[:：](?!.*(?:{OUTLET}(?:[\s）)]|$)|(?:时间|日期)\s*[:：])).*"
    rf"|(?:记者|通讯员){SURNAMED}|[（(]?{REPORTER}[\s:：]+(?!欧阳|{SURNAME}).*"
)
# Where sections have key words of their own, or days their entries, the first ones belong to the text too.
ALIKE = (LINE_RULES["keywords"], re.compile(TIME_OF_DAY))
LONG = 50  # characters: so long is a paragraph, though it ends no sentence, but for a title
PUBLISHED = ("dateline", "source", "office-table")  # rules of lines that tell when and where a text was published
# From a line that begins like this to the end of the file nothing belongs to the report.
TAIL_RULES = {
    "wiki-footer": re.compile(r"本作品(?:是中华人民共和国|来自)|这部作品在|Public domain|↑$"),
    "annex": re.compile(
        r"附件\s*\d*\s*[:：]?$|(?:《?政府工作报告》?)?(?:有关|相关|部分)?(?:名词|用语)(?:解释|说明|注释).{0,12}$"
        r"|(?:附注|注释|注解)\s*[:：]?$"
    ),
    "related-links": re.compile(r"相关(?:链接|报道|阅读|新闻)\s*[:：]?$"),
}
LINKS = re.compile(rf"(?:相关(?:链接|报道|阅读|新闻)|{LISTED})\s*[:：]?")  # a tail where no paragraph follows
SITE = re.compile(r".{1,18}(?:网|网站|门户|在线|频道|资讯|平台|新闻|传媒|客户端|公众号|发布|之窗|信息港)")
BODY = re.compile(r"[\u4e00-\u9fff]{2,18}(?:[部局厅院]|委员会|办公室|政府)")  # whose site has its name, or who reports
GOES_ON = re.compile(r"[-—–―－\d二]|关于|.{1,8}$")  # a title whose first line is the body that reports
# Notes at the end: from a first mark ([1], ［1］ or ①) on, at least so large a share of the lines begins with one.
NOTE = re.compile(r"[［\[〔【]\s*(\d{1,3})\s*[］\]〕】]|([①-⑳])")
NOTE_SHARE, NOTES = 0.4, 3
# A label of the page whose value stands on the next line.
LABEL_ALONE = re.compile(rf"(?:{SOURCE}|作者|发布[人者]|发布时间|时间|日期|责任编辑|编辑|{OFFICE_TABLE})\s*[:：]")


def furniture(lines: list[str]) -> list[str]:
    """Rule that removes each line, or an empty string."""
    rules = [line_rule(line) for line in lines]
    if len(lines) > 2 and lines[0] == lines[-1] and len(lines[0]) <= 20 and lines[0][-1] not in SENTENCE_END:
        _take_site_name(lines, rules)
    _take_tail(lines, rules)
    within = _give_back(lines, rules)
    for number, (line, after) in enumerate(pairwise(lines)):
        if LABEL_ALONE.fullmatch(line) and len(after) <= 20 and after[-1] not in SENTENCE_END:
            if rules[number] or number not in within:
                rules[number] = rules[number + 1] = rules[number] or rules[number + 1] or "label"
        elif number and line == after and rules[number - 1] in ("label", "breadcrumb") and len(line) <= 12:
            rules[number] = rules[number + 1] = "breadcrumb"
    return rules


def _paragraphs(lines: list[str], rules: list[str]) -> list[int]:
    """Numbers of the lines that are running text or a numbered heading of it, in order."""
    return [
        number
        for number, (line, rule) in enumerate(zip(lines, rules, strict=True))
        if not rule and ("。" in line or (number and (len(line) >= LONG or NUMBERED.match(line))))
    ]


def _give_back(lines: list[str], rules: list[str]) -> range:
    """Give back lines between the paragraphs that are furniture only around them; return where the paragraphs lie."""
    told = _paragraphs(lines, rules)
    within = range(told[0], told[-1]) if told else range(0)
    for number in within:
        if rules[number] and EDGE_ONLY.fullmatch(lines[number]):
            rules[number] = ""
            for pattern in ALIKE:
                if pattern.fullmatch(lines[number]):
                    rules[:] = [
                        "" if pattern.fullmatch(line) else rule for line, rule in zip(lines, rules, strict=True)
                    ]
    return within


def _take_site_name(lines: list[str], rules: list[str]) -> None:
    """Take the name of a site around a page; what else stands at both ends is a title or a signature."""
    body = min(_paragraphs(lines, rules), default=len(lines) - 1)
    titles = [line for line, rule in zip(lines[1:body], rules[1:body], strict=True) if not rule]
    names_a_body = rules[-2] and BODY.fullmatch(lines[0]) and titles and not GOES_ON.match(titles[0])
    if names_a_body or (titles and SITE.fullmatch(lines[0])):
        rules[0] = rules[-1] = "site-name"
    elif rules[-2]:  # the title once more, below the foot of the page
        rules[-1] = "site-name"


def _take_tail(lines: list[str], rules: list[str]) -> None:
    """Take the lines from which on nothing belongs to the report."""
    last = max(_paragraphs(lines, rules), default=len(lines))
    for number, line in enumerate(lines):
        tail = next((rule for rule, pattern in TAIL_RULES.items() if pattern.match(line)), "")
        is_late = number >= len(lines) / 2 or tail == "wiki-footer"
        if (tail and is_late) or (number > last and LINKS.fullmatch(line)):
            tail = tail or "related-links"
            neighbours = PUBLISHED if tail == "related-links" else ()  # their dates are not the report's
            rules[number:] = [rule if rule and rule not in neighbours else tail for rule in rules[number:]]
            break
    kept = [number for number, rule in enumerate(rules) if not rule]
    for number in kept[_first_note([lines[number] for number in kept]) :]:
        rules[number] = "notes"


def line_rule(line: str) -> str:
    """The first rule that takes a whole line, or an empty string.

    Examples
    --------
    >>> line_rule("责任编辑：某某"), line_rule("推进普法工作。")
    ('editor', '')
    """
    if not ANY_RULE.fullmatch(line):  # nearly always, and sooner known than rule by rule
        return ""
    return next(rule for rule, pattern in LINE_RULES.items() if pattern.fullmatch(line))


def _first_note(lines: list[str]) -> int:
    """Number of the line with which notes begin that run to the end, or the number of lines."""
    marks = [(found[1] or found[2]) if (found := NOTE.match(line)) else "" for line in lines]
    for number in range(len(lines) // 2, len(lines)):
        told = [mark for mark in marks[number:] if mark]
        if marks[number] in ("1", "①") and len(told) >= max(NOTES, NOTE_SHARE * (len(lines) - number)):
            return number
    return len(lines)
