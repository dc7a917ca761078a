%% A large binary is there once, whoever has it: in a thousand processes, in a table, in a persistent term, within other
%% terms and in parts. It is given back when the last one who has it is gone.
-module(shared_binaries).
-export([main/0]).

-define(SIZE, 100000000).
-define(PROCESSES, 1000).

main() ->
    Before = {erlang:memory(binary), resident()},
    Whole = binary:copy(<<"0123456789">>, ?SIZE div 10),
    grown("made", Before, 1),
    sent(Whole, Before),
    within(Whole, Before),
    parts(Whole, Before),
    in_table(Whole, Before),
    persistent(Whole, Before),
    in_funs(Whole, Before),
    timers(Whole, Before),
    part_keeps(Whole, Before),
    erlang:garbage_collect(),
    {Binaries, Resident} = Before,
    %% What the system has given may stay where it is.
    grown("when nobody has it", {Binaries, Resident + ?SIZE}, 0).

%% A message to each of many.
sent(Whole, Before) ->
    Pids = start(fun(Bytes) -> Bytes end, Whole),
    grown("in a thousand processes", Before, 1),
    [Pid ! {self(), size} || Pid <- Pids],
    io:format("~w~n", [lists:usort([receive {Pid, Size} -> Size end || Pid <- Pids])]),
    stop(Pids),
    grown("after them", Before, 1).

%% The same within tuples, lists and maps.
within(Whole, Before) ->
    Pids = start(fun(#{key := {_, [Bytes | _]}}) -> Bytes end, #{key => {self(), [Whole, Whole]}}),
    grown("within messages", Before, 1),
    stop(Pids).

%% Parts, by matching and by functions, which go on to others.
parts(Whole, Before) ->
    <<_:1000/binary, Middle:50000000/binary, Rest/binary>> = Whole,
    Parts = [Middle, Rest, binary:part(Whole, 7, 1000000), element(2, split_binary(Whole, 3))
             | [Part || {From, Length} <- [{1, 90000000}, {2, 70000000}], Part <- [binary:part(Whole, From, Length)]]],
    Pids = start(fun(All) -> iolist_to_binary([binary:part(Part, 0, 1) || Part <- All]) end, Parts),
    grown("in parts", Before, 1),
    [Pid ! {self(), size} || Pid <- Pids],
    io:format("~w ~w~n", [lists:usort([receive {Pid, Size} -> Size end || Pid <- Pids]), byte_size(Rest)]),
    stop(Pids).

in_table(Whole, Before) ->
    Table = ets:new(table, [set, public]),
    [ets:insert(Table, {I, Whole, binary:part(Whole, I, 1000 * I)}) || I <- lists:seq(1, 1000)],
    grown("in a table", Before, 1),
    Sizes = [{byte_size(ets:lookup_element(Table, I, 2)), byte_size(ets:lookup_element(Table, I, 3))} || I <- [1, 1000]],
    io:format("~w ~w~n", [Sizes, lists:sum(ets:select(Table, [{{'_', '$1', '_'}, [], [{byte_size, '$1'}]}]))]),
    ets:delete(Table).

persistent(Whole, Before) ->
    persistent_term:put({?MODULE, bytes}, {Whole, [binary:part(Whole, 1, 1000)]}),
    grown("in a persistent term", Before, 1),
    {Same, [Part]} = persistent_term:get({?MODULE, bytes}),
    io:format("~w ~s~n", [Same =:= Whole, binary:part(Part, 0, 10)]),
    persistent_term:erase({?MODULE, bytes}).

%% Funs, process dictionaries, exit reasons.
in_funs(Whole, Before) ->
    Fun = fun() -> put(bytes, Whole), byte_size(Whole) end,
    Pids = [spawn(fun() -> Fun(), receive stop -> exit({had, Whole}) end end) || _ <- lists:seq(1, 100)],
    Refs = [monitor(process, Pid) || Pid <- Pids],
    [Pid ! stop || Pid <- Pids],
    Sizes = [receive {'DOWN', Ref, process, _, {had, Bytes}} -> byte_size(Bytes) end || Ref <- Refs],
    io:format("~w~n", [lists:usort(Sizes)]),
    grown("in funs and reasons", Before, 1).

timers(Whole, Before) ->
    Refs = [erlang:send_after(1000000, self(), {late, Whole}) || _ <- lists:seq(1, 100)],
    grown("in timers", Before, 1),
    io:format("~w~n", [lists:usort([is_integer(erlang:cancel_timer(Ref)) || Ref <- Refs])]).

%% As long as there is a part, there is the whole.
part_keeps(Whole, Before) ->
    Self = self(),
    Part = binary:part(Whole, 5, 100),
    {Pid, Ref} = spawn_monitor(fun() -> receive {part, Bytes} -> Self ! had, receive stop -> exit(binary:last(Bytes)) end end end),
    Pid ! {part, Part},
    receive had -> ok end,
    io:format("~w ~w~n", [binary:referenced_byte_size(Part), byte_size(binary:copy(Part))]),
    grown("for a part", Before, 1),
    Pid ! stop,
    receive {'DOWN', Ref, process, Pid, Reason} -> io:format("~w~n", [Reason]) end.

start(Part, Message) ->
    Pids = [spawn(fun() -> receive {take, Term} -> has(Part, Term) end end) || _ <- lists:seq(1, ?PROCESSES)],
    [Pid ! {take, Message} || Pid <- Pids],
    [Pid ! {ready, self()} || Pid <- Pids],
    [receive {Pid, ready} -> ok end || Pid <- Pids],
    Pids.

has(Part, Term) ->
    receive
        {ready, From} -> From ! {self(), ready}, has(Part, Term);
        {From, size} -> From ! {self(), byte_size(Part(Term))}, has(Part, Term);
        stop -> ok
    end.

stop(Pids) ->
    Refs = [monitor(process, Pid) || Pid <- Pids],
    [Pid ! stop || Pid <- Pids],
    [receive {'DOWN', Ref, process, _, normal} -> ok end || Ref <- Refs].

%% Says whether binaries take as much more as so many of this one, give or take a fifth, and the program no more than half
%% of one beyond that.
grown(When, Before, Count) -> grown(When, Before, Count, 100).

%% What other processes had goes when they have really ended.
grown(When, {Binaries, Resident} = Before, Count, Tries) ->
    Grown = [(erlang:memory(binary) - Binaries) / ?SIZE, (resident() - Resident) / ?SIZE],
    case Grown of
        [Times, All] when abs(Times - Count) < 0.2, All < Count + 0.5 ->
            io:format("~s: ~w~n", [When, Count]);
        _ when Tries > 0 ->
            timer:sleep(20),
            grown(When, Before, Count, Tries - 1);
        _ ->
            io:format("~s: ~w instead of ~w~n", [When, Grown, Count])
    end.

%% Bytes that the operating system has given; where it does not say, those of binaries.
resident() ->
    case file:read_file("/proc/self/status") of
        {ok, Text} ->
            [_, Line] = binary:split(Text, <<"VmRSS:">>),
            [Kilobytes | _] = string:tokens(binary_to_list(Line), " \t\n"),
            list_to_integer(Kilobytes) * 1024;
        {error, _} ->
            erlang:memory(binary)
    end.
