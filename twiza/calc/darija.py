"""Darija as people type it, in Arabic or in Latin letters, each in another spelling.

What remains of a word in every spelling is its consonants: a word is heard by them, whether it is
written "3sel", "l3sal" or "عسل". Digits stand for letters that Latin has not: 3 ع, 7 ح, 9 ق, 5 خ.
"""

from __future__ import annotations

import re

from twiza.calc.text import is_arabic, is_article, stem, terms, without_article, words

_DOUBLED = re.compile(r"(.)\1+")

_PAIRS = (
    ("ch", "S"), ("sh", "S"), ("kh", "x"), ("gh", "G"), ("th", "t"), ("dh", "d"), ("ph", "f"), ("dj", "j"),
    ("ou", "o"),
)  # fmt: skip
_LATIN_SOUNDS = str.maketrans(
    {"2": "", "3": "3", "4": "d", "5": "x", "6": "t", "7": "h", "8": "G", "9": "q", "c": "k", "g": "k", "v": "f",
     "p": "b"}
)  # fmt: skip
_ARABIC_SOUNDS = {
    "ب": "b", "ت": "t", "ث": "t", "ج": "j", "ح": "h", "خ": "x", "د": "d", "ذ": "d", "ر": "r", "ز": "z", "س": "s",
    "ش": "S", "ص": "s", "ض": "d", "ط": "t", "ظ": "d", "ع": "3", "غ": "G", "ف": "f", "ق": "q", "ك": "k", "ل": "l",
    "م": "m", "ن": "n", "ه": "h", "و": "w", "ي": "y", "ا": "a",
}  # fmt: skip
_VOWELS = re.compile(r"[aeiou]")
_VERBAL = re.compile(r"^(?:k[ay]?[nty]|[nty])(?=[^aeiouwy]..)")
_WORDS = frozenset(
    "ana 7na hna nta nti bghit bghina kan kay kat kayn kayna 3endi 3andi 3endna 3andna 3ndi 3ndna dyal dyalna dyali "
    "d o w f l b fin bzaf bezzaf chi ma li lli wla wlla hadi had men mn ila 7it hit khddamin khdam m3a".split()
)
_FRENCH_OR_ENGLISH = frozenset(
    "je nous vous nos notre mon ma mes les des une un et est avons sommes dans pour sur avec chez qui que "
    "i we you our my us the and are is have has to of for with who that from want can".split()
)

_SAY_NOTHING = frozenset(
    "بغيت بغينا باغي باغيين نريد اريد نرغب نحن انا حنا عند عندنا عندي كنعرف كنعرفو نعرف نبيع نبيعو نبيعوه كنبيعو بيع "
    "كنديرو نديرو في من علي الي مع ديال ديالنا لي هاد واحد شي بزاف "
    "bghina bghit 3ndna 3endna 3ndi 3endi kan kay nbi3o nbi3 kanbi3o ndir ndiro kandiro dyal dyalna dyali bzaf "
    "nous vous je notre nos mon avons sommes voulons veux savons sais faisons vendons vendre avoir faire bien mal "
    "we our my i have want know sell make would like can and with for who".split()
)
"""Words in which everybody speaks of every trade: they tell none from another."""


def is_spoken(text: str) -> bool:
    """Whether *text*, in Latin letters, reads like Darija rather than French or English.

    >>> is_spoken("bghina nbi3o l3sel"), is_spoken("nous vendons du miel"), is_spoken("miel")
    (True, False, False)
    """
    found = [word for word in words(text) if not is_arabic(word)]
    digits = sum(bool(re.search(r"[a-z][2356789]|[35679][a-z]", word)) for word in found)
    told = sum(word in _WORDS for word in found) + 2 * digits
    return told > sum(word in _FRENCH_OR_ENGLISH for word in found)


def keys(word: str) -> frozenset[str]:
    """The consonants that a folded word of Darija is heard by, alike in Arabic and Latin letters.

    Each writer spells Darija in another way, but its consonants remain. A semi-vowel is written by
    some and not by others: both readings are given. A verb is also given without its prefix.

    >>> sorted(keys("3sel") & keys("عسل")), "xyt" in keys("khayto") & keys("خياطه")
    (['3sl'], True)
    """
    plain = _sound(word)
    readings = {plain, _VERBAL.sub("", plain)}
    if not is_arabic(word) and len(plain) > 3 and plain[0] == "l":
        readings |= {plain[1:], _VERBAL.sub("", plain[1:])}
    found = set()
    for reading in readings:
        kept = _VOWELS.sub("", reading)
        for key in (kept, re.sub(r"[wy]", "", kept)):
            single = _DOUBLED.sub(r"\1", key)
            found.add(single.removesuffix("h") if len(single) > 2 else single)
    return frozenset(key for key in found if len(key) >= 2)


def _sound(word: str) -> str:
    if is_arabic(word):
        return "".join(_ARABIC_SOUNDS.get(letter, "") for letter in without_article(word))
    for written, sounded in _PAIRS:
        word = word.replace(written, sounded)
    return word.translate(_LATIN_SOUNDS)


KEY = "~"
"""Marks a key of sounds among terms, so that it is never taken for a stem."""


def indexed(text: str) -> list[str]:
    """What a text that describes something is found by: its stems, and the sounds of its Arabic words.

    A short text in Latin letters may be Darija as people type it, and is given its sounds too.
    """
    found = words(text)
    spoken = [word for word in found if is_arabic(word) or len(found) <= _SHORT]
    return [*terms(text), *(KEY + key for word in spoken for key in sorted(keys(word)))]


_SHORT = 3
"""Words of a text in Latin letters up to which it may be a Darija word of its own."""

SOUND_WORTH = {2: 0.15, 3: 0.85}
"""What a word found by its sounds alone is worth, by the number of its consonants."""
LONG_SOUND = 0.9
"""The same for four consonants or more."""


def heard(told: str, *, spoken: bool | None = None) -> list[dict[str, float]]:
    """Each word of *told* with the ways it can be read: its stem, and its sounds where it may be Darija.

    *spoken* says whether Latin letters are Darija; by default the text itself tells.
    """
    latin = is_spoken(told) if spoken is None else spoken
    found = []
    for word in words(told):
        if word in _SAY_NOTHING:
            continue
        readings = {} if is_article(word) else {stem(word): 1.0}
        if latin or is_arabic(word):
            for key in keys(word):
                readings[KEY + key] = SOUND_WORTH.get(len(key), LONG_SOUND)
        if readings:
            found.append(readings)
    return found
