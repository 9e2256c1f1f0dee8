"""What is asked of a debate beside its form: where it opens, its rounds and its terms. They travel as numbers in the
form's `custom_id`, so that the form can be submitted after a restart, too.
"""

from dataclasses import dataclass

from cogs.errors import UnknownAction
from deliberation.debate import ROUNDS_LIMIT
from deliberation.ids import ChannelId
from deliberation.terms import DAYS_LIMIT, QUORUM_LIMIT, Form, Gate, Terms
from prompts.post import Act, Action


@dataclass(frozen=True, slots=True)
class Asked:
    """What stands beside the form. The form of the debate follows from the place."""

    place: ChannelId
    rounds: int
    terms: Terms

    @property
    def action(self) -> Action:
        """The form's action; 0 stands for what was left out."""
        gate, terms = self.terms.gate, self.terms
        numbers = (
            self.place,
            self.rounds,
            gate.role or 0,
            gate.account_days,
            gate.member_days,
            terms.quorum or 0,
            terms.speakers or 0,
            int(terms.steelman),
        )
        return Action(Act.OPEN, numbers)

    @classmethod
    def by(cls, action: Action) -> "Asked":
        """What the form of `action` was opened with.

        Raises:
            UnknownAction: a number is beyond what the command takes.
        """
        place, rounds, role, account_days, member_days, quorum, speakers, steelman = action.numbers
        if not 1 <= rounds <= ROUNDS_LIMIT or max(account_days, member_days) > DAYS_LIMIT or quorum > QUORUM_LIMIT:
            raise UnknownAction
        gate = Gate(role=role or None, account_days=account_days, member_days=member_days)
        terms = Terms(gate=gate, quorum=quorum or None, speakers=speakers or None, steelman=bool(steelman))
        return cls(ChannelId(place), rounds, terms)

    def as_form(self, form: Form) -> Terms:
        """The terms of a debate of that form."""
        terms = self.terms
        return Terms(terms.gate, form, terms.quorum, terms.speakers, terms.steelman)
