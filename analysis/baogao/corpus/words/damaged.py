"""How a text looks that was damaged before it came to us: patterns of characters that stand for lost ones."""

from __future__ import annotations

import re

from baogao.corpus.words.spacing import FILLERS, INVISIBLE

# What a text is when its lost characters were saved and read in another encoding once more, and what a program of
# Windows fills memory with; a byte order mark of UTF-8 read as GBK.
REFILLED = re.compile("(?:锟斤拷?|斤拷|烫烫+|屯屯屯|锘[縖挎])+")
LOST = re.compile("\ufffd+")
# Of what could not be read: an object, what is no character, the number of a glyph in a PDF.
UNREADABLE = re.compile("\ufffc+|[\ufdd0-\ufdef\ufffe\uffff]+|\\(cid:\\d{1,6}\\)")
ASKED = re.compile(r"\?{3,}")  # characters that an encoding lacked are saved as question marks
# Signs that stand for a lost character within a sentence. A question is asked by its words; a box that opens a line or
# an item is a mark of a list, a circle a numeral among others, ×× a name that is left open, and #...# a topic.
NO_TOPIC = "".join(f"(?<!#.{{{width}}}#)" for width in range(2, 20))
SIGNS = re.compile(
    r"(?<=[\u3400-\u9fff，、])[□〓■]+(?=[\u3400-\u9fff，、。；])"
    r"|[○◯](?<=[\u3400-\u9fff].)(?<![一二三四五六七八九十以比].)(?=[\u3400-\u9fff])(?![一二三四五六七八九十年比])"
    r"|×(?<=[\u3400-\u9fff].)(?<!要素.)(?<!智能.)(?=[\u3400-\u9fff])"
    rf"|#(?<=[\u3400-\u9fff].)(?=[\u3400-\u9fff]){NO_TOPIC}(?![^#\n]{{2,20}}#)"
)
ONE_ASKED = re.compile(r"\?(?<=[\u3400-\u9fff].)(?=[\u3400-\u9fff])")
ASKS = re.compile(r"[什么怎何哪谁吗呢岂难几]|还是|多[少大远久长高]|多$|[是能可应会]否|有没有|到底|究竟|(.)不\1|为啥")
SENTENCE = re.compile("[。！？!?\n]")
MAY_LEAD_ON = re.compile("[上下].?页|全文|剩余|内容")  # to another page, or the rest of this one
CLAUSE = 60  # characters before a question mark in which a question is asked, from the last full stop on
# Marks of a typist's markup (Markdown, BBCode, pinyin in brackets), and of what cuts each character from the next.
MARKUP = re.compile(
    r"\*\*[^*\n]{1,80}\*\*|\[/?(?:b|i|u|s|url|img|size|color|font|quote|center)(?:=[^\]\n]{1,80})?\]"
    r"|[\u3400-\u9fff][(（][a-z\xe0-\u01dc]{1,7}[)）](?=[\u3400-\u9fff][(（])|^#{1,6} (?=[\u3400-\u9fff])",
    re.MULTILINE,
)
CUT_UP = re.compile(r"[\u3400-\u9fff]([/·|_.\-~])(?:[\u3400-\u9fff]\1){2,}[\u3400-\u9fff](?![\u3400-\u9fff])")
# What stands between two words that a program has parted, and Chinese characters in a row, or twice in a row.
GAP = re.compile(r"(?<=[\u3400-\u9fff])[^\u3400-\u9fff]{1,12}(?=[\u3400-\u9fff])")
HAN_RUN, TWICE = re.compile(r"[\u3400-\u9fff]+"), re.compile(r"([\u3400-\u9fff])\1")
TIMED = re.compile(r"\d{1,2}:\d{2}:\d{2}[,.]\d{1,3}\s*-->")
CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\x80-\x84\x86-\x9f]+")
PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]+")
# A letter or two of Japanese or of Mandarin's phonetic alphabet at Chinese characters look like one of them (カ, ㄖ); a
# month, a day or an hour that is one sign; a page that ends inside a sentence, and the number that stands there.
LOOKS_CHINESE = re.compile(
    "[ァ-ヺㄅ-ㄩ](?<![ぁ-ヿㄅ-ㄩ].)(?:(?<=[\u3400-\u9fff].)|(?<=[“”‘’（、，。\n].)(?=[\u3400-\u9fff、]|.[\u3400-\u9fff、]))"
    "[ァ-ヺㄅ-ㄩ]?(?![ぁ-ヿㄅ-ㄩ])"
)
SQUARED = re.compile("[\u32c0-\u32cb\u3358-\u3370\u33e0-\u33fe]")
PAGE_END = re.compile(
    r"(?<=[^\n]{14}[\u3400-\u9fff，、])\n\s*(?:[-—–－]*\s*\d{1,3}\s*[-—–－]*|第\s*\d+\s*页[^\n]{0,12})\n\s{0,1}"
    r"(?=[\u3400-\u9fff]{2}[^\n]{6})(?!第?[一二三四五六七八九十]+[、章条部])"
)
HYPHENED = re.compile(r"(?<=[\u3400-\u9fff])[-\u2010]\n(?=[\u3400-\u9fff，、。；])")
LINE_SIGNS = re.compile(r"(?:\^p|%0[AD]|[¶↵⏎↲↩])+$|^>+(?= ?[\u3400-\u9fff（>])", re.MULTILINE)
NUMBER_OF_LINE = re.compile(r"\s*(\d{1,6})[:：.|\s]\s*(?=\S)")
PAGE_FED = re.compile(r"(?<=[^\n\f]{14}[\u3400-\u9fff，、])[ \r\n]*\f[ \r\n]*(?=[\u3400-\u9fff]{2}[^\n]{6})")
# What common Chinese text is full of, and the level of a character does not tell: wide letters, brackets, numerals.
NOT_RARE = re.compile(
    rf"[{INVISIBLE}{FILLERS}\x00-\x7f\uff01-\uff60\uffe0-\uffee○〇「」『』〔〕【】〈〉〖〗─━●■□◆▲★①-⑳㎡℃°×±～－]+"
)
# Chinese that was read as Latin letters; not × and ÷, which stand for names that are left open, nor dots and degrees.
LATIN = re.compile("[\xa1-\xaf\xb1-\xb6\xb8-\xd6\xd8-\xf6\xf8-\xff\u0152-\u017e\u02c6\u02dc\u20ac\u2122]{4,}")
ENTITIES = re.compile(
    r"&(?:[a-z]{2,8}|#\d{2,6}|#x[0-9a-f]{2,5});|_x[0-9A-F]{4}_|\\(?:u[0-9a-f]{4}|[nrt](?![a-z]))"
    r"|(?:\\[0-3][0-7]{2}){2,}",
    re.IGNORECASE,
)
NUMERIC = re.compile(r"&#(?:([1-6]\d{4})|x([3-9][0-9a-f]{3}));", re.IGNORECASE)  # of a character beyond U+2710
QUOTED = re.compile("(?:=[0-9A-F]{2}){6,}")  # bytes of a letter's text (quoted-printable)
UPRIGHT = re.compile(r"(?:^[^\s0-9A-Za-z]\n){8,}", re.MULTILINE)  # a text in vertical lines, read across
TAGS = re.compile(
    r"</?(?:p|br|div|span|strong|b|em|u|font|table|tbody|tr|td|h[1-6]|ul|ol|li|img|a|script|style|o:p)"
    r"(?:\s[^<>]{0,2000})?/?>",
    re.IGNORECASE,
)
NOT_COUNTED = re.compile(r"[\s\d.,%()（）\-]+")  # what stands in prose of any language
BLOCK_TAGS = re.compile(r"<(?:p|br|div|tr|li|h[1-6])[\s/>]", re.IGNORECASE)
LINE_END = re.compile(r"\r\n?|[\v\f\x85\u2028\u2029]")  # also soft ones, of Word and PowerPoint
# What Python's GB18030 leaves in the private area: A3A0, an ideographic space to browsers, and the characters that
# the standard of 2005 had there. One for one, so that offsets stay what they are.
PRIVATE_AREA = str.maketrans(
    "\ue5e5\ue78d\ue78e\ue78f\ue790\ue791\ue792\ue793\ue794\ue795\ue796"
    "\ue81e\ue826\ue82b\ue82c\ue832\ue843\ue854\ue864",
    "\u3000\ufe10\ufe12\ufe11\ufe13\ufe14\ufe15\ufe16\ufe17\ufe18\ufe19"
    "\u9fb4\u9fb5\u9fb6\u9fb7\u9fb8\u9fb9\u9fba\u9fbb",
)
