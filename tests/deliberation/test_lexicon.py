"""Cue files: what they say about phrases, and how a wrong one is told."""

import pytest

from deliberation.stance import Position
from deliberation.suggesting import suggest
from deliberation.suggesting.lexicon import LANGUAGES, Language, Lexicon, Says, language, shipped_lexicon
from deliberation.suggesting.sentences import sentences

HEAD = """
language = "xx"
common = ["the"]
openers = ["well"]
padding = ["really"]
negations = ["not"]
[spellings]
"+1" = "plusone"
[endings]
"n't" = "not"
[kinds]
good = ["good", "very fine"]
"""


def made(*phrases: str, says: str = "agree", more: str = "") -> Language:
    listed = ", ".join(f'"{phrase}"' for phrase in phrases)
    return language(f'{HEAD}\n[[cues]]\nsays = "{says}"\nweight = "strong"\n{more}\nphrases = [{listed}]\n')


def found(one: Language, text: str) -> list[str]:
    """The words at which a phrase of `one` is found in `text`."""
    return [
        " ".join(word.text for word in sentence.words[match.start : match.end])
        for sentence in sentences(text, one.spelling)
        for match in one.matches(sentence)
    ]


@pytest.mark.parametrize(
    ("phrase", "text", "words"),
    [
        ("i like it", "Do I like it much", ["i like it"]),
        ("i like it", "I really like it", ["i really like it"]),
        ("i like it", "I like cats", []),
        ("(i|we) like (it)?", "we like cats", ["we like"]),
        ("a {good} (point|one (of|from) yours)", "a very fine one from yours", ["a very fine one from yours"]),
        ("^ right", "Well, right you are", ["right"]),
        ("^ right", "you are right", []),
        ("right .", "right, so", ["right"]),
        ("right .", "right you are", []),
        ("right $", "you are right.", ["right"]),
        ("right $", "right, so", []),
        ("do not", "don’t", ["do not"]),
        ("plusone", "+1", ["plusone"]),
    ],
)
def test_a_phrase_finds_what_the_file_says_it_finds(phrase: str, text: str, words: list[str]) -> None:
    assert found(made(phrase), text) == words


@pytest.mark.parametrize(
    "toml",
    [
        "not toml at all",
        "",
        HEAD,
        HEAD + '[[cues]]\nsays = "shrugs"\nphrases = ["a"]',
        HEAD + '[[cues]]\nsays = "agree"\nphrases = ["(a|b"]',
        HEAD + '[[cues]]\nsays = "agree"\nphrases = ["a)"]',
        HEAD + '[[cues]]\nsays = "agree"\nphrases = ["{unknown}"]',
        HEAD + '[[cues]]\nsays = "agree"\nphrases = ["?"]',
        HEAD + '[[cues]]\nsays = "agree"\nphrases = ["(a)?"]',
        HEAD + '[[cues]]\nsays = "agree"\nweight = "huge"\nphrases = ["a"]',
        HEAD + '[[cues]]\nsays = "agree"\nbut = "perhaps"\nphrases = ["a"]',
        HEAD + '[[cues]]\nsays = "agree"\nwieght = "strong"\nphrases = ["a"]',
    ],
)
def test_a_wrong_cue_file_is_refused(toml: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        language(toml)


def test_a_new_language_needs_nothing_but_its_file() -> None:
    esperanto = language(
        'language = "eo"\ncommon = ["mi", "kun", "vi"]\nopeners = []\npadding = ["tute"]\nnegations = ["ne"]\n'
        '[[cues]]\nsays = "agree"\nweight = "strong"\nphrases = ["mi konsentas"]\n'
    )

    suggestion = suggest("", "Mi tute konsentas kun vi.", Lexicon((*shipped_lexicon().languages, esperanto)))

    assert suggestion.position is Position.AGREE


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_shipped_language_can_say_yes_no_and_but(code: str) -> None:
    (one,) = (one for one in shipped_lexicon().languages if one.code == code)
    said = set[Says]()
    nodes = [one.phrases]
    while nodes:
        node = nodes.pop()
        said.update(cues.says for cues in node.ends)
        nodes.extend(node.following.values())

    assert said == set(Says)
