%% A process with many words alive that churns small garbage, beside one that does the same with a small heap.
%% run(N) gives [{What, MicrosecondsWithASmallHeap, MicrosecondsWithABigOne}] and, for a collection of all of the big
%% heap, {collection, Microseconds, MicrosecondsThatAnotherProcessWasLate}. N: elements of the big heap, 19 words each.
-module(big_heap).
-export([run/1]).

run(N) ->
    Small = in_process(fun() -> churned([], N) end),
    {Big, Collection} = in_process(fun() ->
        Kept = build(N, []),
        Times = churned(Kept, N),
        Result = {Times, collection()},
        N = length(Kept),
        Result
    end),
    [{What, A, B} || {{What, A}, {What, B}} <- lists:zip(Small, Big)] ++ [Collection].

in_process(Work) ->
    Self = self(),
    {_, Ref} = spawn_monitor(fun() -> Self ! {self(), Work()} end),
    receive {'DOWN', Ref, process, Pid, normal} -> receive {Pid, Result} -> Result end end.

%% Lists, tuples and maps.
build(0, Kept) -> Kept;
build(I, Kept) -> build(I - 1, [{I, [I, I + 1, I + 2, I + 3], #{a => I, b => I, c => I}} | Kept]).

churned(Kept, N) ->
    Works = [{lists, fun() -> lists(150000, 0) end},
             {tuples, fun() -> tuples(5000000, {1, 2, 3, 4}) end},
             {maps, fun() -> maps(2000000, #{a => 1, b => 2, c => 3, d => 4}) end},
             {messages, fun() -> messages(1000000) end},
             {binaries, fun() -> binaries(1000000, 0) end},
             {a_map_of_10000, fun() -> updates(1000000, maps:from_list([{I, I} || I <- lists:seq(1, 10000)])) end}],
    Times = [{What, time(Work)} || {What, Work} <- Works],
    true = Kept =:= [] orelse element(1, hd(Kept)) =:= 1 andalso N > 0,
    Times.

time(Work) ->
    Start = now_us(),
    _ = Work(),
    now_us() - Start.

now_us() -> erlang:monotonic_time(microsecond).

lists(0, Sum) -> Sum;
lists(N, Sum) -> lists(N - 1, Sum + total(reversed(numbers(100, []), []), 0)).

numbers(0, List) -> List;
numbers(N, List) -> numbers(N - 1, [N | List]).

reversed([], List) -> List;
reversed([X | Rest], List) -> reversed(Rest, [X | List]).

total([], Sum) -> Sum;
total([X | Rest], Sum) -> total(Rest, Sum + X).

tuples(0, Tuple) -> Tuple;
tuples(N, {A, B, C, D}) -> tuples(N - 1, {B, C, D, A + 1}).

maps(0, Map) -> Map;
maps(N, #{a := A, c := C} = Map) -> maps(N - 1, Map#{a := C, c := A + 1}).

messages(0) -> ok;
messages(N) ->
    self() ! {N, [a, b, c, d, e, f, g, h]},
    receive {N, [_ | _]} -> messages(N - 1) end.

%% Beyond 64 bytes they lie outside of the heap.
binaries(0, Sum) -> Sum;
binaries(N, Sum) -> binaries(N - 1, Sum + byte_size(<<N:64, "a binary of more than sixty-four bytes, which has a block "
                                                      "outside of all heaps that is counted and freed">>)).

updates(0, Map) -> map_size(Map);
updates(N, Map) -> updates(N - 1, maps:put(N rem 10000 + 1, N, Map)).

%% All of the heap is collected, while another process sleeps a millisecond at a time.
collection() ->
    Self = self(),
    Watcher = spawn_link(fun() -> watch(Self, now_us(), 0) end),
    receive after 20 -> ok end,
    Time = time(fun erlang:garbage_collect/0),
    Watcher ! {self(), stop},
    receive {Watcher, Late} -> {collection, Time, Late} end.

watch(Owner, Before, Most) ->
    receive {Owner, stop} -> Owner ! {self(), max(Most, now_us() - Before - 1000)}
    after 1 ->
        Now = now_us(),
        watch(Owner, Now, max(Most, Now - Before - 1000))
    end.
