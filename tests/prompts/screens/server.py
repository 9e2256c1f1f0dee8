"""What concerns a server or a person, as posts and private screens."""

from collections.abc import Callable

from deliberation.debate import Attribution
from deliberation.ids import (
    ChannelId,
)
from deliberation.server import Cards, Limits, ServerSettings
from deliberation.terms import Gate
from deliberation.views.digest import DigestSettings
from deliberation.views.preflight import Lack, Preflight, Purpose
from deliberation.views.privacy import Erased, Kept
from prompts import posts, privacy
from prompts.post import Post
from tests.prompts import samples


def _setup(*lacks: Lack, reads_messages: bool = True, digest: DigestSettings | None = None) -> Post:
    usual = ServerSettings(samples.GUILD)
    found = Preflight(lacks, reads_messages, "https://discord.com/oauth2/authorize?client_id=1")
    return posts.setup_screen(usual, digest, found, zone="UTC")


def _setup_settled() -> Post:
    """Everything settled, and much missing."""
    settings = ServerSettings(
        samples.GUILD,
        moderators=71,
        home=ChannelId(72),
        zone="Europe/Berlin",
        language="de",
        cards=Cards.LETTERS_ONLY,
        gate=Gate(role=73, member_days=14, account_days=30),
        attribution=Attribution.NAMED,
        quorum=12,
        limits=Limits(statements=20, letters=1, size=50_000),
        blocked=("swamp", "bog*"),
    )
    lacks = (
        Lack(Purpose.SERVER, None, ("attach_files", "add_reactions")),
        Lack(Purpose.HERE, ChannelId(74), ("create_public_threads",)),
        Lack(Purpose.HOME, ChannelId(72)),
        Lack(Purpose.DIGEST, ChannelId(75), ("read_messages", "send_messages")),
    )
    found = Preflight(lacks, False, "https://discord.com/oauth2/authorize?client_id=1")
    digest = DigestSettings(samples.GUILD, ChannelId(75), 6, 18, "Europe/Berlin", samples.OPENED)
    return posts.setup_screen(settings, digest, found, zone="UTC")


POSTS: dict[str, Callable[[], Post]] = {
    "setup": _setup,
    "setup-settled": _setup_settled,
    "privacy": lambda: privacy.what_is_kept(Kept(3, 1_204, 30, 1)),
    "privacy-nothing": lambda: privacy.what_is_kept(Kept()),
    "privacy-erase": privacy.really_erase,
    "privacy-erase-again": privacy.really_really_erase,
    "privacy-erased": lambda: privacy.was_erased(Erased(12, 1, ())),
    "privacy-kept": privacy.was_kept,
}
