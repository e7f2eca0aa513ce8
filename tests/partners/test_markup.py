"""Whatever somebody writes as Markdown, the page gets elements of a short list and links that lead where they say."""

from html.parser import HTMLParser

import pytest

from partners import markup
from partners.markup import ATTRIBUTES, ELEMENTS, cleaned, is_good_link, shown

ATTACKS = (
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//e.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<script\x20type='text/javascript'>alert(1);</script>",
    "<img src=x onerror=alert(1)>",
    "<img src=x:x onerror=\"alert(1)\" //",
    "<IMG \"\"\"><SCRIPT>alert(1)</SCRIPT>\">",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<math href='javascript:alert(1)'>x</math>",
    "<iframe src='javascript:alert(1)'></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data='data:text/html,<script>alert(1)</script>'></object>",
    "<embed src='data:image/svg+xml;base64,PHN2Zz4='>",
    "<form action='https://e.example/'><input name=password><button>Sign in</button></form>",
    "<button formaction=javascript:alert(1)>x</button>",
    "<details open ontoggle=alert(1)>x</details>",
    "<body onload=alert(1)>",
    "<video><source onerror=alert(1)></video>",
    "<audio src=x onerror=alert(1)></audio>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href='JaVaScRiPt:alert(1)'>x</a>",
    "<a href='java\tscript:alert(1)'>x</a>",
    "<a href='&#106;avascript:alert(1)'>x</a>",
    "<a href='\x01javascript:alert(1)'>x</a>",
    "<a href='vbscript:msgbox(1)'>x</a>",
    "<a href='data:text/html;base64,PHNjcmlwdD4='>x</a>",
    "<a href='https://x.gov' onclick=alert(1) style='position:fixed' target=_blank>x</a>",
    "<a href='/sign-out/'>x</a>",
    "<a href='//e.example'>x</a>",
    "<a href='https://justice.gov@e.example'>x</a>",
    "<a name=x id=csrf class=button>x</a>",
    "<p style='background:url(javascript:alert(1))'>x</p>",
    "<style>body{display:none}</style>",
    "<style>@import 'https://e.example/x.css';</style>",
    "<link rel=stylesheet href='https://e.example/x.css'>",
    "<base href='https://e.example/'>",
    "<meta http-equiv=refresh content='0;url=https://e.example'>",
    "<h1 id=main>Demonstration over</h1>",
    "<template><script>alert(1)</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<textarea><img title='</textarea><img src=x onerror=alert(1)>'>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<![CDATA[<img src=x onerror=alert(1)>]]>",
    "<?php echo 1 ?><img src=x onerror=alert(1)>",
    "<ol start='1\" onmouseover=\"alert(1)'><li>x</li></ol>",
    "[x](javascript:alert(1))",
    "[x](JAVASCRIPT:alert(1))",
    "[x](&#x6A;avascript:alert(1))",
    "[x](java&Tab;script:alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x]( data:text/html,<script>alert(1)</script>)",
    "[x](vbscript:alert(1))",
    "[x](file:///etc/passwd)",
    "[x](//e.example)",
    "[x](/sign-out/)",
    "[x](?next=1)",
    "[x](#main)",
    "[x](http://e.example)",
    "[x](https://justice.gov@e.example)",
    "[x](https://)",
    "[x](https://[::1)",
    "[x](https://x.gov \"t' onmouseover=alert(1) x='\")",
    "[x](https://x.gov/\"onmouseover=\"alert(1))",
    "[x][r]\n\n[r]: javascript:alert(1) \"t\"",
    "<javascript:alert(1)>",
    "<data:text/html,x>",
    "![x](javascript:alert(1))",
    "![x\" onerror=\"alert(1)](https://e.example/x.png)",
    "![<img src=x onerror=alert(1)>](https://e.example/x.png)",
    "![x](data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+)",
    "[![x](https://e.example/x.png)](javascript:alert(1))",
    "`<script>alert(1)</script>`",
    "```\"><script>alert(1)</script>\nx\n```",
    "```js onload=alert(1)\n</code></pre><script>alert(1)</script>\n```",
    "    <script>alert(1)</script>",
    "> <img src=x onerror=alert(1)>",
    "- <svg/onload=alert(1)>",
    "| <script>alert(1)</script> | b |\n|:-:|--|\n| <img src=x onerror=alert(1)> | [x](javascript:alert(1)) |",
    "# <img src=x onerror=alert(1)>",
    "\\<script>alert(1)\\</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "＜script＞alert(1)＜/script＞",
    "\u202e<script>alert(1)</script>",
    "[\u202evog.ecitsuj](https://e.example)",
    "<scr\x00ipt>alert(1)</scr\x00ipt>",
    "[x](java\u0000script:alert(1))",
    "[x](ｊavascript:alert(1))",
    "<a href='javas\u0000cript:alert(1)'>x</a>",
)  # fmt: skip


