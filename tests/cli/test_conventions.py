"""The promises that every command keeps: streams, envelope, exit codes."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

import dao_sim.coop
from dao_sim.cli import main
from dao_sim.cli.output import Output
from tests.cli.program import DAO_SIM, PROBE, Ran, environment, run, run_on_terminal

TEMPLATE = Path(dao_sim.coop.__file__).parent / "template.toml"


def probe(*words: str, **variables: str) -> Ran:
    return run("probe", *words, program=PROBE, **variables)


def test_success_is_one_envelope_on_stdout_and_nothing_else() -> None:
    ran = probe("noisy", "--json")
    assert ran.code == 0
    assert ran.envelope == {
        "schema_version": 1,
        "command": "probe noisy",
        "success": True,
        "data": {"raw": "0x01ff", "amount": "1" + "0" * 30},
    }


def test_only_data_reaches_stdout() -> None:
    ran = probe("noisy")
    assert ran.code == 0
    assert ran.stdout.startswith("Title\nWhy.\n")
    for said in (
        "a library prints",
        "dao-sim: warning: a library warns",
        "a note",
        "dao-sim: warning: a warning",
    ):
        assert said in ran.stderr.splitlines()
        assert said not in ran.stdout


def test_quiet_keeps_warnings_and_drops_notes() -> None:
    ran = probe("noisy", "--quiet")
    assert "a note" not in ran.stderr
    assert "dao-sim: warning: a warning" in ran.stderr


def test_a_table_in_a_pipe_is_plain_and_whole() -> None:
    ran = probe("noisy", COLUMNS="40")
    _title, _why, header, rule, first, second, _empty = ran.stdout.splitlines()
    assert header.startswith("text")
    assert header.endswith("number  yes")
    assert set(rule) == {"-", " "}
    assert first.endswith("12,345  yes")
    assert second.endswith("1.5 ETH  no")
    assert first.count("word") == 60
    assert "\x1b" not in ran.stdout + ran.stderr


def test_a_table_on_a_terminal_is_drawn_and_whole() -> None:
    ran = run_on_terminal("probe", "noisy", program=PROBE, COLUMNS="60")
    assert ran.code == 0
    assert "\x1b[" in ran.stdout
    assert ran.stdout.count("word") == 60


def test_a_table_that_would_cut_figures_in_two_is_left_whole() -> None:
    ran = run_on_terminal("charter", "check", str(TEMPLATE), NO_COLOR="1", COLUMNS="30")
    assert "governance.late_quorum_extension  1d" in ran.stdout


@pytest.mark.parametrize("columns", [73, 80, 97, 120])
def test_a_table_on_a_terminal_shows_its_last_column(
    columns: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    address, since = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8 (you)", "2026-11-25 02:52:17 UTC"
    names = ["number", "account", "class", "since", "tokens, LUM", "votes, LUM"]
    Output().table("Members", names, [(1, address, "creator", since, "1.000k", "250.5")])
    drawn = capsys.readouterr().out
    assert "─" in drawn
    assert "250.5" in drawn
    assert drawn.count("LUM") == 2  # of both headings, wherever they are folded
    assert max(map(len, drawn.splitlines())) <= columns


def test_addresses_are_folded_before_a_table_grows_wider_than_the_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    address = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8"
    names = ["delegate", "votes, LUM", "share", "given by", "proposed", "for", "against", "abstained"]
    Output().table("Delegates", names, [(address, "1.000k", "79.96 %", 1, 1, 1, 0, 0)])
    drawn = capsys.readouterr().out
    assert max(map(len, drawn.splitlines())) <= 80
    assert "79.96 %" in drawn


def test_columns_without_names_get_no_header(capsys: pytest.CaptureFixture[str]) -> None:
    Output().table("Account", ["", ""], [("class", "patron")])
    assert capsys.readouterr().out == "Account\nclass  patron\n\n"


def test_progress_is_for_terminals() -> None:
    assert "Counting" in run_on_terminal("probe", "noisy", program=PROBE).stdout
    assert "Counting" not in run_on_terminal("probe", "noisy", "--quiet", program=PROBE).stdout
    assert "Counting" not in probe("noisy").stderr


def test_no_color_means_no_escape_codes() -> None:
    ran = run_on_terminal("probe", "noisy", "--quiet", program=PROBE, NO_COLOR="1")
    assert ran.code == 0
    assert ran.stdout.count("word") == 60
    assert "\x1b" not in ran.stdout


def test_a_terminal_that_knows_no_accents_still_gets_its_table() -> None:
    ran = probe("noisy", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert ran.code == 0
    assert "\\xe9" in ran.stdout


def test_a_revert_is_exit_1_with_its_decoded_reason() -> None:
    ran = probe("refused", "--json")
    assert ran.code == 1
    assert ran.error["code"] == "reverted"
    assert "AccessManagedUnauthorized" in ran.error["message"]
    assert ran.envelope["command"] == "probe refused"
    told = probe("refused")
    assert (told.code, told.stdout) == (1, "")
    assert "dao-sim probe refused: " in told.stderr
    assert ran.error["message"] in told.stderr


@pytest.mark.parametrize(
    ("words", "command", "message"),
    [
        (("--nonsense",), "", "--nonsense"),
        (("demmo",), "", "No such command 'demmo'"),
        (("demo", "--nonsense"), "demo", "--nonsense"),
        (("demo", "--engine"), "demo", "--engine"),
        (("demo", "stray"), "demo", "stray"),
        (("charter", "check"), "charter check", "Missing argument"),
        (("charter", "--nonsense"), "charter", "--nonsense"),
        (("charter", "chekc"), "charter", "No such command 'chekc'"),
        (("bench", "votes", "--members", "many"), "bench votes", "'many'"),
        (("bench", "votes", "--members", "0"), "bench votes", "0"),
    ],
)
def test_wrong_usage_is_exit_2_in_words_and_as_json(
    words: tuple[str, ...], command: str, message: str
) -> None:
    # an option that lacks its value would take what follows for it
    ran = run("demo", "--json", "--engine") if words[-1] == "--engine" else run(*words, "--json")
    assert ran.code == 2
    assert ran.error["code"] == "usage"
    assert ran.stderr == ""
    assert ran.envelope["command"] == command
    assert ran.error["hint"] == f"see {' '.join(('dao-sim', command)).strip()} --help"
    told = run(*words)
    assert (told.code, told.stdout) == (2, "")
    assert message in told.stderr
    assert message in ran.error["message"]
    assert "Traceback" not in told.stderr


def test_a_group_without_a_command_is_exit_2() -> None:
    ran = run("charter")
    assert (ran.code, ran.stdout) == (2, "")
    assert ran.stderr == "dao-sim charter: Missing command.\nhint: see dao-sim charter --help\n"


def test_without_words_the_help_is_shown_as_a_mistake() -> None:
    ran = run()
    assert (ran.code, ran.stdout) == (2, "")
    assert "Commands:" in ran.stderr


def test_bad_input_is_exit_2(tmp_path: Path) -> None:
    charter = tmp_path / "coop.toml"
    charter.write_text('name = "x"\nfarbe = "rot"\n', encoding="utf-8")
    ran = run("charter", "check", str(charter), "--json")
    assert (ran.code, ran.error["code"]) == (2, "bad_charter")
    assert "farbe" in ran.error["message"]
    assert "line=2" in ran.error["message"]
    assert run("charter", "check", str(charter)).code == 2


def test_an_unknown_engine_is_exit_2() -> None:
    ran = run("demo", "--engine", "steam", "--json")
    assert (ran.code, ran.error["code"]) == (2, "bad_input")
    assert "steam" in ran.error["message"]


def test_a_file_that_is_not_there_is_exit_2() -> None:
    ran = probe("missing", "--json")
    assert (ran.code, ran.error["code"]) == (2, "file_error")
    assert ran.error["message"] == "/nowhere/at/all: no such file or directory"


def test_a_node_that_does_not_answer_is_exit_3() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))  # taken, and not listening
        url = f"http://127.0.0.1:{closed.getsockname()[1]}"
        ran = run("demo", "--engine", url, "--json")
        told = run("demo", "--engine", url)
    assert (ran.code, ran.error["code"]) == (3, "chain_unreachable")
    assert url in ran.error["message"]
    assert (told.code, told.stdout) == (3, "")
    assert url in told.stderr


def test_a_command_may_fail_in_several_ways() -> None:
    ran = probe("several", "--json")
    assert ran.code == 1
    assert ran.envelope["errors"] == [
        {"code": "one", "message": "first", "hint": None},
        {"code": "two", "message": "second", "hint": "do"},
    ]
    assert probe("several").stderr.splitlines() == [
        "dao-sim probe several: first",
        "dao-sim probe several: second",
        "hint: do",
    ]


def test_a_bug_is_exit_70_and_its_traceback_is_for_those_who_ask() -> None:
    ran = probe("crash", "--json")
    assert (ran.code, ran.error["code"]) == (70, "internal_error")
    assert "nowhere" in ran.error["message"]
    assert "report" in ran.error["hint"]
    assert ran.stderr == ""
    told = probe("crash")
    assert (told.code, told.stdout) == (70, "so far\n")
    assert "Traceback" not in told.stderr
    for debugged in (probe("crash", "--debug"), probe("crash", DAO_SIM_DEBUG="1")):
        assert debugged.code == 70
        assert "Traceback" in debugged.stderr
        assert "LookupError: nowhere" in debugged.stderr


@pytest.mark.parametrize("json", [(), ("--json",)])
def test_interrupting_is_exit_130_without_a_traceback(json: tuple[str, ...]) -> None:
    process = subprocess.Popen(
        [*PROBE, "probe", "wait", *json],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(),
    )
    with process:
        assert process.stderr is not None
        assert process.stderr.readline() == "ready\n"
        process.send_signal(signal.SIGINT)
        stdout, stderr = process.communicate(timeout=30)
    ran = Ran(code=process.returncode, stdout=stdout, stderr=stderr)
    assert ran.code == 130
    if json:
        assert ran.error["code"] == "interrupted"
    else:
        assert (ran.stdout, ran.stderr) == ("", "dao-sim probe wait: interrupted\n")


def test_a_reader_that_leaves_is_not_an_error_to_talk_about() -> None:
    with subprocess.Popen(
        [*PROBE, "probe", "flood"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline() == b"0\n"
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a full disk is simulated by /dev/full")
@pytest.mark.parametrize("json", [(), ("--json",)])
def test_a_full_disk_is_exit_2(json: tuple[str, ...]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*PROBE, "probe", "noisy", "--quiet", *json],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            env=environment(),
            check=False,
        )
    assert done.returncode == 2
    assert "no space left" in done.stderr.splitlines()[-1].lower()
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a full disk is simulated by /dev/full")
@pytest.mark.parametrize("stderr", ["2>/dev/full", "2>&-"])
@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("noisy",), 0),
        (("noisy", "--json"), 0),
        (("missing",), 2),
        (("several",), 1),
        (("crash", "--debug"), 70),
        (("bogus",), 2),
    ],
)
def test_nobody_listening_on_stderr_changes_nothing(words: tuple[str, ...], code: int, stderr: str) -> None:
    quiet = run("-c", f'"$@" {stderr}', "sh", *PROBE, "probe", *words, program=["sh"])
    assert (quiet.code, quiet.stdout, quiet.stderr) == (code, probe(*words).stdout, "")


def test_a_closed_stdout_is_exit_2() -> None:
    for words in (("noisy", "--quiet"), ("noisy", "--json")):
        ran = run("-c", '"$@" >&-', "sh", *PROBE, "probe", *words, program=["sh"])
        assert (ran.code, ran.stderr) == (2, "dao-sim: stdout: is closed\n")


@pytest.mark.parametrize(
    ("words", "command", "example"),
    [
        (("--json",), "", "dao-sim COMMAND --json"),
        (("--json", "demo"), "", "dao-sim demo --json"),
        (("charter", "--json", "check"), "charter", "dao-sim charter check --json"),
    ],
)
def test_json_before_the_command_is_told_where_it_belongs(
    words: tuple[str, ...], command: str, example: str
) -> None:
    ran = run(*words)
    assert (ran.code, ran.envelope["command"], ran.error["code"]) == (2, command, "usage")
    assert ran.error["message"] == "--json belongs after the command"
    assert ran.error["hint"] == f"such as {example}"


def test_the_version_is_an_envelope_too() -> None:
    for words in (("--version", "--json"), ("--json", "--version")):
        ran = run(*words)
        assert (ran.code, ran.envelope["data"]) == (0, {"version": dao_sim.__version__})


def test_help_is_for_people_also_beside_json() -> None:
    assert run("--help", "--json").stdout == run("--help").stdout != ""


@pytest.mark.parametrize(("given", "code"), [(5, 5), (None, 0), ("words", 70)])
def test_main_raises_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], given: object, code: int
) -> None:
    """Not even where a library wants to end the program."""

    def leave(*_: object) -> int:
        raise SystemExit(given)

    monkeypatch.setattr("dao_sim.cli.entry._run", leave)
    assert main(["demo"]) == code
    assert ("words" in capsys.readouterr().err) is (code == 70)


def test_questions_are_for_terminals() -> None:
    asked = run_on_terminal("probe", "ask", program=PROBE, typed="plum\n")
    assert asked.code == 0
    assert "Which word: " in asked.stdout
    assert "answer: plum" in asked.stdout
    hidden = run_on_terminal("probe", "ask", "--hidden", program=PROBE, typed="plum\n")
    assert hidden.code == 0
    assert "answer: plum" in hidden.stdout


@pytest.mark.parametrize("hidden", [(), ("--hidden",)])
def test_where_nobody_can_answer_the_option_is_named(hidden: tuple[str, ...]) -> None:
    refused = run_on_terminal("probe", "ask", *hidden, "--no-input", program=PROBE, typed="plum\n")
    assert refused.code == 2
    assert "use --word" in refused.stdout
    assert "answer" not in refused.stdout.replace("needs an answer", "")
    piped = run("probe", "ask", *hidden, "--json", program=PROBE, stdin="plum\n")
    assert (piped.code, piped.error["hint"]) == (2, "use --word")


def test_the_installed_program_and_the_module_are_the_same() -> None:
    from importlib.metadata import entry_points

    installed = [entry for entry in entry_points(group="console_scripts") if entry.name == "dao-sim"]
    if not installed:
        pytest.skip("dao-sim is not installed in this environment")
    assert installed[0].load() is main
    assert run("--version", program=DAO_SIM).stdout.startswith("dao-sim ")


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("plain words", "plain words"),
        ("\x1b[2J\x07gone", "?[2J?gone"),
        ("right\u202eto left", "right?to left"),
        ("half a \udcff", "half a ?"),
        ("two\nlines\tand 5\u00a0% 版税", "two\nlines\tand 5\u00a0% 版税"),
    ],
)
def test_what_a_stranger_wrote_cannot_act_on_a_terminal(
    written: str, shown: str, capsys: pytest.CaptureFixture[str]
) -> None:
    out = Output()
    out.line(written)
    out.table(written, ["words"], [[written]], text=written)
    out.note(written)
    said = capsys.readouterr()
    assert said.out.count(shown) == 4
    assert said.err == f"{shown}\n"


@pytest.mark.parametrize("hidden", [[], ["--hidden"]])
def test_an_end_instead_of_an_answer_is_bad_input(hidden: list[str]) -> None:
    ended = run_on_terminal("probe", "ask", *hidden, program=PROBE, typed="\x04")
    assert ended.code == 2
    assert "ended before an answer: Which word" in ended.stdout
    assert "--word" in ended.stdout
