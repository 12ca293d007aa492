"""What rules may look at in a founding group: the vocabulary of a pack's ``law/rules.yaml``.

Whoever founds gives these by what she enters; what nobody entered is unknown. An answer of the
interview whose field has the name of a quantity fills it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["count", "money", "percent", "years", "months", "days", "times", "text", "yes_no"]

NUMBERS: frozenset[Kind] = frozenset({"count", "money", "percent", "years", "months", "days", "times"})


@dataclass(frozen=True)
class Quantity:
    """One thing that can be known of a group: its kind and its meaning, for whoever writes rules."""

    kind: Kind
    meaning: str


QUANTITIES: dict[str, Quantity] = {
    # The group
    "founders": Quantity("count", "Founders in the group"),
    "adult_founders": Quantity("count", "Founders aged 18 or more on that day"),
    "youngest_founder": Quantity("years", "Age of the youngest founder"),
    "founders_in_area": Quantity("yes_no", "All founders live or work where the cooperative will act"),
    "founders_able": Quantity("yes_no", "All founders may act in law for themselves"),
    "founders_nationals": Quantity("yes_no", "All founders hold the country's nationality"),
    "founders_in_no_rival": Quantity("yes_no", "No founder is in another cooperative of the same activity there"),
    # The money
    "capital": Quantity("money", "All shares together, at their value"),
    "share_value": Quantity("money", "Value of one share"),
    "least_shares": Quantity("count", "Shares of the founder who holds the fewest"),
    "largest_share_percent": Quantity("percent", "Part of the capital held by the founder who holds the most"),
    "released_percent": Quantity("percent", "Part of the shares payable in money that is paid when the founders sign"),
    "release_years": Quantity("years", "Years after registration until all shares are paid"),
    "cash_total": Quantity("money", "Shares paid or promised in money"),
    "in_kind_total": Quantity("money", "Value of the things brought for shares"),
    "in_kind": Quantity("yes_no", "Some shares are paid with things"),
    "in_kind_valued": Quantity("yes_no", "Everything brought for shares has been valued by somebody named"),
    "liability_times": Quantity("times", "Up to how many times her shares a member answers for debts"),
    # The name and the statutes
    "name": Quantity("text", "Name of the cooperative"),
    "name_approved": Quantity("yes_no", "The authority has approved the name"),
    "duration_years": Quantity("years", "Life of the cooperative"),
    "statutes_complete": Quantity("yes_no", "Every item that the law wants stands in the statutes"),
    "statutes_signed": Quantity("yes_no", "Every founder has signed the statutes"),
    "one_person_one_voice": Quantity("yes_no", "Each member has one voice, whatever her shares"),
    # Who leads
    "managers": Quantity("count", "Managers, where there is no board"),
    "board": Quantity("yes_no", "A board leads"),
    "board_size": Quantity("count", "Members of the board"),
    "board_is_odd": Quantity("yes_no", "The number of board members is odd"),
    "board_of_members": Quantity("yes_no", "Everybody on the board, or the manager, is a member"),
    "term_years": Quantity("years", "Years for which the board or the manager is elected"),
    "board_paid": Quantity("yes_no", "Board members are paid for their office"),
    # On the way
    "assembly_held": Quantity("yes_no", "The constitutive assembly has been held"),
    "quorum_percent": Quantity("percent", "Founders present or represented at the constitutive assembly"),
    "bank_account": Quantity("yes_no", "A bank account is open in the cooperative's name"),
    "feasibility_study": Quantity("yes_no", "A study of the project has been made"),
    # Later
    "members": Quantity("count", "Members once registered"),
    "turnover": Quantity("money", "Sales of a year without value added tax"),
    "annual_assembly_months": Quantity("months", "Months from the end of the year to the annual assembly"),
    "accounts_deposit_days": Quantity("days", "Days from the annual assembly to the deposit of the accounts"),
    "legal_reserve_percent": Quantity("percent", "Part of the surplus put into the legal reserve"),
    "training_reserve_percent": Quantity("percent", "Part of the surplus put aside for training"),
    "social_percent": Quantity("percent", "Part of the surplus given to social services"),
    "share_interest_percent": Quantity("percent", "Return paid on shares, in per cent of what the rule says"),
    "nonmember_percent": Quantity("percent", "Part of the turnover made with people who are not members"),
    "auditor": Quantity("yes_no", "An auditor checks the accounts"),
}
