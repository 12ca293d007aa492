"""The machine interface: the areas' routers under one roof."""

from __future__ import annotations

from twiza.bank.api import router as bank
from twiza.dossier.api import router as dossiers
from twiza.opportunities.api import router as opportunities
from twiza.planner.api import router as plans
from twiza.portal.interface import Interface, known_parameters, written
from twiza.registry.api import router as registry
from twiza.territories.api import router as territories

DESCRIPTION = """
Territories, what is measured of them, project models, what fits where and why; and five-year
plans, computed and not kept. Open, read only, without a key.

**Names.** A territory is named by its official `code`, a project model or an indicator by its
`key`; both are stable. Texts are `{ar, fr, en}`; an empty one has not been translated.

**Unknown** is `null`, never 0.

**Pages.** Lists take `page` and `page_size` (1 to 200, 50 by default) and answer
`{count, page, page_size, items}`.

**Refusals** have one shape, `{"error": {"code", "message", "field"}}`. `code` is for programs and
stable; `message` is for people, in the language of `Accept-Language` (ar, fr, en; Arabic else).

**Keeping answers.** Each carries an `ETag` that changes when the data do: send it back in
`If-None-Match`. `X-RateLimit-Remaining` says how many questions are left in this minute.

**What it must not be used for.** A score says what speaks for a project model in a place by the
figures that exist. It does not foresee success.
"""

api = Interface(
    title="Twiza",
    version="1.0.0",
    description=DESCRIPTION.strip(),
    urls_namespace="api",
    docs_url="/docs",
)
api.add_decorator(known_parameters, mode="view")
api.add_decorator(written)
for router in (territories, bank, opportunities, registry, plans, dossiers):
    api.add_router("", router)
