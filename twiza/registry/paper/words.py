"""The fixed words of the extract, which stands in two languages on every sheet, whoever asks for it."""

from __future__ import annotations

from twiza.registry.models import Confirmation, Status

Two = tuple[str, str]
"""Arabic, French."""

TITLE: Two = ("مستخرج من سجل التعاونيات", "Extrait du registre des coopératives")
ENGLISH_TITLE = "Extract of the register of cooperatives"
EXAMPLE: Two = ("مثال من الخيال: لا قيمة لهذه الورقة", "Exemple inventé : ce document est sans valeur")
VERSION: Two = ("الإصدار", "Version")
ISSUED: Two = ("حررت في", "Établi le")
CHECK: Two = (
    "صوروا الرمز بهاتفكم، أو اكتبوا العنوان، لتعرفوا هل هذه الورقة صالحة الآن.",
    "Scannez le code ou tapez l’adresse pour savoir si ce document est à jour.",
)
JURIST: Two = (
    "القوة القانونية لهذا المستخرج: بحاجة إلى تأكيد رجل قانون.",
    "Valeur juridique de cet extrait : à confirmer par un juriste.",
)
MEMBERS_HIDDEN: Two = (
    "أسماء الأعضاء لا تُنشر؛ يطلع عليها مسير التعاونية والسلطة المختصة.",
    "Les noms des membres ne sont pas publiés ; le gérant et l’autorité y ont accès.",
)
NOT_KNOWN: Two = ("غير معروف", "non connu")

LABELS: dict[str, Two] = {
    "name": ("الاسم", "Dénomination"),
    "kind": ("الصنف", "Nature"),
    "number": ("رقم التقييد", "Numéro d’immatriculation"),
    "registered_on": ("تاريخ التقييد", "Date d’immatriculation"),
    "status": ("الوضعية", "Situation"),
    "confirmation": ("مصدر التقييد", "Source de l’immatriculation"),
    "seat": ("المقر", "Siège"),
    "activity": ("النشاط", "Activité"),
    "sector": ("القطاع", "Secteur"),
    "capital": ("رأس المال", "Capital"),
    "share_value": ("قيمة الحصة", "Valeur d’une part sociale"),
    "members": ("عدد الأعضاء", "Nombre de membres"),
}
KINDS: dict[str, Two] = {
    "cooperative": ("تعاونية", "Coopérative"),
    "union": ("اتحاد تعاونيات", "Union de coopératives"),
}
STATUS: dict[str, Two] = {
    Status.ACTIVE: ("نشيطة", "Active"),
    Status.DORMANT: ("متوقفة عن النشاط", "En sommeil"),
    Status.DISSOLVED: ("محلولة", "Dissoute"),
    Status.UNKNOWN: NOT_KNOWN,
}
CONFIRMATION: dict[str, Two] = {
    Confirmation.TOLD: (
        "صرحت به المجموعة، ولم تؤكده السلطة بعد",
        "Déclarée par le groupe, pas encore confirmée par une autorité",
    ),
    Confirmation.CONTESTED: (
        "صرحت به المجموعة، وتعترض عليه السلطة",
        "Déclarée par le groupe, contestée par l’autorité",
    ),
}
