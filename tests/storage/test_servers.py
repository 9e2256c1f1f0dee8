"""What a server's moderators settle, and the log of what they did."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from deliberation.debate import Attribution
from deliberation.errors import AnotherServer, NotAModerator, NotAnAdministrator, NotANumber, UnknownTimeZone
from deliberation.ids import ActId, ChannelId, GuildId
from deliberation.server import MEMBER_DAYS_USUAL, Cards, Limits, ServerSettings, Setting, whole_number
from deliberation.terms import Gate
from deliberation.views.digest import DigestSettings
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
        attribution=Attribution.NAMED,
        quorum=12,
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


async def test_two_who_change_different_things_at_the_same_moment_both_do(store: Store) -> None:
    async def change(number: int, setting: Setting, changed: Callable[[ServerSettings], ServerSettings]) -> None:
        await store.change_server(GUILD, setting, changed, actor=MO, act=ActId(number), at=START)

    await asyncio.gather(
        change(1, Setting.ZONE, lambda settings: replace(settings, zone="Europe/Berlin")),
        change(2, Setting.WORDS, lambda settings: replace(settings, blocked=("swamp",))),
        change(3, Setting.CARDS, lambda settings: replace(settings, cards=Cards.LETTERS_ONLY)),
    )

    now = await store.settings_for(GUILD, actor=MO)
    assert (now.zone, now.blocked, now.cards) == ("Europe/Berlin", ("swamp",), Cards.LETTERS_ONLY)


async def test_who_may_not_manage_the_server_neither_reads_its_set_up_nor_changes_one_thing(store: Store) -> None:
    warden = member("wanda", moderates=True)

    with pytest.raises(NotAnAdministrator):
        await store.settings_for(GUILD, actor=warden)
    with pytest.raises(NotAnAdministrator):
        await store.change_server(GUILD, Setting.WORDS, lambda settings: settings, actor=warden, act=ActId(1), at=START)


async def test_a_digest_is_switched_off_by_who_may_set_it(store: Store) -> None:
    weekly = DigestSettings(GUILD, ChannelId(500), 0, 9, "UTC", START)
    await store.set_digest(weekly, actor=MO)

    with pytest.raises(NotAModerator):
        await store.drop_digest(GUILD, actor=member("mia"))
    assert await store.digest_settings(GUILD) is not None
    await store.drop_digest(GUILD, actor=MO)
    await store.drop_digest(GUILD, actor=MO)

    assert await store.digest_settings(GUILD) is None
    assert await store.digests_due(START + timedelta(days=30)) == ()


@pytest.mark.parametrize(("typed", "number"), [("", None), ("  ", None), ("0", 0), (" 12 ", 12), ("100", 100)])
def test_a_number_is_read_as_it_was_typed(typed: str, number: int | None) -> None:
    assert whole_number(typed, 100) == number


@pytest.mark.parametrize("typed", ["101", "-1", "1.5", "ten", "1e3", "9" * 5000, "²"])
def test_what_is_no_number_in_range_is_refused_with_the_highest(typed: str) -> None:
    with pytest.raises(NotANumber) as refused:
        whole_number(typed, 100)

    assert refused.value.facts["highest"] == 100
