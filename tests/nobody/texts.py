"""Hostile texts. Each has words beginning with `zq`, by which they are known again wherever they turn up; each fits a
debate's title, but for the long ones.
"""

from collections.abc import Mapping

SIGN = "zq"
GOOD, EVIL = "https://zqgood.example", "https://zqevil.example/a_b"
JUMP = "https://discord.com/channels/1/2/3"
ACCENTS = "".join(map(chr, range(0x300, 0x31E)))
HALF = "\ud800"

TEXTS: Mapping[str, str] = {
    "everybody called": "@everyone @here zqcalled @everyone",
    "roles and people called": "<@&12> <@34> <#56> zqcalled <@&12>",
    "moments, commands, places": "<t:1:R> </zq run:1> <id:customize> <a:zqemoji:1> zqafter",
    "styles": "a **zqbold** __zqunder__ ~~zqgone~~ ||zqspoiler|| *zqslant* _zqlean_ z",
    "styles left open": "a **zqbold __zqunder ~~zqgone ||zqspoiler *zqslant _zqlean",
    "code left open": "a ```zqfence\nzqline `zqtick",
    "a block of code": "```py\nzqfence\n``` zqafter `` zq`tick ``",
    "a heading": "# zqhead\n## zqsecond\n### zqthird",
    "small print": "-# zqsmall\n-# zqsecond",
    "a list": "- zqlist\n* zqstar\n1. zqone\n   - zqinner",
    "a quote": "> zqquote\nzqanswer",
    "a quote to the end": ">>> zqquote\nzqmore",
    "a link behind words": f"[zqlabel]({EVIL}) zqafter",
    "a link behind a link": f"[{GOOD}](<{EVIL}>) zqafter",
    "a link as ours": f"[go]({JUMP}) zqafter [zqgo](<{JUMP}>)",
    "links": f"{EVIL} HTTPS://ZQ.example discord://zq zqafter",
    "the end of a quote": 'Fine." · <@34> (edited since) Against: "zqforged',
    "the end of a printed quote": "Fine.” · <@34> Against: “zqforged „zqmore“ «zqlast»",
    "marks like quotation marks": "Fine.'' · <@34> Against: ''zqforged＂zqwide",
    "lines as ours": "zqfirst\n\n**Against:** zqforged\n\n**A reply by <@34>**",
    "turned around": "\u202ezqturned\u202c \u2066zqapart\u2069 \u200fzqmark\u061c \u202dzqleft",
    "nothing to see": "\u3164\u2800\u200b\u00ad\u2060\U000e0041\u034f zq\u200bhidden",
    "called with nothing between": "@\u200beveryone @\u2060here zq @\u00adeveryone",
    "piles of accents": f"z{ACCENTS} zqzalgo{ACCENTS}",
    "four thousand accents": "zq" + "\u0301" * 3998,
    "one word": "zq" + "W" * 3998,
    "a formula": "=zqcmd|' /C calc'!A0",
    "a formula with a plus": "+zqsum(1;2)",
    "a formula with a minus": "-zqsum(1)",
    "a formula with an at": "@zqsum(1)",
    "a formula behind a tab": "\t=zqsum(1)",
    "a formula behind a return": "zq\r=zqsum(1)\n=zqline(1)",
    "a formula in wide letters": "＝zqsum(1) ＋zq －zq ＠zq",
    "a formula in the next cell": 'zq;=zqcell(1)\t=zqtab(1)";=zqquoted(1)',
    "a script": "<script>zqscript()</script><img src=x onerror=zqimage()>",
    "a picture with a script": "<svg onload=zqsvg()><a xlink:href='javascript:zq()'>zq</a></svg>",
    "the end of an attribute": '" onmouseover="zqover()" x=\'zq\' --> ]]> </style></title>zq',
    "entities": "&lt;b&gt;zqent &#60;i&#62;zq &amp;zq &quot;zq",
    "a template": "{{ 1234567 * 3 }} {% raw %} {# zq #} %(zqclaim)s {0.__class__} ${zq}",
    "a template with an end": "{% endtrans %}{% endmacro %}{{ zq }} %s %n %(count)d",
    "nothing at all": "zqnul\0zq\0",
    "half a letter": f"zqhalf{HALF} {HALF}zq",
    "a terminal's commands": "\x1b[31mzqred\x07 \x1b]0;zqtitle\x07 \x9bzq \x7f\x08zq",
    "from right to left": "שלום zqrtl עולם (zq) مرحبا 123",
    "joined letters": "\U0001f469\u200d\U0001f469\u200d\U0001f467 zq\u200d\u200d\u200djoined 👍🏽",
    "a path": "../../../etc/zqpasswd C:\\zq\\con.txt",
    "a query": "zq\" OR 1=1 -- ' ; DROP TABLE debate; NEAR(zq, 1) zq*",
}
