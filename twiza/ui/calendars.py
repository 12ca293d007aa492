"""Names of months where no country gives its own, and the Hijri date."""

from __future__ import annotations

import datetime

from hijridate import Gregorian

MONTHS = {
    "ar": (
        "يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو",
        "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر",
    ),
    "fr": (
        "janvier", "février", "mars", "avril", "mai", "juin",
        "juillet", "août", "septembre", "octobre", "novembre", "décembre",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
}  # fmt: skip
HIJRI_MONTHS = {
    "ar": (
        "محرم", "صفر", "ربيع الأول", "ربيع الآخر", "جمادى الأولى", "جمادى الآخرة",
        "رجب", "شعبان", "رمضان", "شوال", "ذو القعدة", "ذو الحجة",
    ),
    "fr": (
        "mouharram", "safar", "rabia I", "rabia II", "joumada I", "joumada II",
        "rajab", "chaabane", "ramadan", "chaoual", "dhou al-qi‘da", "dhou al-hijja",
    ),
    "en": (
        "Muharram", "Safar", "Rabi I", "Rabi II", "Jumada I", "Jumada II",
        "Rajab", "Shaban", "Ramadan", "Shawwal", "Dhu al-Qadah", "Dhu al-Hijjah",
    ),
}  # fmt: skip
ERA = {"ar": "هـ", "fr": "H", "en": "AH"}


def hijri(date: datetime.date, language: str) -> str:
    """*date* in the Umm al-Qura calendar, or nothing outside the years it is laid down for (1924–2077).

    >>> hijri(datetime.date(2026, 11, 22), "en")
    '12 Jumada II 1448 AH'
    """
    try:
        day = Gregorian(date.year, date.month, date.day).to_hijri()
    except OverflowError:
        return ""
    months = HIJRI_MONTHS.get(language, HIJRI_MONTHS["en"])
    return f"{day.day} {months[day.month - 1]} {day.year} {ERA.get(language, ERA['en'])}"
