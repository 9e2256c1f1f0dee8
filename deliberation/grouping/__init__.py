"""Opinion groups: people who answer alike, found as Polis finds them, and what unites or parts the groups.

`projecting` places everybody on a plane by their answers, `clustering` finds what lies together, `groups` does both and
tells how stable what it found is, `camps` reads what each point is to the groups.

Polis' steps are from its own description and source (compdemocracy/polis, math/src/polismath); Small, Björkegren,
Erkkilä, Shaw and Megill, "Polis: scaling deliberation by mapping high dimensional opinion spaces", Recerca 26 (2021).
"""
