"""Reading posts in tests: as text, and against what Discord accepts."""

from prompts.post import (
    CHOICE_LIMIT,
    CHOICES_LIMIT,
    COMPONENT_LIMIT,
    CUSTOM_ID_LIMIT,
    DESCRIPTION_LIMIT,
    LABEL_LIMIT,
    PLACEHOLDER_LIMIT,
    ROW_LIMIT,
    TEXT_LIMIT,
    Act,
    Attached,
    Button,
    Buttons,
    Pick,
    Picture,
    Post,
    RenderedFile,
    Rule,
    Select,
    Text,
)


def as_text(post: Post) -> str:
    """A post as a text one can read and compare."""
    lines = ["(silent)"] if post.silent else []
    for block in post.blocks:
        match block:
            case Text():
                lines.append(block.markdown)
            case Rule():
                lines.append("---")
            case Picture():
                lines.append(f"![{block.description}]({block.filename})")
            case Attached():
                lines.append(f"[{block.filename}]")
            case Buttons():
                lines += [f"[{button.label}] {_does(button)}" for button in block.buttons]
            case Select():
                lines.append(f"<{block.placeholder}> {block.action.custom_id}")
                lines += [f"  {choice.value}: {choice.label}{_chosen(choice.chosen)}" for choice in block.choices]
            case Pick():
                picked = f" = {block.picked}" if block.picked is not None else ""
                lines.append(f"<{block.placeholder}> {block.action.custom_id} ({block.picks}){picked}")
        lines.append("")
    return "\n".join(lines)


def _chosen(chosen: bool) -> str:
    return " (chosen)" if chosen else ""


def _does(button: Button) -> str:
    style = "" if button.style.value == "secondary" else f" ({button.style.value})"
    return f"{button.action.custom_id if button.action else button.url}{style}"


def buttons(post: Post) -> list[Button]:
    """All its buttons."""
    return [button for block in post.blocks if isinstance(block, Buttons) for button in block.buttons]


def acts(post: Post) -> list[Act]:
    """What its buttons do."""
    return [button.action.act for button in buttons(post) if button.action]


def selects(post: Post) -> list[Select]:
    """All its selects."""
    return [block for block in post.blocks if isinstance(block, Select)]


def assert_fits(post: Post, files: tuple[RenderedFile, ...] = ()) -> None:
    """Discord would accept it."""
    assert 0 < post.length <= TEXT_LIMIT
    assert post.components <= COMPONENT_LIMIT
    assert all(block.markdown.strip() for block in post.blocks if isinstance(block, Text))
    for block in post.blocks:
        if isinstance(block, Buttons):
            assert 1 <= len(block.buttons) <= ROW_LIMIT
        if isinstance(block, Picture | Attached):
            assert block.filename in {file.name for file in files}
        if isinstance(block, Picture):
            assert 0 < len(block.description) <= DESCRIPTION_LIMIT
    for button in buttons(post):
        assert 0 < len(button.label) <= LABEL_LIMIT
    for select in selects(post):
        assert 1 <= len(select.choices) <= CHOICES_LIMIT
        assert len(select.placeholder) <= PLACEHOLDER_LIMIT
        assert all(0 < len(choice.label) <= CHOICE_LIMIT for choice in select.choices)
        assert len({choice.value for choice in select.choices}) == len(select.choices)
    ids = [button.action.custom_id for button in buttons(post) if button.action]
    ids += [select.action.custom_id for select in selects(post)]
    assert len(set(ids)) == len(ids)
    assert all(len(custom_id) <= CUSTOM_ID_LIMIT for custom_id in ids)
