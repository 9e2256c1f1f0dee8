"""An evening on which everything that can be typed, uploaded or named is hostile: every way in, one after the other.

A way in is known by its key: `/point reword words` (an option), `reply.answer` (a form's act and field), `message` and
the like. `Play` notes which were gone and what was typed there; `test_every_way_in.py` compares both with the code and
with what the bot said, kept and handed over.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import discord
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle
from simcord.components import walk_components
from simcord.results import InteractionResult

from deliberation.statement import StatementKind
from prompts.post import Act, Action
from tests.cogs.world import PROPOSALS, Table, World, chosen, pressed, read

INPUT, RADIO = 4, 21
DAYS = timedelta(days=1)


@dataclass(frozen=True)
class Typed:
    """What was typed somewhere, and all that was said in answer."""

    key: str
    words: str
    told: str


@dataclass
class Play:
    """What has been done so far."""

    world: World
    text_at: Callable[[str], str]
    """The hostile text for a way in."""
    typed: list[Typed] = field(default_factory=list)
    told: list[tuple[str, str]] = field(default_factory=list)
    """Every private answer, with the way in."""
    files: list[tuple[str, bytes]] = field(default_factory=list)
    """Every file the bot handed over, by its name."""
    forms: set[str] = field(default_factory=set)
    """The acts of the forms that were sent."""
    _table: Table | None = None

    @property
    def table(self) -> Table:
        assert self._table is not None
        return self._table

    def words(self, key: str, limit: int = 4000, *, behind: str = "") -> str:
        """What is typed there: within Discord's limit for it, and noted."""
        return self.text_at(key)[: limit - len(behind)] + behind

    async def uses(self, who: MemberActor, place: ChannelHandle, command: str, key: str = "", **options: Any) -> str:
        """What is told in answer to a command. `key` names the option that is hostile, given among `options`."""
        result = await who.slash(place, command, **options)
        told = await self._answered(f"/{command} {key}".strip(), result)
        if key:
            self._note(f"/{command} {key}", options[key], told)
        return told

    async def fills(self, who: MemberActor, shown: InteractionResult, **sane: Any) -> str:
        """What is told when somebody fills every field of a form with something hostile, but for the `sane` ones."""
        assert shown.modal is not None, await self._answered("a form", shown)
        act = ".".join(shown.modal["custom_id"].split(":")[1:2])
        if act == Act.SETTLE:
            act = "settle " + shown.modal["custom_id"].split(":")[2]
        fields = [part for part in walk_components(shown.modal["components"]) if part.get("custom_id")]
        given: dict[str, Any] = {}
        for one in fields:
            name = one["custom_id"]
            if name in sane:
                given[name] = sane[name]
            elif one["type"] == INPUT:
                given[name] = self.words(f"{act}.{name}", one.get("max_length") or 4000)
            elif one["type"] == RADIO:
                given[name] = one["options"][0]["value"]
        result = await who.submit_modal(shown, given)
        told = await self._answered(act, result)
        self.forms.add(act.split()[0])
        for one in fields:
            if one["type"] == INPUT and one["custom_id"] in given and one["custom_id"] not in sane:
                self._note(f"{act}.{one['custom_id']}", given[one["custom_id"]], told)
        return told

    async def does(self, who: MemberActor, data: dict[str, Any]) -> InteractionResult:
        """What comes of a press or a choice."""
        (result,) = await self.world.at_once((who, self.table.opening, data))
        if result.modal is None:
            await self._answered(data["custom_id"], result)
        return result

    async def says(self, who: MemberActor, text: str, key: str, **sent: Any) -> discord.Message:
        """A message in the thread."""
        message = await who.send(self.table.thread, text, **sent)
        self._note(key, text, "")
        return message

    async def id_of(self, act: Act, *numbers: int) -> str:
        """What is pressed for that in the debate."""
        return Action(act, ((await self.world.stored(self.table.thread)).key.debate, *numbers)).custom_id

    def _note(self, key: str, words: Any, told: str) -> None:
        self.typed.append(Typed(key, words if isinstance(words, str) else "", told))

    async def _answered(self, key: str, result: InteractionResult) -> str:
        shown = [message for message in (result.response, *result.followups) if message is not None]
        for message in shown:
            self.files += [(file.filename, await file.read()) for file in message.attachments]
        told = "\n".join([*(read(message) for message in shown), str(result.modal or "")]).strip()
        self.told.append((key, told))
        return told


async def played(play: Play) -> None:
    """The evening, from a debate's opening to its end."""
    for scene in (_opened, _said, _brought, _answered, _asked, _pointed, _steered, _looked, _closed, _settled, _handed):
        await scene(play)


