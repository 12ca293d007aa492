"""The fixed words of the extract, which stands in two languages on every sheet, whoever asks for it."""

from __future__ import annotations

from twiza.registry.models import Status

Two = tuple[str, str]
"""Arabic, French."""

TITLE: Two = ("مستخرج من سجل التعاونيات", "Extrait du registre des coopératives")
ENGLISH_TITLE = "Extract of the register of cooperatives"
EXAMPLE: Two = ("مثال مختلق: لا قيمة لهذه الورقة", "Exemple inventé : ce papier est sans valeur")
VERSION: Two = ("النسخة", "Version")
ISSUED: Two = ("حررت في", "Établi le")
CHECK: Two = (
    "امسح الرمز بهاتفك، أو اكتب العنوان، لتعرف هل هذه النسخة هي الحالية.",
    "Scannez le code ou tapez l’adresse pour savoir si cet exemplaire est le dernier.",
)
JURIST: Two = (
    "القوة القانونية لهذا المستخرج: يؤكدها رجل قانون.",
    "Valeur juridique de cet extrait : à confirmer par un juriste.",
)
MEMBERS_HIDDEN: Two = (
    "أسماء الأعضاء لا تنشر؛ يطلع عليها مسير التعاونية والسلطة المختصة.",
    "Les noms des membres ne sont pas publiés ; la gestion et l’autorité y ont accès.",
)
NOT_KNOWN: Two = ("غير معروف", "non connu")

LABELS: dict[str, Two] = {
    "name": ("الاسم", "Dénomination"),
    "kind": ("الصنف", "Nature"),
    "number": ("رقم التقييد", "Numéro d’inscription"),
    "registered_on": ("تاريخ التقييد", "Date d’inscription"),
    "status": ("الوضعية", "Situation"),
    "seat": ("المقر", "Siège"),
    "activity": ("النشاط", "Activité"),
    "sector": ("القطاع", "Secteur"),
    "capital": ("رأس المال", "Capital"),
    "share_value": ("قيمة الحصة", "Valeur d’une part"),
    "members": ("عدد الأعضاء", "Nombre de membres"),
}
KINDS: dict[str, Two] = {
    "cooperative": ("تعاونية", "Coopérative"),
    "union": ("اتحاد تعاونيات", "Union de coopératives"),
}
STATUS: dict[str, Two] = {
    Status.ACTIVE: ("نشيطة", "Active"),
    Status.DORMANT: ("متوقفة عن النشاط", "En sommeil"),
    Status.DISSOLVED: ("منحلة", "Dissoute"),
    Status.UNKNOWN: NOT_KNOWN,
}
