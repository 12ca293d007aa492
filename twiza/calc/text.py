"""One normaliser for indexing and asking: Arabic, French and English, in any of their spellings.

Steps, each usable alone: ``fold`` (one form for letters written in several ways) →
``words`` → ``without_article`` → ``stem`` → ``skeleton`` (consonants, alike across scripts).

Sources: light stemming of Arabic after Larkey, Ballesteros and Connell (2007), "Light
Stemming for Arabic Information Retrieval" (the affix list called light10); French stems are
Porter's Snowball algorithm through PyStemmer.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import Stemmer

LONGEST = 500
"""Characters read of one question; what follows cannot change an answer for the better."""

_LETTERS = str.maketrans(
    {
        **dict.fromkeys("أإآٱ", "ا"),
        "ى": "ي",
        "ی": "ي",
        "ئ": "ي",
        "ؤ": "و",
        "ة": "ه",
        "ء": "",
        "ـ": "",
        **dict.fromkeys("کگڭݣ", "ك"),
        "پ": "ب",
        "ڤ": "ف",
        "چ": "ش",
        "œ": "oe",
        "æ": "ae",
        "ß": "ss",
        "ɣ": "gh",
        "ɛ": "a",
        "ʷ": "w",
        **{chr(0x0660 + n): str(n) for n in range(10)},
        **{chr(0x06F0 + n): str(n) for n in range(10)},
        **dict.fromkeys("'’ʼ`ʿʾ", ""),
    }
)
_WORD = re.compile(r"[a-z0-9]+|[؀-ۿ]+|[ⴰ-⵿]+")
_ARABIC = re.compile(r"[؀-ۿ]")
_ARABIC_ARTICLES = ("وال", "بال", "كال", "فال", "لل", "ال")
_ARABIC_ENDINGS = ("ها", "ان", "ات", "ون", "ين", "يه", "يت", "ه", "ي")
_LATIN_ARTICLES = frozenset(
    "el al l la le les al ad ed es ec ech et er ez as ar an en de du des d the of and et a in".split()
)
_french = Stemmer.Stemmer("french")


def fold(text: str) -> str:
    """*text* in one form: no vowel signs, accents or controls; letters unified; lower case.

    >>> fold("أكَادِير"), fold("Fès"), fold("٢٠٢٤")
    ('اكادير', 'fes', '2024')
    """
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text[:LONGEST]).translate(_LETTERS))
    kept = (
        " " if unicodedata.category(c)[0] in "ZP" else c for c in decomposed if unicodedata.category(c)[0] not in "MC"
    )
    return " ".join("".join(kept).lower().translate(_LETTERS).split())


def words(text: str) -> list[str]:
    """The folded words of *text*, in order.

    >>> words("Aït-Melloul, M'diq")
    ['ait', 'melloul', 'mdiq']
    """
    return _WORD.findall(fold(text))


def without_article(word: str) -> str:
    """A folded word without the Arabic article that is written on it; at least two letters remain.

    >>> without_article("الصويره"), without_article("والزيتون"), without_article("الى")
    ('صويره', 'زيتون', 'الى')
    """
    if _ARABIC.match(word):
        for article in _ARABIC_ARTICLES:
            if word.startswith(article) and len(word) - len(article) >= 2:
                return word[len(article) :]
    return word


def is_article(word: str) -> bool:
    """Whether a folded Latin word is only an article or a particle ("el", "ech", "de")."""
    return word in _LATIN_ARTICLES


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The stem of one folded word: light10 for Arabic, Snowball for Latin letters.

    >>> stem("والتعاونيات"), stem("coopératives".replace("é", "e"))
    ('تعاوني', 'cooper')
    """
    if not _ARABIC.match(word):
        return str(_french.stemWord(word))
    word = without_article(word)
    if word.startswith("و") and len(word) > 4:
        word = word[1:]
    for ending in _ARABIC_ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 2:
            word = word[: -len(ending)]
            break
    return word


def terms(text: str) -> list[str]:
    """The stems of *text* without bare articles: what full texts are indexed and asked by."""
    return [stem(word) for word in words(text) if not is_article(word)]