def _opal(play: Play) -> MemberActor:
    return play.world.person("opal")


async def _opened(play: Play) -> None:
    world = play.world
    for name in ("opal", "ann", "ben", "cleo", "dan"):
        world.known_as(name, f"{play.words('a name', 24)} {name}")
    opal = _opal(play)
    shown = await opal.slash(world.lobby, "debate open", steelman=True)
    await play.fills(opal, shown, attribution="named", tallies="hidden")
    shown = await opal.slash(world.lobby, "debate open", steelman=True)
    mine = play.words("open.proposals", 120)
    await play.fills(
        opal, shown, proposals="\n".join((mine, *PROPOSALS)), deadline="3 days", attribution="named", tallies="hidden"
    )
    if not world.lobby.threads:  # the title or the first proposal was refused
        shown = await opal.slash(world.lobby, "debate open", steelman=True)
        sane = {"title": "Kitchen", "proposals": "\n".join(PROPOSALS), "deadline": "3 days"}
        await play.fills(opal, shown, **sane, attribution="named", tallies="hidden")
    play._table = Table(world, max(world.lobby.threads, key=lambda thread: thread.id))


async def _said(play: Play) -> None:
    """Messages: chat, a quote, two quotes, an edit, a reply, a deletion, a mention of the bot."""
    world, table = play.world, play.table
    ann, ben, cleo = (world.person(name) for name in ("ann", "ben", "cleo"))
    words = play.words("message", 900)
    first = await play.says(ann, words, "message")
    await play.says(ben, f"> {PROPOSALS[0]}\n{words}", "message that quotes")
    claims = [point.claim for point in (await table.record()).points]
    await play.says(ben, f"> {claims[0]}\n{words}", "message that quotes hostile words")
    card = await play.says(
        cleo, f"> {PROPOSALS[1]}\n{words}\n> {words.splitlines()[0] if words else ''}\nso it is", "message with a card"
    )
    await cleo.edit(card, f"> {PROPOSALS[1]}\nedited {words}\n> {PROPOSALS[2]}\n{words}")
    play._note("edited message", f"> {PROPOSALS[1]}\nedited {words}\n> {PROPOSALS[2]}\n{words}", "")
    await ann.send(table.thread, words, reply_to=first)
    await ann.send(table.thread, f"<@{world.bot.user.id}> {words}")  # type: ignore[union-attr]
    play._note("mention", "", "")
    await ben.delete(await ben.send(table.thread, f"> {PROPOSALS[3]}\n{words}"))
    await world.passes(timedelta(minutes=2))


async def _brought(play: Play) -> None:
    """Letters: attached, brought, brought for a guest; and files to import."""
    world, table = play.world, play.table
    dan, opal = world.person("dan"), _opal(play)
    words = play.words("letter", 3000)
    letter = f"Dear all,\n\n> {PROPOSALS[2]}\n{words}\n\n- {PROPOSALS[3]}: {words}\n\n> {words}\nSo it is.\n"
    data = letter.encode("utf-8", "surrogatepass")
    name = f"{play.words('letter name', 60)}.txt"
    await play.says(dan, "", "letter", attachments=[(name, data)])
    play._note("letter name", "", "")
    told = await play.uses(dan, table.thread, "debate join-letter", file=(name, data), author="mine")
    play._note("/debate join-letter file", letter, told)
    guest = play.words("/debate join-letter guest", 80)
    await play.uses(
        dan,
        table.thread,
        "debate join-letter",
        "guest",
        file=("letter.txt", f"> {PROPOSALS[4]}\nI disagree. {words}".encode("utf-8", "surrogatepass")),
        author="guest",
        guest=guest,
    )
    sheet = "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body\n1,x,1,1,2,0,1,"
    for source, text in (("letter", letter), ("polis", f'{sheet}"{words}"\n')):
        await play.uses(opal, world.lobby, "debate import", source=source, file=(name, text.encode(errors="replace")))
    play._note("/debate import file", "", "")
    await world.passes(timedelta(minutes=2))


