"""The ledger: every number of a summary can be recomputed from it, and nobody can be told from it."""

import csv
import io
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deliberation.debate import Attribution, Tallies
from deliberation.ids import ParticipantId, PointNumber, RoundNumber
from deliberation.stance import POSITIONS, Position, Side
from deliberation.terms import Gate, Terms, Voice
from deliberation.views.ledger import COLUMNS, ledger_csv
from deliberation.views.standings import standings_of
from deliberation.views.summary import PointResult, summarise
from tests.deliberation.records import NO, YES, YES_BUT, Story

ONE, TWO = RoundNumber(1), RoundNumber(2)
Row = Mapping[str, str]


def pseudonyms_of(story: Story) -> dict[ParticipantId, str]:
    """Pseudonyms in an order that has nothing to do with who came first."""
    people = standings_of(story.record, story.record.rounds[-1].number).people
    everybody = people | {stance.participant for stance in story.record.stances}
    return {person: f"P{(person * 37) % 101:03}" for person in everybody}


def ledger_of(story: Story, number: RoundNumber = TWO) -> list[Row]:
    return list(csv.DictReader(io.StringIO(ledger_csv(story.record, number, pseudonyms_of(story)))))


class Recomputed:
    """A summary's numbers, from a ledger's rows and nothing else."""

    def __init__(self, rows: list[Row], number: int) -> None:
        self.rows, self.number = rows, str(number)

    def of(self, record: str, **columns: str) -> list[Row]:
        return [
            row
            for row in self.rows
            if row["record"] == record and all(row[column] == cell for column, cell in columns.items())
        ]

    @property
    def people(self) -> int:
        return len(self.of("person", round=""))

    @property
    def answered(self) -> int:
        return len([row for row in self.of("person", round=self.number, voice="member") if row["participant"]])

    @property
    def messages(self) -> tuple[int, int]:
        said = self.of("message", round=self.number)
        return len(said), sum(row["point"] != "" for row in said)

    def positions(self, point: int, number: str) -> dict[str, Position]:
        rows = self.of("stance", point=str(point), round=number, voice="member")
        return {row["participant"]: Position(row["position"]) for row in rows}

    def answered_on(self, point: int) -> int:
        withheld = self.of("point", point=str(point), round=self.number, voice="member")
        if withheld:
            return int(withheld[0]["position"].removesuffix(" answered"))
        return len(self.positions(point, self.number))

    def counts(self, point: int) -> tuple[int, ...]:
        return self._counts(self.positions(point, self.number))

    @property
    def marked(self) -> set[str]:
        """The newcomers of the round's end, where they are marked."""
        return {row["participant"] for row in self.of("person", round=self.number, position="newcomer")}

    @property
    def newcomers(self) -> int:
        unmarked = [row["position"] for row in self.of("person", round=self.number, participant="")]
        return int(unmarked[0].removesuffix(" newcomers")) if unmarked else len(self.marked)

    def without(self, point: int) -> tuple[int, ...] | None:
        """The counts without newcomers, where there were any and others."""
        given = self.positions(point, self.number)
        rest = {person: position for person, position in given.items() if person not in self.marked}
        return self._counts(rest) if rest and len(rest) < len(given) else None

    def conditions(self, point: int) -> list[int]:
        """How many wrote each condition of a point, most first."""
        rows = self.of("condition", point=str(point), round=self.number)
        return sorted((int(row["position"].partition(" ")[0]) for row in rows), reverse=True)

    def apart(self, voice: str, point: int | None = None) -> int:
        """How many answered a point, or anything, with a voice that is counted apart."""
        if point is None:
            return len(self.of("person", round=self.number, voice=voice))
        withheld = self.of("point", point=str(point), round=self.number, voice=voice)
        if withheld:
            return int(withheld[0]["position"].removesuffix(" answered"))
        return len(self.of("stance", point=str(point), round=self.number, voice=voice))

    def _counts(self, given: Mapping[str, Position]) -> tuple[int, ...]:
        counted = Counter(given.values())
        return tuple(counted[position] for position in POSITIONS)

    def moves(self, point: int, before: str) -> tuple[int, int, int]:
        """How many are paired, moved closer and moved apart."""
        earlier, now = self.positions(point, before), self.positions(point, self.number)
        paired = earlier.keys() & now.keys()
        went: list[int] = []
        for person in paired:
            if earlier[person] is now[person]:
                continue
            far = [sum(abs(given[person].rank - given[other].rank) for other in paired) for given in (earlier, now)]
            went.append(far[1] - far[0])
        return len(paired), sum(step < 0 for step in went), sum(step > 0 for step in went)

    def chosen(self, point: int, among: set[str]) -> tuple[str, int] | None:
        """The message most credited by `among`, and by how many."""
        credits = Counter(
            row["credit"]
            for row in self.of("stance", point=str(point), round=self.number, voice="member")
            if row["participant"] in among and row["credit"]
        )
        if not credits:
            return None
        most = min(credits, key=lambda credit: (-credits[credit], int(credit.partition("#")[2])))
        return most.partition("#")[0], credits[most]

    def chosen_on(self, point: int, side: Side) -> tuple[str, int] | None:
        given = self.positions(point, self.number)
        return self.chosen(point, {person for person, position in given.items() if position.side is side})

    def chosen_by_the_changed(self, point: int, before: str) -> tuple[str, int] | None:
        earlier, now = self.positions(point, before), self.positions(point, self.number)
        return self.chosen(point, {person for person in earlier.keys() & now.keys() if earlier[person] != now[person]})