_PAIRS = (
    ("sch", "S"), ("tch", "S"), ("ch", "S"), ("sh", "S"), ("kh", "x"), ("gh", "r"), ("rh", "r"), ("th", "t"),
    ("dh", "d"), ("ph", "f"), ("dj", "j"), ("gu", "k"), ("qu", "k"), ("gn", "n"), ("ss", "s"), ("oua", "wa"),
    ("oue", "wa"), ("oui", "wi"), ("ou", "u"), ("ce", "se"), ("ci", "si"), ("cy", "si"),
)  # fmt: skip
_LATIN_SOUNDS = str.maketrans(
    {
        "c": "k",
        "q": "k",
        "g": "k",
        "v": "f",
        "p": "b",
        "z": "z",
        "ç": "s",
        "x": "x",
        "y": "i",
        "o": "u",
        "e": "i",
    }
)
_ARABIC_SOUNDS = {
    "ب": "b", "ت": "t", "ث": "t", "ج": "j", "ح": "h", "خ": "x", "د": "d", "ذ": "d", "ر": "r", "ز": "z", "س": "s",
    "ش": "S", "ص": "s", "ض": "d", "ط": "t", "ظ": "d", "ع": "", "غ": "r", "ف": "f", "ق": "k", "ك": "k", "ل": "l",
    "م": "m", "ن": "n", "ه": "", "و": "u", "ي": "i", "ا": "a",
}  # fmt: skip
_VOWELS = re.compile(r"[aiuwh]")
_DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=50_000)
def sound(word: str) -> str:
    """How a folded word is heard, vowels kept: equal for "Chichaoua" and "Shishawa".

    Moroccan names are written in Latin letters by French or by English habit, and each
    writer chooses the vowels; Arabic writes only the long ones.

    >>> sound("chichaoua"), sound("shishawa")
    ('SiSawa', 'SiSawa')
    """
    if _ARABIC.match(word):
        return _DOUBLED.sub(r"\1", "".join(_ARABIC_SOUNDS.get(letter, "") for letter in without_article(word)))
    for written, heard in _PAIRS:
        word = word.replace(written, heard)
    return _DOUBLED.sub(r"\1", word.translate(_LATIN_SOUNDS))


@lru_cache(maxsize=50_000)
def skeleton(word: str) -> str:
    """The consonants one hears in a folded word, alike in Arabic and Latin letters.

    Vowels, semi-vowels and h are left out: no two spellings agree on them. A consonant that is
    written double counts once; one that is heard again after a vowel counts again.

    >>> skeleton("taroudant"), skeleton("تارودانت")
    ('trdnt', 'trdnt')
    """
    return _VOWELS.sub("", sound(word))


def name_skeleton(text: str) -> str:
    """The skeleton of a whole name, articles left out, words run together.

    >>> name_skeleton("El Hajeb") == name_skeleton("الحاجب")
    True
    """
    parts = (skeleton(word) for word in words(text) if not is_article(word))
    return "".join(part for part in parts if part)


def spoken_skeleton(text: str) -> str:
    """The skeleton of a whole Arabic name as it is spoken without a pause; empty if nothing differs.

    The article is heard, and so is the t of a ta marbuta before another word: Latin spellings often
    write both ("Laghoualem", "Abdelkader", "Zaouiat").

    >>> spoken_skeleton("الغوالم") == skeleton("laghoualem")
    True
    >>> spoken_skeleton("زاوية سيدي عبد القادر") == name_skeleton("Zaouiat Sidi Abdelkader")
    True
    """
    every = words(text)
    spoken = "".join(
        ("l" if _ARABIC.match(word) and word.startswith("ال") else "")
        + skeleton(word)
        + ("t" if word.endswith("ه") and place < len(every) - 1 else "")
        for place, word in enumerate(every)
    )
    return "" if spoken == name_skeleton(text) else spoken


def is_arabic(text: str) -> bool:
    """Whether *text* holds Arabic letters."""
    return bool(_ARABIC.search(text))
