-module(traces_through_tries).
-export([main/0]).

%% A try has no frame of its own in a stack trace, and what is below a handler is found when the list is asked for.
main() ->
    [show(Name, fun() -> call(Name, 20) end) || Name <- [no_match, with_after, of_clauses, raised_again, in_between]],
    show(both, fun both/0),
    show(in_a_list, fun() -> all_again([1, 2, 3]) end),
    io:format("~p~n", [lists:sum([try bottom(N) catch throw:{bottom, _} -> 1 end || N <- lists:seq(1, 5000)])]),
    io:format("~p~n", [length([catch bottom(N) || N <- lists:seq(1, 5000)])]),
    {'EXIT', {Reason, Stack}} = (catch wrap(3)),
    io:format("~p ~p~n", [Reason, entries(Stack)]).

show(Name, Fun) ->
    try Fun() of Value -> io:format("~p: ~p~n", [Name, Value])
    catch Class:Reason:Stack -> io:format("~p: ~p ~p~n  ~p~n", [Name, Class, Reason, entries(Stack)])
    end.

entries(Stack) -> [{F, A, proplists:get_value(line, Info)} || {?MODULE, F, A, Info} <- Stack].

known() -> get(unknown).

call(no_match, N) -> no_match(N);
call(with_after, N) -> with_after(N);
call(of_clauses, N) -> of_clauses(N);
call(raised_again, N) -> raised_again(N);
call(in_between, N) -> in_between(N).

no_match(0) -> case known() of undefined -> error(deep); _ -> ok end;
no_match(N) ->
    try no_match(N - 1)
    catch throw:x -> 1
    end.

with_after(0) -> case known() of undefined -> exit(deep); _ -> ok end;
with_after(N) ->
    try
        1 + with_after(N - 1)
    after
        put(last, N)
    end.

of_clauses(0) -> case known() of undefined -> throw(deep); _ -> ok end;
of_clauses(N) ->
    try 1 + of_clauses(N - 1) of
        2 -> 3;
        _ -> 4
    catch
        error:_ -> 1
    end.

raised_again(0) -> case known() of undefined -> error(deep); _ -> ok end;
raised_again(N) when N > 10 ->
    1 + raised_again(N - 1);
raised_again(N) ->
    try
        raised_again(N - 1)
    catch
        error:Reason:Stack -> erlang:raise(error, Reason, Stack)
    end.

in_between(0) -> case known() of undefined -> error(deep); _ -> ok end;
in_between(N) ->
    Half = try in_between(N - 1) catch exit:_ -> 2 after put(last, N) end,
    Half + 1.

both() ->
    Inner = try error(first)
            catch error:first:Stack ->
                try error(second) catch error:second:Other -> {entries(Stack), entries(Other)} end
            end,
    [Inner | try deep(5) catch _:_:Stack1 -> entries(Stack1) end].

deep(0) -> case known() of undefined -> error(deep); _ -> ok end;
deep(N) -> 1 + try deep(N - 1) catch throw:_ -> 0 end.

all_again([]) -> [];
all_again([N | Rest]) -> [again(N) | all_again(Rest)].

again(N) ->
    try bottom(N)
    catch throw:{bottom, 3}:Stack -> {three, entries(Stack)};
          throw:{bottom, _} -> N
    end.

bottom(N) -> case known() of undefined -> throw({bottom, N}); _ -> ok end.

wrap(0) -> case known() of undefined -> error(wrapped); _ -> ok end;
wrap(N) -> try wrap(N - 1) + 1 after put(last, N) end.
