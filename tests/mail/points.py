"""The places at which a worker can be made to die."""

POINTS = {
    1: "planner before it writes",
    2: "planner before its commit",
    3: "planner after its commit",
    4: "deliverer after the claim",
    5: "while the words are written",
    6: "before the mail server is called",
    7: "after the server's 250",
    8: "after the mark",
}
