"""What can be seen of a text: letters that show nothing are left out, and letters that look alike in print are one."""

import re
import unicodedata

_SHOWS_NOTHING = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e01ef]"
)


def visible(text: str) -> str:
    """`text` as it is compared by what readers see: compatible forms of a letter are that letter (`ﬁ` is `fi`, a wide
    `Ａ` is `A`), and nothing stands where nothing shows. White space stays.
    """
    # Before, so that letters and their accents join; after, since some compatible forms show nothing.
    return _SHOWS_NOTHING.sub("", unicodedata.normalize("NFKC", _SHOWS_NOTHING.sub("", text)))