def assert_recomputed(result: PointResult, ledger: Recomputed) -> None:
    point = int(result.number)
    assert ledger.answered_on(point) == result.answered
    assert ledger.without(point) == (result.without and result.without.counts)
    assert ledger.conditions(point) == [condition.people for condition in result.conditions]
    for apart in result.apart:
        assert ledger.apart(apart.voice, point) == apart.answered
    if result.tally is None:
        assert ledger.positions(point, ledger.number) == {}
        return
    assert ledger.counts(point) == result.tally.counts
    for quotation, side in ((result.reason_for, Side.FOR), (result.reason_against, Side.AGAINST)):
        assert ledger.chosen_on(point, side) == (quotation and (quotation.link.url, quotation.people))
    if result.moves is not None:
        moves = result.moves
        assert ledger.moves(point, "1") == (moves.paired, moves.closer, moves.apart)
        credited = result.credited
        assert ledger.chosen_by_the_changed(point, "1") == (credited and (credited.link.url, credited.people))


CONDITIONS = st.sampled_from(["it rains", "It rains.", "it snows"])
CROWDS = st.lists(st.lists(st.text("Yy?nN.", min_size=7, max_size=7), min_size=2, max_size=2), min_size=1, max_size=3)


@settings(deadline=None)
@given(CROWDS, st.sampled_from(Attribution), st.integers(0, 7), st.booleans(), st.data())
def test_every_number_of_a_summary_can_be_recomputed_from_its_ledger(
    crowds: list[list[str]], attribution: Attribution, some: int, merging: bool, data: st.DataObject
) -> None:
    tallies = data.draw(st.sampled_from(Tallies))
    story = Story(attribution=attribution, tallies=tallies)
    terms = Terms(gate=Gate(member_days=7), quorum=4)
    story.record = replace(story.record, debate=replace(story.record.debate, terms=terms))
    claims = [story.proposes(f"Claim {number}") for number, _ in enumerate(crowds)]
    for number in (0, 1):
        story.opens_round()
        for claim, crowd in zip(claims, crowds, strict=True):
            moss, heat = (story.answers(f"p{place}", claim, f"Because of {place}.") for place in (1, 9))
            story.crowd_stands(claim, crowd[number], credits={"Y": moss, "y": heat, "n": heat, "N": moss})
        for chatter in range(some):
            story.says(f"chatter {chatter}")
        story.says(None, guest="A neighbour")
        story.asks(story.answers("p2", claims[0], "Who pays?"), "Who pays?", put_to="p1")
        for place in range(some):
            claim = data.draw(st.sampled_from(claims))
            story.stands(f"guest {place}", claim, YES, voice=Voice.GUEST)
            story.stands(f"but {place}", claim, YES_BUT, condition=data.draw(CONDITIONS))
        story.now = story.record.rounds[-1].deadline - timedelta(hours=1)
        for place in range(data.draw(st.integers(0, 7))):
            story.stands(f"new {number} {place}", data.draw(st.sampled_from(claims)), NO)
        story.closes_round()
    story.withdraws(story.record.counterpoints[-1].number)
    story.takes_part("a reader")
    if merging:
        story.merges(claims[-1], claims[0])
    story.sets_aside(story.quotes_unheard("p3", "Sheds are overrated"), "off topic")
    summary = summarise(story.record, TWO)
    ledger = Recomputed(ledger_of(story), 2)
    assert ledger.people == summary.people
    assert ledger.answered == summary.answered
    assert ledger.messages == (summary.messages, summary.answering)
    assert ledger.newcomers == summary.newcomers
    assert [ledger.apart(apart.voice) for apart in summary.apart] == [apart.answered for apart in summary.apart]
    assert len(ledger.of("question")) == len(summary.questions)
    assert len(ledger.of("unanswered")) == len(summary.unanswered)
    assert len(ledger.of("aside")) == len(summary.set_aside)
    assert [row["position"] for row in ledger.of("quorum")] == ["4 needed"]
    assert summary.too_few == (ledger.answered < 4)
    for result in summary.results:
        assert_recomputed(result, ledger)


