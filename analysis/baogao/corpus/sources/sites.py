"""Where official sites keep the running text of a page, and what they call their page furniture: names as facts."""

from __future__ import annotations

# Attribute, its value (an id; one of the words of a class; a tag), and whose pages carry it. An id that ends in a
# number (vsb_content_501) is looked up without it.
CONTAINERS: tuple[tuple[str, str, str], ...] = (
    ("id", "UCAP-CONTENT", "State Council and ministries (UCAP platform)"),
    ("class", "pages_content", "State Council, since 2014"),
    ("class", "TRS_Editor", "sites made with TRS WCM: most provinces and ministries"),
    ("class", "TRS_UEDITOR", "the same, newer editor"),
    ("class", "trs_editor_view", "the same, newer view"),
    ("id", "zoom", "sites made with JPage: Zhejiang, Jiangsu, Shandong and others"),
    ("id", "Zoom", "the same, older"),
    ("id", "fontzoom", "procuratorates and others"),
    ("id", "ivs_content", "Shanghai, taxation, others on JPage"),
    ("id", "mainText", "Beijing"),
    ("id", "div_zhengwen", "Beijing, older"),
    ("class", "j-fontContent", "Anhui: province, cities and counties"),
    ("class", "wzcon", "the same, older"),
    ("class", "easysite-news-text", "sites made with EasySite: Guangdong and others"),
    ("class", "xl_content", "commissions and institutes on TRS"),
    ("class", "xxgk_detail_content", "ministries' disclosure pages"),
    ("id", "info_content", "cities of Shanxi and others"),
    ("id", "J_content", "cities of Anhui, older"),
    ("class", "article-content", "responsive templates of provinces and cities"),
    ("class", "article_content", "the same, older"),
    ("id", "articleContent", "the same, older"),
    ("class", "bt_content", "JPage, older"),
    ("class", "news_content", "cities and counties"),
    ("id", "vsb_content", "Boda VSB: universities and districts"),
    ("class", "v_news_content", "the same, inner"),
    ("id", "rwb_zw", "people.com.cn until 2020"),
    ("class", "rm_txt_con", "people.com.cn since 2020"),
    ("id", "rm_txt_zw", "the same, inner"),
    ("class", "show_text", "theory.people.com.cn and cpc.people.com.cn"),
    ("id", "ozoom", "paper.people.com.cn and other papers on the Founder platform"),
    ("tag", "founder-content", "the same, inner"),
    ("id", "detailContent", "xinhuanet and news.cn, desktop"),
    ("id", "detail", "xinhuanet and news.cn, since 2018"),
    ("id", "p-detail", "xinhuanet until 2018"),
    ("id", "content_area", "cctv.com"),
    ("id", "text_area", "news.cctv.com"),
    ("class", "left_zw", "chinanews.com"),
    ("id", "contentMain", "gmw.cn until 2018"),
    ("class", "u-mainText", "gmw.cn since 2018"),
    ("id", "js_content", "public accounts of WeChat"),
)

# Words of a class or id (parted at anything but letters and digits) that name page furniture.
_FURNITURE = (
    "nav navbar navigation menu breadcrumb breadcrumbs crumb crumbs position dqwz location share bdshare bshare "
    "sharebox fenxiang footer foot bottomnav copyright banquan related relate relevant relation xgxw xgwz recommend "
    "tuijian sidebar sider qrcode ewm erweima tools toolbar fontsize zihao search login comment comments pinglun "
    "pagination pager pagebar hotnews ranking paihang"
)
FURNITURE = frozenset(_FURNITURE.split())
FURNITURE_TAGS = frozenset(("nav", "footer", "aside", "form", "button"))
# Ids of elements that a saved page states as hidden since a script shows them.
SHOWN_LATER = frozenset(("js_content",))
# What a page holds but does not show.
_UNSEEN_TAGS = (
    "script style noscript template head title select textarea iframe object svg math audio video canvas map "
    "rp rt datalist"
)
UNSEEN_TAGS = frozenset(_UNSEEN_TAGS.split())
_INLINE_TAGS = (
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark nobr q ruby rb s samp small "
    "span strike strong sub sup time tt u var wbr o:p st1:chsdate st1:place"
)
INLINE_TAGS = frozenset(_INLINE_TAGS.split())