async def _answered(play: Play) -> None:
    """The ballot with its forms; answers in line; a report and a removal."""
    world, table = play.world, play.table
    ann, ben, cleo, warden = world.person("ann"), world.person("ben"), world.person("cleo"), world.warden
    for who, rank in ((ann, 1), (ben, 3), (cleo, 4)):
        for point in (1, 2):
            await play.does(who, pressed(await play.id_of(Act.VOTE, 1, point, rank)))
            for act in (Act.REASON, Act.CONDITION):
                await play.fills(who, await play.does(who, pressed(await play.id_of(act, 1, point))))
    await play.does(ann, pressed(await play.id_of(Act.POST_REASON, 1, 2)))
    for sane in ({}, {"answer": f"Not now.\n{play.words('replyto.answer', 1900)}"}):  # a quote alone is no answer
        await play.fills(ben, await play.does(ben, chosen(await play.id_of(Act.TO_POINT), "3")), **sane)
    posted = (await table.record()).statements[-1].id
    await play.fills(ben, await play.does(ben, pressed(await play.id_of(Act.EDIT, posted))))
    said = next(head.id for head in (await table.record()).statements if head.kind is StatementKind.MESSAGE)
    page = await play.does(cleo, pressed(await play.id_of(Act.PASSAGES, said, 1)))
    if (offered := _first_choice(page)) is not None:
        await play.fills(cleo, await play.does(cleo, offered))
    await world.passes(timedelta(minutes=2))
    await play.fills(cleo, await play.does(cleo, pressed(await play.id_of(Act.REPORT, posted))))
    await play.uses(warden, table.thread, "debate reports")
    await play.fills(warden, await play.does(warden, pressed(await play.id_of(Act.REMOVE, posted))))
    await play.does(ben, pressed(await play.id_of(Act.WHY_REMOVED, posted)))


def _first_choice(shown: InteractionResult) -> dict[str, Any] | None:
    """The first that can be chosen in a private answer; None where nothing can."""
    parts = walk_components(shown.response.components) if shown.response is not None else ()
    select = next((part for part in parts if part.get("options")), None)
    return None if select is None else chosen(select["custom_id"], select["options"][0]["value"])


async def _asked(play: Play) -> None:
    """Questions of each kind, and answers to them; what is looked for."""
    world, table = play.world, play.table
    ann, opal = world.person("ann"), _opal(play)
    for kind, sane in (("plain", {}), ("meaning", {"word": "kitchen"}), ("evidence", {})):
        shown = await play.does(ann, chosen(await play.id_of(Act.ABOUT_ONE, 0), "2"))
        await play.fills(ann, shown, kind=kind, **sane)
    for question in [one.act for one in (await table.record()).questions if one.act is not None]:
        shown = await play.does(opal, pressed(await play.id_of(Act.RESPOND, question)))
        if shown.modal is not None:
            await play.fills(opal, shown)
    await play.uses(ann, table.thread, "question mine")
    await play.uses(ann, table.thread, "question withdraw", "question", question=play.words("/question withdraw", 100))
    await play.uses(ann, table.thread, "ask", "search", search=play.words("/ask search", 90))
    await play.fills(ann, await play.does(ann, pressed(await play.id_of(Act.SEARCH))))
    page = f"1:{play.words('found page', 90)}"
    await play.does(ann, chosen(await play.id_of(Act.FOUND), page[:100]))


async def _pointed(play: Play) -> None:
    """What becomes of points."""
    world, table = play.world, play.table
    ben, opal = world.person("ben"), _opal(play)
    await play.uses(opal, table.thread, "point reword", "words", point=2, words=play.words("/point reword words", 120))
    await play.fills(ben, await play.does(ben, pressed(await play.id_of(Act.RESTATE, 3))))
    restated = next(iter((await table.record()).changes.restatements), None)
    if restated is not None:
        await play.does(opal, pressed(await play.id_of(Act.CONFIRM, 3, 1, restated.act, 0)))
    for option in ("first", "second", "third"):
        parts = {"first": "Buy", "second": "a second pot", "third": "pot"}
        parts[option] = play.words(f"/point split {option}", 1000)
        await play.uses(opal, table.thread, "point split", option, point=5, **parts)
    await play.uses(
        world.warden, table.thread, "point aside", "reason", point=6, reason=play.words("/point aside reason", 200)
    )
    await play.uses(opal, table.thread, "point merge", point=4, into=5)


async def _steered(play: Play) -> None:
    """What leads a round, with its reasons and times."""
    table, opal = play.table, _opal(play)
    for command, option in (("round extend", "deadline"), ("round pause", "reason")):
        await play.uses(opal, table.thread, command, option, **{option: play.words(f"/{command} {option}", 200)})
    await play.uses(opal, table.thread, "round resume")
    await play.world.passes(timedelta(minutes=2))