class Elements(HTMLParser):
    """Every element with its attributes, as a browser would meet them."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.met: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.met.append((tag, dict(attrs)))

    def handle_comment(self, data):
        self.met.append(("comment", {}))

    def handle_decl(self, decl):
        self.met.append(("declaration", {}))

    def handle_pi(self, data):
        self.met.append(("instruction", {}))


def faults(html: str) -> list[str]:
    """What of this HTML no page may hold."""
    found = []
    for tag, attributes in Elements(html).met:
        if tag not in ELEMENTS:
            found.append(tag)
        for name, value in attributes.items():
            is_rel = (tag, name, value) == ("a", "rel", "noopener noreferrer")
            if not is_rel and name not in ATTRIBUTES.get(tag, ()):
                found.append(f"{tag} {name}")
            if name == "href" and not (value or "").startswith(("https://", "mailto:")):
                found.append(f"link to {value}")
        if attributes.get("href") and not attributes.get("rel"):
            found.append("link without rel")
    return found


def test_no_attack_gets_into_a_page():
    assert len(ATTACKS) == len(set(ATTACKS)) >= 60
    through = {text: (html, faults(html)) for text in ATTACKS for html in [shown(text)] if faults(html)}
    assert not through
    assert not [text for text in ATTACKS if "@e.example" in "".join(str(met) for met in Elements(shown(text)).met)]


def test_each_gate_holds_by_itself(monkeypatch):
    """The cleaning alone stops raw HTML; Markdown without HTML stops it where nothing is cleaned."""
    assert [text for text in ATTACKS if faults(text)]  # the reader of this test does see what is wrong with them
    assert not {text: faults(cleaned(text)) for text in ATTACKS if faults(cleaned(text))}
    monkeypatch.setattr(markup, "cleaned", lambda html: html)
    bare = {fault for text in ATTACKS for fault in faults(shown(text))}
    assert bare <= {"link without rel", "code class", "a title", "th style", "td style"}


def test_what_a_text_needs_is_shown():
    html = shown(
        "# Aim\n\n## Who\n\n###### Last\n\n1. one\n2. two\n\n- **bold** and *soft*\n\n> said\n\n`code`\n\n"
        "| A | B |\n|---|---|\n| 1 | 2 |\n\n[law](https://www.law.example/a?b=1&c=2) <mailto:a@b.example>\n\n3. three\n"
    )
    for part in (
        "<h3>Aim</h3>", "<h4>Who</h4>", "<h5>Last</h5>", "<li>one</li>", "<strong>bold</strong>", "<em>soft</em>",
        "<blockquote>", "<code>code</code>", "<th>A</th>", "<td>2</td>", '<ol start="3">',
        '<a href="https://www.law.example/a?b=1&amp;c=2" rel="noopener noreferrer">law</a>', "mailto:a@b.example",
    ):  # fmt: skip
        assert part in html


def test_a_picture_leaves_its_words_and_turned_characters_go():
    assert shown("![a map of <counties>](https://x.example/m.png)") == "<p>a map of &lt;counties&gt;</p>\n"
    assert shown("vog\u202e.ecitsuj\u2066\x00") == "<p>vog.ecitsuj</p>\n"


@pytest.mark.parametrize(
    ("url", "is_good"),
    [
        ("https://x.example/a", True),
        ("HTTPS://x.example", True),
        ("mailto:a@b.example", True),
        ("mailto:", False),
        ("http://x.example", False),
        ("https:/x", False),
        ("https://a:b@x.example", False),
        ("x.example", False),
    ],
)
def test_good_links(url, is_good):
    assert is_good_link(url) is is_good


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("# a\n## b\n# c", ["h3", "h4", "h3"]),
        ("## a\n\n#### b\n\n## c", ["h3", "h4", "h3"]),
        ("### a\n# b\n###### c", ["h3", "h3", "h4"]),
        ("# a\n## b\n### c\n#### d\n##### e", ["h3", "h4", "h5", "h6", "h6"]),
        ("> ## in a quotation\n\n- # in a list", ["h3", "h3"]),
        ("Title\n=====\n\nPart\n----", ["h3", "h4"]),
    ],
)
def test_headings_of_a_text_follow_on_those_of_the_page(text, levels):
    assert [tag for tag, _attributes in Elements(shown(text)).met if tag.startswith("h")] == levels
