"""Why an honest ledger may hold a fact that today's rules refuse: where a rule came later than the fact was written."""

from server.core.facts import Fact
from server.core.facts_paper import PaperEntered
from server.core.refusals import Code, Refusal


def why_it_may_be(fact: Fact, refusal: Refusal) -> str:
    """In brackets, behind the refusal; empty where nothing is known that would excuse the fact."""
    if refusal.code is Code.PAPER_OF_OTHER_RETURN and isinstance(fact, PaperEntered) and not fact.answers:
        return (
            f" (the sheet had been returned by fact {refusal.detail['position']}, and the paper does not say that it was"
            " printed after that; paper of earlier versions said nothing of returns)"
        )
    return ""
