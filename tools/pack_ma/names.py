"""English names where one is established, and the other names under which people look for a place."""

from __future__ import annotations

import re
import unicodedata

ENGLISH = {
    "Maroc": "Morocco", "Marrakech": "Marrakesh", "Fès": "Fez", "Tanger": "Tangier", "Salé": "Salé",
    "Fès-Meknès": "Fez-Meknes", "Marrakech-Safi": "Marrakesh-Safi", "Tanger-Assilah": "Tangier-Assilah",
    "Tanger-Tétouan-Al Hoceima": "Tangier-Tetouan-Al Hoceima", "Rabat-Salé-Kénitra": "Rabat-Salé-Kenitra",
}  # fmt: skip

HISTORIC = {
    "Essaouira": ("Mogador", "موكادور"), "El Jadida": ("Mazagan", "مازاكان"), "Kénitra": ("Port-Lyautey",),
    "Sidi Kacem": ("Petitjean",), "Al Hoceima": ("Alhucemas", "Villa Sanjurjo"), "Mohammadia": ("Fedala", "فضالة"),
    "Dakhla": ("Villa Cisneros",), "Safi": ("Asfi",), "Tétouan": ("Tetuan",), "Fès": ("Fes",),
    "Casablanca": ("Dar el Beida", "Casa", "كازا", "كازابلانكا"), "Chefchaouen": ("Chaouen", "Xauen", "الشاون"),
    "Larache": ("El Araich",), "Laâyoune": ("El Aaiún", "Layoune"), "Sidi Ifni": ("Ifni",),
    "Errachidia": ("Ksar es Souk", "قصر السوق"), "Youssoufia": ("Louis-Gentil",), "Tanger": ("Tanja", "Tangier"),
    "Marrakech": ("Marakech", "Mrakch"), "Ksar El Kebir": ("Alcazarquivir",), "Assilah": ("Arcila", "Asilah"),
    "Settat": ("Stat",), "Taroudannt": ("Taroudant",), "Chichaoua": ("Chichawa", "Shishawa"),
}  # fmt: skip

VARIANTS = (
    (r"\bBni\b", "Beni"), (r"\bBéni\b", "Bni"), (r"\bOulad\b", "Ouled"), (r"\bOuled\b", "Oulad"),
    (r"\bMy\b", "Moulay"), (r"\bMd\b", "Mohamed"), (r"\bSid\b", "Sidi"), (r"\bZaouiat\b", "Zaouia"),
    (r"\bTnine\b", "Tnin"), (r"\bLarb[aâ]a\b", "Arbaa"),
)  # fmt: skip


def english(name_fr: str) -> str:
    """The established English name, or the French one without its accents."""
    return ENGLISH.get(name_fr) or _plain(name_fr)


def _plain(name: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))


def fold(name: str) -> str:
    """Letters and digits alone, lower case, without accents: equal folds are one spelling to a reader."""
    return re.sub(r"[\W_]+", "", _plain(name)).lower()


def without_article(name_fr: str) -> str:
    """The French name without a leading Arabic article: ``El Kelaa`` gives ``Kelaa``."""
    return re.sub(r"^(?:(?:El|Al|Es|Er|Et|Ez|En|Ed|As|Ar|At|Az|An|Ad)[ -]|L')(?=[A-ZÀ-Ý])", "", name_fr)


def other_names(name_fr: str, name_ar: str, found: list[str]) -> tuple[str, ...]:
    """Other spellings, each once, none equal to a principal name but for accents and spaces."""
    candidates = [*found, without_article(name_fr), *HISTORIC.get(name_fr, ())]
    for pattern, replacement in VARIANTS:
        candidates.append(re.sub(pattern, replacement, name_fr))
    seen = {fold(name_fr), fold(name_ar), fold(english(name_fr)), ""}
    kept = []
    for candidate in candidates:
        name = re.sub(r"\s+", " ", candidate.replace("|", " ")).strip()
        if fold(name) not in seen:
            seen.add(fold(name))
            kept.append(name)
    return tuple(kept)
