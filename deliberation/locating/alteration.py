"""Alterations that turn a sentence round although hardly a letter differs: negations, numbers, names."""

from collections.abc import Sequence

from deliberation.locating.folding import key_of

NEGATIONS: frozenset[str] = frozenset(
    " ".join(
        (
            "not no never none nothing nobody nowhere neither nor cannot without hardly dont doesnt didnt isnt arent",
            "wasnt werent wont wouldnt cant couldnt shouldnt hasnt havent hadnt mustnt neednt aint",  # English
            "nicht kein keine keinen keinem keiner keines nie niemals nichts niemand weder ohne",  # German
            "niet geen nooit niets",  # Dutch
            "pas jamais rien aucun aucune ne ni sans",  # French
            "nunca jamas nada nadie tampoco sin nao nem sem",  # Spanish, Portuguese
            "non mai niente nessuno senza",  # Italian
            "inte ikke ikkje aldrig aldri ej ingen inget ingenting ei eivat",  # Scandinavian, Finnish
            "не нет ни никогда ничего никто ні nigdy nic nikt",  # Russian, Ukrainian, Polish
            "不 没 沒 無 无 未 非 别 لا ليس لم لن לא אין אל",  # Chinese, Japanese, Arabic, Hebrew
        )
    ).split()
)
"""Words that negate, as folding leaves them."""
_LONGEST_TELLING_GAP = 3
"""In a marked gap longer than this a negation may belong to another clause."""
_UNITS = frozenset("%‰$€£¥°")


def turned_by_brackets(bracketed: Sequence[str], replaced: Sequence[str]) -> bool:
    """Whether words in brackets change more than the wording of the words they stand for.

    Both as written, not folded. A negation more or less, another number, another name.
    """
    if negations(bracketed) % 2 != negations(replaced) % 2:
        return True
    for telling in (str.isdecimal, _is_name):
        ours = [word for word in bracketed if telling(word)]
        theirs = [word for word in replaced if telling(word)]
        if ours and theirs and ours != theirs:
            return True
    return False


def turned_by_omission(left_out: Sequence[str]) -> bool:
    """Whether the words a mark stands for turn the sentence round: a negation among a few words."""
    return len(left_out) <= _LONGEST_TELLING_GAP and negations(left_out) % 2 == 1


def unit_beside(text: str, start: int, end: int) -> str:
    """The sign for percent, money or degrees beside the figure at `start` to `end`, or nothing."""
    beside = text[end : end + 2].strip()[:1] + text[max(0, start - 2) : start].strip()[-1:]
    return "".join(sign for sign in beside if sign in _UNITS)


def negations(words: Sequence[str]) -> int:
    """How many of `words` negate."""
    return sum(key_of(word.lower()) in NEGATIONS for word in words)


def _is_name(word: str) -> bool:
    """Whether a word looks like a name: a capital and more, not "I"."""
    return len(word) > 1 and word[0].isupper()
