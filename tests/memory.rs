//! What `--max-memory` does: whoever has most ends with a report, and everybody else goes on.

use std::process::{Command, Stdio};

/// In every module: `ended(Pids)` waits for the end of one of these and prints why; a counter that goes on in the
/// meantime has to be there afterwards.
const COMMON: &str = "-module(m).
-export([main/0]).
counter(N) -> receive {From, count} -> From ! N, counter(N) after 1 -> counter(N + 1) end.
ended(Pids) ->
    Counter = spawn(fun() -> counter(0) end),
    [monitor(process, Pid) || Pid <- Pids],
    receive {'DOWN', _, process, Pid, Reason} -> io:format(\"~w ~w~n\", [lists:member(Pid, Pids), Reason]) end,
    Counter ! {self(), count},
    receive N when is_integer(N) -> io:format(\"counted~n\") end.
";

/// Runs a module that may use 100 MB; gives its standard output, and the report.
fn run(functions: &str) -> (String, String) {
    run_within("100M", functions)
}

fn run_within(limit: &str, functions: &str) -> (String, String) {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("m.erl"), format!("{COMMON}{functions}\n")).expect("a file");
    let output = Command::new(env!("CARGO_BIN_EXE_swerl"))
        .args(["run", "--max-memory", limit, "m.erl"])
        .current_dir(folder.path())
        .stdin(Stdio::null())
        .output()
        .expect("a program that runs");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let (out, errors) = (text(&output.stdout), text(&output.stderr));
    assert!(output.status.success(), "{out}{errors}");
    (out, errors)
}

/// One of the processes ends, nobody else.
#[track_caller]
fn the_largest_ends(functions: &str) {
    the_largest_ends_within("100M", functions);
}

#[track_caller]
fn the_largest_ends_within(limit: &str, functions: &str) {
    let (out, errors) = run_within(limit, functions);
    let shown = format!("{out}{errors}");
    let lines: Vec<&str> =
        out.lines().filter(|line| ["true system_limit", "counted"].contains(line)).collect();
    assert_eq!(lines, ["true system_limit", "counted"], "{shown}");
    assert_eq!(shown.matches("ends with reason system_limit: it takes").count(), 1, "{shown}");
}

#[test]
fn of_a_heap() {
    the_largest_ends(
        "grow(All) -> grow([lists:seq(1, 1000) | All]).
        main() -> ended([spawn(fun() -> grow([]) end)]).",
    );
}

#[test]
fn of_binaries() {
    the_largest_ends(
        "grow(All) -> grow([binary:copy(<<0>>, 100000) | All]).
        main() -> ended([spawn(fun() -> grow([]) end)]).",
    );
}

#[test]
fn of_a_table() {
    the_largest_ends(
        "fill(Table, N) -> ets:insert(Table, {N, lists:seq(1, 100)}), fill(Table, N + 1).
        main() -> ended([spawn(fun() -> fill(ets:new(t, []), 0) end)]).",
    );
}

#[test]
fn of_a_flooded_mailbox() {
    the_largest_ends(
        "flood(Pid) -> Pid ! lists:seq(1, 1000), case is_process_alive(Pid) of true -> flood(Pid); false -> ok end.
        main() ->
            Flooded = spawn(fun() -> receive never -> ok end end),
            [spawn(fun() -> flood(Flooded) end) || _ <- lists:seq(1, 5)],
            ended([Flooded]).",
    );
}

#[test]
fn of_a_mailbox_of_binaries() {
    the_largest_ends(
        "flood(Pid) -> Pid ! binary:copy(<<0>>, 50000), case is_process_alive(Pid) of true -> flood(Pid); false -> ok end.
        main() ->
            Flooded = spawn(fun() -> receive never -> ok end end),
            spawn(fun() -> flood(Flooded) end),
            ended([Flooded]).",
    );
}

/// As many end as have what is too much, and the others are still there.
#[test]
fn of_many_that_grow() {
    let (out, errors) = run("grow(All) -> grow([lists:seq(1, 1000) | All]).
        small() -> receive stop -> ok end.
        main() ->
            Small = [spawn(fun small/0) || _ <- lists:seq(1, 1000)],
            ended([spawn(fun() -> grow([]) end) || _ <- lists:seq(1, 10)]),
            io:format(\"~w~n\", [length([P || P <- Small, is_process_alive(P)])]).");
    // The report of one that ends late may stand between any two lines.
    let lines: Vec<&str> =
        out.lines().filter(|line| ["true system_limit", "counted", "1000"].contains(line)).collect();
    assert_eq!(lines, ["true system_limit", "counted", "1000"], "{out}{errors}");
}

/// Whoever fills the table of atoms ends, by its limit or that of memory.
#[test]
fn of_atoms() {
    let (out, errors) =
        run("make(N) -> _ = list_to_atom(\"atom_number_\" ++ integer_to_list(N)), make(N + 1).
        main() ->
            {Pid, Ref} = spawn_monitor(fun() -> make(0) end),
            receive
                {'DOWN', Ref, process, Pid, {Reason, _}} -> io:format(\"~w~n\", [Reason]);
                {'DOWN', Ref, process, Pid, Reason} -> io:format(\"~w~n\", [Reason])
            end,
            io:format(\"~w~n\", [lists:sum(lists:seq(1, 100))]).");
    assert!(out.contains("system_limit\n5050\n"), "{out}{errors}");
}

/// Also where there is room for the heap as it is, but none for a larger one.
#[test]
fn of_a_heap_within_any_limit() {
    for limit in ["70M", "75M", "80M", "130M", "140M", "150M", "160M"] {
        the_largest_ends_within(
            limit,
            "grow(All) -> grow([1, 2, 3 | All]).
            main() -> ended([spawn(fun() -> grow([]) end)]).",
        );
    }
}

/// What one built-in function makes.
#[test]
fn of_a_long_list() {
    the_largest_ends("main() -> ended([spawn(fun() -> binary_to_list(binary:copy(<<0>>, 30000000)) end)]).");
}

#[test]
fn of_timers() {
    the_largest_ends(
        "set(Text) -> erlang:send_after(100000000, self(), Text), set(Text).
        main() -> ended([spawn(fun() -> set(lists:seq(1, 1000)) end)]).",
    );
}

/// The one that makes them ends with them.
#[test]
fn of_many_small_processes() {
    let (out, errors) = run("wait() -> receive never -> ok end.
        make() -> spawn_link(fun wait/0), make().
        main() -> ended([spawn(fun make/0)]).");
    assert!(out.contains("true system_limit\n"), "{out}{errors}");
}

/// Others, which are larger than any of them, live on.
#[test]
fn of_many_small_processes_beside_larger_ones() {
    let (out, errors) = run("wait() -> receive never -> ok end.
        make() -> spawn(fun wait/0), make().
        keep() -> List = lists:seq(1, 200000), receive {ask, Pid} -> Pid ! length(List) end.
        main() ->
            Keeper = spawn(fun keep/0),
            ended([spawn(fun make/0)]),
            Keeper ! {ask, self()},
            receive Length -> io:format(\"~w~n\", [Length]) end.");
    // Reports stand between any two lines.
    let lines: Vec<&str> =
        out.lines().filter(|line| ["true system_limit", "counted", "200000"].contains(line)).collect();
    assert_eq!(lines, ["true system_limit", "counted", "200000"], "{out}{errors}");
}

/// The messages come faster than they are taken in.
#[test]
fn of_messages_to_itself_that_share_a_binary() {
    the_largest_ends(
        "flood(Binary) -> self() ! {Binary}, flood(Binary).
        main() -> ended([spawn(fun() -> flood(binary:copy(<<0>>, 1000000)) end)]).",
    );
}

#[test]
fn of_a_process_dictionary() {
    the_largest_ends("fill(N) -> put(N, N), fill(N + 1). main() -> ended([spawn(fun() -> fill(0) end)]).");
}

/// Nobody else ends while they are given back.
#[test]
fn of_aliases_and_monitors() {
    for make in ["alias()", "monitor(process, Other)"] {
        the_largest_ends(&format!(
            "make(Other) -> {make}, make(Other).
            wait() -> receive never -> ok end.
            main() ->
                Other = spawn(fun wait/0),
                spawn(fun() -> List = lists:seq(1, 1000000), wait(), length(List) end),
                ended([spawn(fun() -> make(Other) end)])."
        ));
    }
}

/// What is far too large is refused before it is made, and persistent terms take half of the memory at most.
#[test]
fn of_what_is_refused() {
    let (out, errors) = run("put(N) -> persistent_term:put({t, N}, lists:seq(1, 1000)), put(N + 1).
        shared(0) -> $a;
        shared(N) -> Part = shared(N - 1), [Part, Part].
        reason(Run) ->
            {Pid, Ref} = spawn_monitor(Run),
            receive
                {'DOWN', Ref, process, Pid, {Reason, _}} -> io:format(\"~w~n\", [Reason]);
                {'DOWN', Ref, process, Pid, Reason} -> io:format(\"~w~n\", [Reason])
            end.
        main() ->
            reason(fun() -> binary:copy(<<0:8000000>>, 1000000) end),
            reason(fun() -> put(0) end),
            reason(fun() -> term_to_binary(shared(40)) end),
            reason(fun() -> iolist_to_binary(shared(40)) end),
            reason(fun() -> unicode:characters_to_binary(shared(40)) end),
            reason(fun() -> io_lib:format(\"~p\", [shared(40)]) end),
            reason(fun() -> io_lib:format(\"~w\", [shared(40)]) end),
            reason(fun() -> io_lib:format(\"~s\", [shared(40)]) end),
            reason(fun() -> binary:replace(binary:copy(<<0>>, 1000000), <<0>>, <<0:80000>>, [global]) end),
            reason(fun() -> re:replace(binary:copy(<<0>>, 1000000), <<0>>, <<0:80000>>, [global, {return, list}]) end),
            io:format(\"~w~n\", [lists:sum(lists:seq(1, 100))]).");
    let lines: Vec<&str> = out.lines().filter(|line| ["system_limit", "5050"].contains(line)).collect();
    assert_eq!(lines, [["system_limit"; 10].as_slice(), &["5050"]].concat(), "{out}{errors}");
}

/// Who reads a file that does not fit is told so, as by the system, and has read nothing.
#[test]
#[cfg(target_os = "linux")]
fn of_files() {
    let (out, errors) = run("main() ->
            {ok, File} = file:open(\"large\", [raw, binary, read, write]),
            ok = file:pwrite(File, 1000000000, <<0>>),
            {ok, 0} = file:position(File, 0),
            io:format(\"~w~n\", [[file:read_file(\"large\"), file:read(File, 500000000), file:read_line(File)]]),
            {ok, 0} = file:position(File, cur),
            {ok, Bytes} = file:pread(File, 1000, 10000000),
            io:format(\"~w ~w~n\", [byte_size(Bytes), file:read_file(\"/dev/zero\")]).");
    assert_eq!(out, "[{error,enomem},{error,enomem},{error,enomem}]\n10000000 {error,enomem}\n", "{errors}");
    assert!(!errors.contains("system_limit"), "{errors}");
}
