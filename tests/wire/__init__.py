"""The loopback Discord: SimCord's in-memory Discord served over real HTTP and WebSocket on this machine, so that the
bot runs as a process of its own, with the real discord.py and real sockets, and can be killed, cut off and lied to.

    async with Discord.open(seed=7) as discord:          # server.py: the HTTP interface, and until() to wait
        house = House(discord)                           # people.py: a server, its channels, people who act
        async with Bot(discord, tmp_path) as bot:        # process.py: `counterpoint run`, its log, kill and stop
            table = await house.debate()                 # opened by slash command and form, as members do it
            await house.person("mia").send(table.thread, "> words\\nmine")
            await bot.kill()                             # nothing is flushed; start() begins another one
            await bot.start()
            await settled(discord, bot)                  # oracle.py: until nothing is owed any more ...
            assert not wrongs(discord, bot)              # ... and what does not hold, in sentences

- `server.py`   requests: who is let in, what is answered, and the fault that befalls it
- `rules.py`    what Discord does and SimCord does not: nonces, history page by page, locked and archived threads
- `limits.py`   rate limits that are kept, with the headers that tell of them
- `gateway.py`  sessions: sequence numbers, RESUME with replay, invalid sessions, requests to reconnect, dropped sockets
- `faults.py`   the plan: what goes wrong with which request, decided by one seed, or by a list
- `people.py`   members who type, edit, delete, upload, click, choose and fill in forms
- `process.py`  the bot as a child process; `launch.py` is what it runs
- `oracle.py`   what must hold between the database and what is to be seen on Discord

The proofs that need all this are scenarios in `tests/endurance/`, which the long tests and the nightly script both run.

The time here is the real one: what the server stamps and what the bot reads off its own clock agree. Ports lie between
20,000 and 32,000. A test that draws its faults takes the `wire_seed` fixture: a failing run prints its seed, and
`--wire-seed` runs that one again.
"""
