"""A member's own messages that quote nothing, for them to say what these answer."""

from sqlite_utils import Database

from deliberation.actor import Actor
from deliberation.answering.answer import Earlier
from deliberation.answering.own_chat import LISTED_LIMIT, OwnChat
from deliberation.debate import DebateState
from deliberation.excerpt import excerpt
from deliberation.ids import ChannelId, DebateKey, Link, MessageId, StatementId
from deliberation.statement import StatementKind
from deliberation.terms import Voice
from storage.sqlite import rows
from storage.sqlite.participants import known_participant
from storage.sqlite.servers import acting

_WORDS_READ = 400
_WORDS_SHOWN = 200


def own_chat(db: Database, key: DebateKey, *, actor: Actor) -> OwnChat:
    """The actor's own messages in a debate that quote nothing; none once it has ended, or where they only read.

    Raises:
        NoDebateHere, AnotherServer: as they say.
    """
    actor.must_be_in(key.guild)
    debate = rows.debate_here(db, key)
    participant = known_participant(db, key.guild, actor.user)
    reads = debate.terms.said_with(acting(db, actor).roles) is Voice.READER
    if participant is None or debate.state is DebateState.ENDED or reads:
        return OwnChat()
    found = db.execute(
        """SELECT statement, substr(text, 1, :read), channel, message FROM statement
        JOIN revision USING (guild_id, debate, statement, revision)
        WHERE guild_id = :guild AND debate = :debate AND coalesce(author, bringer) = :who AND author = :who
        AND kind IN (:message, :letter) AND voice != :reader AND withdrawn = 0 AND trim(substr(text, 1, :read)) != ''
        AND NOT EXISTS (SELECT 1 FROM pair WHERE pair.guild_id = statement.guild_id AND pair.debate = statement.debate
            AND pair.statement = statement.statement AND pair.revision = statement.revision)
        ORDER BY reply_to IS NULL, statement DESC""",
        {
            "guild": key.guild,
            "debate": key.debate,
            "who": participant,
            "message": StatementKind.MESSAGE.value,
            "letter": StatementKind.LETTER.value,
            "reader": Voice.READER.value,
            "read": _WORDS_READ,
        },
    ).fetchall()
    listed = tuple(
        Earlier(
            statement=StatementId(statement),
            author=participant,
            guest=None,
            words=excerpt(text, _WORDS_SHOWN),
            link=Link(key.guild, ChannelId(channel), MessageId(message)),
        )
        for statement, text, channel, message in found[:LISTED_LIMIT]
    )
    return OwnChat(len(found), listed)