def counted_story(marks: str = "YYYnN") -> Story:
    story = Story()
    claim = story.proposes("Paint it green")
    story.opens_round()
    story.crowd_stands(claim, marks)
    story.closes_round()
    return story


def test_the_ledger_has_the_columns_promised_and_unix_lines() -> None:
    story = counted_story()
    text = ledger_csv(story.record, ONE, pseudonyms_of(story))
    assert text.splitlines()[0] == ",".join(COLUMNS) == "participant,point,round,position,record,credit,message,voice"
    assert "\r" not in text
    assert text.endswith("\n")


def test_stances_few_people_gave_are_left_out_of_a_counted_ledger_but_their_number_is_told() -> None:
    rows = ledger_of(counted_story("YYnN"), ONE)
    assert [row for row in rows if row["record"] == "stance"] == []
    assert [row["position"] for row in rows if row["record"] == "point" and row["round"]] == ["4 answered"]
    assert len([row for row in ledger_of(counted_story(), ONE) if row["record"] == "stance"]) == 5


def test_a_ledger_says_who_people_are_by_pseudonym_only_and_never_who_wrote_a_message() -> None:
    story = counted_story()
    story.answers("p1", PointNumber(1), "Green hides the moss.")
    story.says("p2")
    rows = ledger_of(story, ONE)
    assert {row["participant"] for row in rows} <= set(pseudonyms_of(story).values()) | {""}
    assert {row["participant"] for row in rows if row["record"] == "message"} <= {""}


def test_the_order_of_rows_tells_nothing_of_who_pressed_first() -> None:
    story = counted_story()
    backwards = Story()
    claim = backwards.proposes("Paint it green")
    backwards.opens_round()
    for place in range(1, 6):
        backwards.who(f"p{place}")
    for place in range(5, 0, -1):
        backwards.stands(f"p{place}", claim, [YES, YES, YES, story.record.stances[3].position, NO][place - 1])
    backwards.closes_round()
    assert ledger_of(backwards, ONE) == ledger_of(story, ONE)


def test_the_ledger_of_a_round_holds_the_earlier_rounds_and_not_the_later_ones() -> None:
    story = counted_story()
    story.opens_round()
    story.crowd_stands(PointNumber(1), "NNNNN")
    assert {row["round"] for row in ledger_of(story, ONE)} == {"", "1"}
    assert {row["round"] for row in ledger_of(story, TWO)} == {"", "1", "2"}


def test_a_credit_names_the_message_and_the_answer_in_it_while_that_stands() -> None:
    story = counted_story()
    moss = story.answers("p1", PointNumber(1), "Green hides the moss.")
    story.opens_round()
    story.crowd_stands(PointNumber(1), "yyyyy", credits={"y": moss})
    credits = {row["credit"] for row in ledger_of(story) if row["record"] == "stance" and row["round"] == "2"}
    assert credits == {f"{story.counterpoint(moss).link.url}#{moss}"}
    story.withdraws(moss)
    assert {row["credit"] for row in ledger_of(story)} == {""}


def test_a_message_says_which_points_it_answers_after_merges() -> None:
    story = Story()
    green, verdant = story.proposes("Paint it green"), story.proposes("Paint it a fresh green")
    story.opens_round()
    answer = story.answers("mia", verdant, "It fades.")
    story.merges(verdant, green)
    (row,) = [row for row in ledger_of(story, ONE) if row["record"] == "message"]
    assert (row["point"], row["message"]) == (str(green), story.counterpoint(answer).link.url)


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "\tx", "\rx"])
def test_a_spreadsheet_takes_no_cell_for_a_formula(name: str) -> None:
    story = Story(attribution=Attribution.NAMED)
    story.opens_round()
    story.stands("mia", story.proposes("Paint it green"), YES_BUT)
    names = dict.fromkeys(standings_of(story.record, ONE).people, name)
    rows = list(csv.reader(io.StringIO(ledger_csv(story.record, ONE, names), newline="")))
    cells = {cell for row in rows for cell in row}
    assert "'" + name.replace("\r", " ") in cells
    assert all(len(row) == len(COLUMNS) for row in rows)
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in cells)


def test_a_ledger_without_everybodys_pseudonym_is_refused_rather_than_naming_them_otherwise() -> None:
    with pytest.raises(KeyError):
        ledger_csv(counted_story().record, ONE, {})
