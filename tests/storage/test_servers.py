"""What a server's moderators settle, and the log of what they did."""

from datetime import timedelta

import pytest

from deliberation.errors import AnotherServer, NotAnAdministrator, UnknownTimeZone
from deliberation.ids import ActId, ChannelId, GuildId
from deliberation.server import MEMBER_DAYS_USUAL, Cards, Limits, ServerSettings
from deliberation.terms import Gate
from storage.store import Store
from tests.storage.scene import GUILD, START, member

MO = member("mo", administers=True)


async def test_a_server_that_set_nothing_has_the_usual_settings(store: Store) -> None:
    usual = await store.server(GUILD)

    assert (usual.cards, usual.gate.member_days, usual.blocked) == (Cards.USUAL, MEMBER_DAYS_USUAL, ())


async def test_what_a_moderator_sets_is_kept_as_a_whole(store: Store) -> None:
    wanted = ServerSettings(
        GUILD,
        moderators=5,
        home=ChannelId(6),
        zone="Europe/Berlin",
        language="de",
        cards=Cards.LETTERS_ONLY,
        gate=Gate(role=7, account_days=30, member_days=0),
        limits=Limits(statements=20, letters=2, size=50_000),
        blocked=("swamp", "bog"),
    )

    settled = await store.set_server(wanted, actor=MO, act=ActId(1), at=START)

    assert settled == wanted == await store.server(GUILD)


async def test_setting_again_replaces_what_was_set(store: Store) -> None:
    await store.set_server(ServerSettings(GUILD, home=ChannelId(6)), actor=MO, act=ActId(1), at=START)
    await store.set_server(ServerSettings(GUILD), actor=MO, act=ActId(2), at=START + timedelta(minutes=1))

    assert (await store.server(GUILD)).home is None


@pytest.mark.parametrize(
    ("settings", "actor", "refusal"),
    [
        (ServerSettings(GUILD), member("mia"), NotAnAdministrator),
        (ServerSettings(GuildId(GUILD + 1)), MO, AnotherServer),
        (ServerSettings(GUILD, zone="Mars/Olympus"), MO, UnknownTimeZone),
    ],
)
async def test_nothing_is_set_by_who_may_not_or_to_what_cannot_be(
    store: Store, settings: ServerSettings, actor: object, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        await store.set_server(settings, actor=actor, act=ActId(1), at=START)  # type: ignore[arg-type]

    assert await store.server(GUILD) == ServerSettings(GUILD)