async def _looked(play: Play) -> None:
    """Everything that anybody can open and read."""
    world, table = play.world, play.table
    ann = world.person("ann")
    for command, options in (
        *(("points", {"order": order}) for order in ("divided", "unanswered")),
        *(("points", {"point": point}) for point in range(1, 9)),
        ("stance mine", {}),
        ("stance history", {}),
        ("debate log", {}),
        ("privacy", {}),
    ):
        await play.uses(ann, table.thread, command, **options)
    for inquiry in ("unanswered", "agree", "differ", "stand", "needs"):
        await play.uses(ann, table.thread, "ask", what=inquiry)
    for act, numbers in (
        (Act.HOW, ()),
        (Act.ANSWER, (1,)),
        (Act.ABOUT, (0, 1)),
        (Act.NEEDS, ()),
        (Act.MY_QUESTIONS, ()),
        (Act.OPEN_QUESTIONS, (1,)),
        (Act.TAKE_PART, ()),
        (Act.LOOK, (1,)),
        (Act.LOG, (0,)),
    ):
        await play.does(ann, pressed(await play.id_of(act, *numbers)))
    for who in ("cleo", "dan"):
        for head in (await table.record()).statements:
            await play.does(world.person(who), pressed(await play.id_of(Act.NAMED, head.id)))
            await play.does(world.person(who), pressed(await play.id_of(Act.PAIRS, head.id, 1)))
            await play.does(world.person(who), pressed(await play.id_of(Act.EARLIER, head.id, 1)))


async def _closed(play: Play) -> None:
    """A round's end, what is said of its summary, the agenda, a decision; a round that is cancelled."""
    world, table = play.world, play.table
    opal, warden = _opal(play), world.warden
    await world.passes(4 * DAYS)
    for who in ("opal", "ann", "ben"):
        person = world.person(who)
        shown = await play.does(person, pressed(await play.id_of(Act.NOT_MEANT, 1)))
        if shown.modal is None:
            offered = _first_choice(shown)
            shown = shown if offered is None else await play.does(person, offered)
        if shown.modal is not None:
            await play.fills(person, shown)
    await play.uses(opal, table.thread, "round agenda")
    await play.uses(opal, table.thread, "round open", "deadline", deadline=play.words("/round open deadline", 100))
    for option, sane in (("opens", "deadline"), ("deadline", "opens")):
        given = {option: play.words(f"/round schedule {option}", 100), sane: "2 days"}
        await play.uses(opal, table.thread, "round schedule", option, **given)
    await play.uses(opal, table.thread, "round schedule", opens="2 days", deadline="3 days")
    await play.uses(
        opal, table.thread, "round unschedule", "reason", reason=play.words("/round unschedule reason", 200)
    )
    await play.uses(opal, table.thread, "round open", deadline="2 days")
    await play.uses(opal, table.thread, "round cancel", "reason", reason=play.words("/round cancel reason", 200))
    await play.uses(opal, table.thread, "round reopen", "deadline", deadline=play.words("/round reopen deadline", 100))
    for sane in ({}, {"review": "90 days"}):
        shown = await opal.slash(table.thread, "debate decide")
        await play.fills(opal, shown, point=["2"], **sane)
    await warden.slash(world.lobby, "digest now")
    await world.passes(timedelta(minutes=2))


async def _settled(play: Play) -> None:
    """The server's settings."""
    world = play.world
    boss = world.person(
        "boss", world.guild.create_role("Boss", permissions=discord.Permissions(manage_guild=True, manage_threads=True))
    )
    await play.uses(boss, world.lobby, "setup")
    zone = play.words("/digest set zone", 100)
    await play.uses(boss, world.lobby, "digest set", "zone", weekday=0, hour=9, zone=zone, channel=world.lobby)
    await play.uses(boss, world.lobby, "digest set", weekday=0, hour=9, zone="UTC", channel=world.lobby)
    for setting in (7, 8, 9, 11, 13, 10):  # the word list last: it would refuse all else
        (shown,) = await world.at_once((boss, play.table.opening, pressed(Action(Act.SETTLE, (setting,)).custom_id)))
        await play.fills(boss, shown)
    await play.uses(boss, world.lobby, "setup")


async def _handed(play: Play) -> None:
    """Every file there is to have."""
    world, table = play.world, play.table
    ann = world.person("ann")
    for format in ("letter", "html", "csv", "json", "polis", "argdown", "aif"):
        await play.uses(ann, table.thread, "debate export", format=format)
    for name in ("ann", "ben", "opal"):
        result = await play.does(world.person(name), pressed(Action(Act.PRIVACY, (5,)).custom_id))
        play.files += [(file.filename, await file.read()) for one in result.followups for file in one.attachments]
    for message in (*table.posts(), *world.lobby.history()):
        play.files += [(file.filename, await file.read()) for file in message.attachments if message.author.bot]
    await play.uses(_opal(play), table.thread, "debate end")
    await world.passes(timedelta(minutes=2))


def sent(requests: list[Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every message and form that the bot sent, with where."""
    for request in requests:
        body = request.json
        if not isinstance(body, dict):
            continue
        yield f"{request.method} {request.path}", body.get("data") or body.get("message") or body
