"""The fixed words of a paper's form: heads of columns, places to sign, the foot.

Arabic and French stand on the same sheet, whatever the reader's language is: they are kept side by side here,
where catalogues of one language at a time would not do.
"""

from __future__ import annotations

from collections.abc import Iterable

WORDS: dict[str, tuple[str, str, str]] = {
    # Columns
    "number": ("الرقم", "N°", "No."),
    "full_name": ("الاسم الكامل", "Nom et prénom", "Full name"),
    "national_id": ("رقم بطاقة التعريف", "N° de la carte d’identité", "National identity number"),
    "born_on": ("تاريخ الازدياد", "Date de naissance", "Date of birth"),
    "address": ("العنوان", "Adresse", "Address"),
    "profession": ("المهنة", "Profession", "Occupation"),
    "shares": ("عدد الحصص", "Parts sociales", "Shares"),
    "amount": ("قيمة الحصص", "Montant des parts", "Value of the shares"),
    "in_kind": ("منها عينا", "Dont en nature", "Of which in kind"),
    "released": ("المدفوع نقدا", "Versé en numéraire", "Paid in money"),
    "remaining": ("الباقي", "Reste à verser", "Still to be paid"),
    "thing": ("الشيء المقدم", "Bien apporté", "Thing contributed"),
    "value": ("القيمة", "Valeur", "Value"),
    "valued_by": ("من قدرها", "Évalué par", "Valued by"),
    "presence": ("الحضور", "Présence", "Presence"),
    "present": ("حضور شخصي", "En personne", "In person"),
    "absent": ("غياب", "Absent", "Absent"),
    "by": ("بالنيابة:", "Représenté par", "Represented by"),
    "decision": ("القرار", "Résolution", "Resolution"),
    "for": ("موافق", "Pour", "For"),
    "against": ("معارض", "Contre", "Against"),
    "abstained": ("ممتنع", "Abstention", "Abstained"),
    "result": ("النتيجة", "Résultat", "Result"),
    "passed": ("قُبل", "Adoptée", "Passed"),
    "not_passed": ("لم يُقبل", "Rejetée", "Not passed"),
    "office": ("المهمة", "Fonction", "Office"),
    "paper": ("الوثيقة", "Pièce", "Paper"),
    "total": ("المجموع", "Total", "Total"),
    # Offices
    "president": ("الرئاسة", "Présidence", "President"),
    "vice_president": ("نيابة الرئاسة", "Vice-présidence", "Vice-president"),
    "treasurer": ("أمانة المال", "Trésorerie", "Treasurer"),
    "secretary": ("الكتابة", "Secrétariat", "Secretary"),
    "manager": ("التسيير", "Gérance", "Manager"),
    "member": ("عضوية المجلس", "Membre du conseil", "Member of the board"),
    "chair": ("رئاسة الجلسة", "Présidence de séance", "Chair of the meeting"),
    # Signatures
    "signatures": ("التوقيعات", "Signatures", "Signatures"),
    "signer": ("الموقع ورقم بطاقته", "Signataire et n° de carte", "Signer and card number"),
    "signature": ("التوقيع أو البصمة", "Signature ou empreinte", "Signature or thumbprint"),
    "witnesses": ("شاهدان على البصمة", "Deux témoins de l’empreinte", "Two witnesses of the thumbprint"),
    "witness": ("الاسم، رقم البطاقة، التوقيع", "Nom, n° de carte, signature", "Name, card number, signature"),
    "done_at": ("حرر في", "Fait à", "Done at"),
    "on": ("بتاريخ", "le", "on"),
    "drawn": ("موقع على الشاشة", "Signé à l’écran", "Signed on a screen"),
    "paper_signed": ("موقع على الورق", "Signé sur papier", "Signed on paper"),
    "thumbprint": ("بصمة أمام شاهدين", "Empreinte devant deux témoins", "Thumbprint before two witnesses"),
    # The form
    "article": ("المادة", "Article", "Article"),
    "version": ("الإصدار", "Version", "Version"),
    "code": ("الرمز", "Code", "Code"),
    "page": ("صفحة {page} من {pages}", "page {page} sur {pages}", "page {page} of {pages}"),
    "check": (
        "تحققوا هل هذه الورقة صالحة الآن",
        "Vérifier que ce document est à jour",
        "Check that this version is the current one",
    ),
    "example": ("مثال، لا أثر له", "Exemple sans valeur", "Example, without effect"),
    "to_confirm": ("بحاجة إلى تأكيد رجل قانون", "à confirmer par un juriste", "to be confirmed by a jurist"),
    "to_confirm_whole": (
        "صياغة هذه الورقة بحاجة إلى تأكيد رجل قانون قبل الاعتماد عليها.",
        "La rédaction de ce document est à confirmer par un juriste avant usage.",
        "The wording of this paper is to be confirmed by a jurist before use.",
    ),
    "logo": ("علامة تويزة، نجمة ثمانية", "La marque de Twiza, une étoile à huit branches", "The mark of Twiza"),
    "qr": ("رمز يقود إلى صفحة التحقق", "Code menant à la page de vérification", "Code leading to the page that checks"),
    "to": ("إلى", "À", "To"),
}
_PLACES = {"ar": 0, "fr": 1, "en": 2}


def word(key: str, language: str) -> str:
    """One word. KeyError if there is none."""
    return WORDS[key][_PLACES[language]]


def both(key: str, languages: Iterable[str]) -> dict[str, str]:
    """One word in the languages of a paper."""
    return {language: word(key, language) for language in languages}
