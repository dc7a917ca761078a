-module(atomics_and_counters).
-export([main/0]).

main() ->
    signed(),
    unsigned(),
    errors(),
    counters(),
    shared(),
    as_terms(),
    collected().

signed() ->
    A = atomics:new(3, []),
    show([atomics:get(A, I) || I <- [1, 2, 3]]),
    show([atomics:put(A, 1, 5), atomics:add(A, 1, 10), atomics:sub(A, 1, 3), atomics:get(A, 1)]),
    show([atomics:add_get(A, 2, -7), atomics:sub_get(A, 2, 1), atomics:exchange(A, 2, 100), atomics:get(A, 2)]),
    show([atomics:compare_exchange(A, 3, 0, 9), atomics:compare_exchange(A, 3, 0, 10), atomics:get(A, 3)]),
    Max = (1 bsl 63) - 1,
    Min = -(1 bsl 63),
    show([atomics:put(A, 1, Max), atomics:add_get(A, 1, 1), atomics:sub_get(A, 1, 1), atomics:put(A, 1, Min), atomics:get(A, 1)]),
    show([atomics:add_get(A, 1, 1 bsl 63), atomics:add_get(A, 1, (1 bsl 64) - 1)]),
    #{max := M, min := N, size := S, memory := B} = atomics:info(A),
    show({M, N, S, B > 24}).

unsigned() ->
    A = atomics:new(1, [{signed, false}]),
    show([atomics:sub_get(A, 1, 1), atomics:add_get(A, 1, 1), atomics:put(A, 1, (1 bsl 64) - 1), atomics:get(A, 1)]),
    show([atomics:exchange(A, 1, 1 bsl 63), atomics:add_get(A, 1, -1)]),
    #{max := M, min := N, size := S} = atomics:info(A),
    show({M, N, S}).

errors() ->
    A = atomics:new(2, []),
    U = atomics:new(2, [{signed, false}]),
    C = counters:new(2, []),
    [show(try F() catch Class:R -> {Class, R} end) ||
        F <- [fun() -> atomics:new(0, []) end, fun() -> atomics:new(-1, []) end, fun() -> atomics:new(a, []) end,
              fun() -> atomics:new(1, [foo]) end, fun() -> atomics:new(1, foo) end, fun() -> atomics:new(1, [{signed, 1}]) end,
              fun() -> atomics:get(A, 0) end, fun() -> atomics:get(A, 3) end, fun() -> atomics:get(A, a) end,
              fun() -> atomics:get(make_ref(), 1) end, fun() -> atomics:get(foo, 1) end,
              fun() -> atomics:put(A, 1, 1 bsl 63) end, fun() -> atomics:put(A, 1, -(1 bsl 63) - 1) end,
              fun() -> atomics:put(A, 1, 1.0) end, fun() -> atomics:put(U, 1, -1) end, fun() -> atomics:put(U, 1, 1 bsl 64) end,
              fun() -> atomics:add(A, 1, 1 bsl 64) end, fun() -> atomics:add(U, 1, -5) end, fun() -> atomics:add(A, 1, a) end,
              fun() -> atomics:info(foo) end, fun() -> atomics:compare_exchange(A, 1, a, b) end,
              fun() -> counters:new(0, []) end, fun() -> counters:new(1, [foo]) end, fun() -> counters:new(1, [atomics, atomics]) end,
              fun() -> counters:get(C, 3) end, fun() -> counters:add(C, 1, a) end, fun() -> counters:get(A, 1) end,
              fun() -> counters:info(foo) end]].

counters() ->
    [begin
         C = counters:new(2, Options),
         show([counters:add(C, 1, 5), counters:sub(C, 1, 2), counters:get(C, 1), counters:put(C, 2, -8), counters:get(C, 2)]),
         #{size := S, memory := B} = counters:info(C),
         show({S, is_integer(B), element(1, C), is_reference(element(2, C))})
     end || Options <- [[], [atomics], [write_concurrency]]].

shared() ->
    A = atomics:new(2, []),
    C = counters:new(1, [write_concurrency]),
    Self = self(),
    Ps = [spawn_link(fun() -> [begin atomics:add(A, 1, 1), counters:add(C, 1, 2) end || _ <- lists:seq(1, 1000)], Self ! {self(), done} end)
          || _ <- lists:seq(1, 10)],
    [receive {P, done} -> ok end || P <- Ps],
    show([atomics:get(A, 1), counters:get(C, 1)]).

%% The references are terms like others.
as_terms() ->
    A = atomics:new(1, []),
    B = atomics:new(1, []),
    show([is_reference(A), A =:= A, A =:= B, A == B, A < B orelse B < A, A =:= make_ref()]),
    show([case A of _ when is_reference(A) -> yes; _ -> no end, is_binary(A), is_tuple(A), is_pid(A)]),
    show([A > 1, A > atom, A < self(), A < {}]),
    M = #{A => a, B => b},
    show([maps:get(A, M), maps:get(B, M)]),
    T = ets:new(t, []),
    ets:insert(T, {A, x}),
    [{A2, x}] = ets:lookup(T, A),
    atomics:put(A2, 1, 42),
    show([atomics:get(A, 1), A2 =:= A]),
    persistent_term:put(kept, {A, counters:new(1, [])}),
    {A3, _} = persistent_term:get(kept),
    atomics:add(A3, 1, 1),
    show(atomics:get(A, 1)),
    persistent_term:erase(kept),
    Self = self(),
    spawn(fun() -> put(a, A), atomics:add(A, 1, 1), Self ! {back, A} end),
    receive {back, A4} -> show([atomics:get(A4, 1), A4 =:= A]) end,
    show(lists:prefix("#Ref<", ref_to_list(A))),
    show([erlang:phash2(A) =:= erlang:phash2(A4), lists:sort([B, A, A]) =:= lists:usort([A, B]) ++ [A] orelse true]).

%% What nobody holds any more is given back.
collected() ->
    Before = erlang:memory(binary),
    make(2000),
    erlang:garbage_collect(),
    show(erlang:memory(binary) - Before < 8000000).

make(0) -> ok;
make(N) -> A = atomics:new(10000, []), atomics:put(A, 10000, N), make(N - 1).

show(X) -> io:format("~p~n", [X]).
