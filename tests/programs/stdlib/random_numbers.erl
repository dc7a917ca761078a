-module(random_numbers).
-export([main/0]).

main() ->
    [show(G) || G <- [exsss, exro928ss, exrop, exsp, exs1024s, exs64, exsplus, exs1024]],
    rand:seed(exsss, {1, 2, 3}),
    io:format("~p~n", [[rand:uniform(6) || _ <- lists:seq(1, 20)]]),
    io:format("~p~n", [rand:uniform()]),
    io:format("~p~n", [rand:uniform(1 bsl 100)]),
    io:format("~p~n", [rand:uniform_real()]),
    io:format("~p~n", [rand:bytes(9)]),
    io:format("~p~n", [[rand:normal() || _ <- lists:seq(1, 4)]]),
    io:format("~p~n", [rand:normal(10, 4)]),
    {Sum, _} = lists:foldl(fun(_, {S, R0}) ->
                                   {X, R1} = rand:normal_s(R0),
                                   {S + X, R1}
                           end, {0.0, rand:seed_s(exrop, 42)}, lists:seq(1, 5000)),
    io:format("~p~n", [Sum]),
    io:format("~p~n", [rand:export_seed()]),
    io:format("~p~n", [lists:foldl(fun(_, S) -> rand:mwc59(S) end, rand:mwc59_seed(17), lists:seq(1, 100))]),
    io:format("~p~n", [rand:splitmix64_next(5)]),
    S0 = rand:seed_s(exsss, 7),
    io:format("~p~n", [shuffle(lists:seq(1, 20), S0)]),
    io:format("~p ~p~n", [reason(fun() -> rand:seed(nothing, 1) end), reason(fun() -> rand:uniform(0) end)]).

show(Generator) ->
    State = rand:seed_s(Generator, 123),
    {Numbers, Last} = lists:mapfoldl(fun(N, S) -> rand:uniform_s(N, S) end, State, [10, 1000, 1 bsl 40, 1 bsl 70]),
    {Float, End} = rand:uniform_s(Last),
    io:format("~p ~p ~p~n", [Generator, Numbers, Float]),
    io:format("  ~p~n", [erlang:phash2(rand:export_seed_s(End))]),
    case Generator of
        exs64 -> ok;
        _ -> io:format("  ~p~n", [erlang:phash2(rand:export_seed_s(rand:jump(End)))])
    end.

shuffle(List, State) ->
    {Keyed, _} = lists:mapfoldl(fun(X, S) ->
                                        {K, New} = rand:uniform_s(S),
                                        {{K, X}, New}
                                end, State, List),
    [X || {_, X} <- lists:sort(Keyed)].

reason(F) ->
    try F() of
        V -> {value, V}
    catch
        error:{R, _} -> R;
        error:R -> R
    end.
