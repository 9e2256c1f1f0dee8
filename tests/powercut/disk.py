"""What a disk holds after the power was cut, made from the shim's journal of what a process wrote.

    before = Disk.of(folder)        # before the process starts: everything there is durable
    ...                             # it runs under the shim, and is killed
    cut = before.after(journal)
    cut.lose(random.Random(seed))   # what was never synced survives in part, torn, or not at all
    cut.write_to(folder)

Of each file everything survives that was written before an fsync of that file began; of each name everything that was
done before an fsync of its folder. What was not synced may survive all the same: in order up to some moment, or each
piece by itself, out of order between files and cut in two between sectors of 512 bytes.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path
from random import Random

SECTOR = 512
_ENTRY = struct.Struct("=B7xQQQ")


class _Op(IntEnum):
    OPEN = 1
    WRITE = 2
    CUT = 3
    SYNC = 4
    RENAME = 5
    UNLINK = 6
    LINK = 7


@dataclass(frozen=True)
class _Entry:
    position: int
    """Where it stands in the journal."""
    op: _Op
    file: int
    """The inode number; 0 for what concerns names only."""
    at: int
    data: bytes


@dataclass(eq=False)
class _File:
    content: bytearray
    """What is durable."""
    pending: list[_Entry] = field(default_factory=list[_Entry])

    def sync(self, until: int) -> None:
        while self.pending and self.pending[0].position < until:
            self.apply(self.pending.pop(0))

    def apply(self, entry: _Entry) -> None:
        if entry.op is _Op.CUT:
            del self.content[entry.at :]
            self.content.extend(bytes(entry.at - len(self.content)))
        else:
            self.content.extend(bytes(max(0, entry.at - len(self.content))))
            self.content[entry.at : entry.at + len(entry.data)] = entry.data


@dataclass(frozen=True)
class _Naming:
    position: int
    added: tuple[Path, _File] | None = None
    removed: Path | None = None

    @property
    def folders(self) -> set[Path]:
        """Whose fsync makes it durable."""
        return {path.parent for path in (self.added[0] if self.added else None, self.removed) if path is not None}


@dataclass
class Disk:
    """The files below one folder: what of them is durable, and what is not yet."""

    folder: Path
    _names: dict[Path, _File]
    _inodes: dict[int, _File]
    _naming: list[_Naming] = field(default_factory=list[_Naming])

    @classmethod
    def of(cls, folder: Path) -> "Disk":
        """The disk as it stands while nobody writes; all of it is durable."""
        folder = folder.resolve()
        names = {path: _File(bytearray(path.read_bytes())) for path in folder.rglob("*") if path.is_file()}
        return cls(folder, names, {path.stat().st_ino: file for path, file in names.items()})

    def after(self, journal: Path) -> "Disk":
        """This disk once what `journal` tells was done to it; itself, for it cannot be gone back."""
        live = dict(self._names)
        for entry in _entries(journal):
            match entry.op:
                case _Op.OPEN:
                    path = Path(entry.data.decode())
                    live[path] = self._inodes[entry.file] = _File(bytearray())
                    self._naming.append(_Naming(entry.position, (path, live[path])))
                case _Op.WRITE | _Op.CUT:
                    self._inodes[entry.file].pending.append(entry)
                case _Op.SYNC:
                    self._sync(entry)
                case _Op.UNLINK:
                    path = Path(entry.data.decode())
                    live.pop(path, None)
                    self._naming.append(_Naming(entry.position, removed=path))
                case _Op.RENAME | _Op.LINK:
                    old, new = (Path(name.decode()) for name in entry.data.split(b"\0"))
                    live[new] = live.pop(old) if entry.op is _Op.RENAME else live[old]
                    gone = old if entry.op is _Op.RENAME else None
                    self._naming.append(_Naming(entry.position, (new, live[new]), gone))
        return self

    def _sync(self, entry: _Entry) -> None:
        file = self._inodes.get(entry.file)
        if file is not None:
            file.sync(entry.at)
            return
        folder = next((path for path in self._folders() if path.stat().st_ino == entry.file), None)
        for naming in [naming for naming in self._naming if naming.position < entry.at and folder in naming.folders]:
            self._name(naming)

    def _folders(self) -> Iterator[Path]:
        yield self.folder
        yield from (path for path in self.folder.rglob("*") if path.is_dir())

    def _name(self, naming: _Naming) -> None:
        self._naming.remove(naming)
        if naming.removed is not None:
            self._names.pop(naming.removed, None)
        if naming.added is not None:
            self._names[naming.added[0]] = naming.added[1]

    @property
    def unsynced(self) -> int:
        """How many bytes a cut could take."""
        return sum(len(entry.data) for file in self._files for entry in file.pending)

    @property
    def _files(self) -> list[_File]:
        """All of them, with a name or without, always in the same order: chance is drawn file by file."""
        return list(dict.fromkeys((*self._names.values(), *self._inodes.values())))

    def lose(self, chance: Random) -> None:
        """Cut the power: what is not durable survives as `chance` has it. Afterwards all that is left is durable."""
        ways = (self._lose_all, self._keep_until, self._keep_pieces, self._keep_pieces)
        chance.choice(ways)(chance)
        self._naming.clear()
        for path, file in self._names.items():
            file.pending.clear()
            if path.name.endswith("-shm"):  # memory that processes share: no fsync was ever meant for it
                file.content[:] = chance.randbytes(chance.choice((0, 32_768)))

    def _lose_all(self, _chance: Random) -> None:
        """Nothing survives that was not promised."""

    def _keep_until(self, chance: Random) -> None:
        """Everything survives that was done before some moment, as on a disk without a cache of its own."""
        positions = [entry.position for file in self._files for entry in file.pending]
        positions += [naming.position for naming in self._naming]
        until = chance.choice(positions) if positions else 0
        for file in self._files:
            file.sync(until)
        for naming in [naming for naming in self._naming if naming.position < until]:
            self._name(naming)

    def _keep_pieces(self, chance: Random) -> None:
        """Each sector survives by itself, or not; names survive in order, as file systems with a journal keep them."""
        share = chance.random()
        for file in self._files:
            for entry in file.pending:
                for piece in _pieces(entry):
                    if chance.random() < share:
                        file.apply(piece)
        for naming in self._naming[: chance.randint(0, len(self._naming))]:
            self._name(naming)

    def write_to(self, folder: Path) -> None:
        """Make the files in `folder` those of this disk, after `lose`."""
        for path in folder.rglob("*"):
            if path.is_file():
                path.unlink()
        for path, file in self._names.items():
            where = folder / path.relative_to(self.folder)
            where.parent.mkdir(parents=True, exist_ok=True)
            where.write_bytes(file.content)


def _entries(journal: Path) -> Iterator[_Entry]:
    """What a journal tells; its last entry may be cut short, by the kill."""
    told = journal.read_bytes()
    position = 0
    while position + _ENTRY.size <= len(told):
        op, file, at, length = _ENTRY.unpack_from(told, position)
        start = position + _ENTRY.size
        if start + length > len(told):
            return
        yield _Entry(position, _Op(op), file, at, told[start : start + length])
        position = start + length


def _pieces(entry: _Entry) -> Iterator[_Entry]:
    """A write, cut between sectors."""
    start = 0
    while start < len(entry.data):
        end = min(len(entry.data), start + SECTOR - (entry.at + start) % SECTOR)
        yield _Entry(entry.position, entry.op, entry.file, entry.at + start, entry.data[start:end])
        start = end
    if entry.op is _Op.CUT:
        yield entry
