-module(traces_of_small_functions).
-export([main/0, give/1, scaled/1]).

-record(point, {x = 0, y = 0}).

%% Failures in functions so small that they may stand where they are called: nobody is to see that. Lines count.
main() ->
    Kinds = [sum, plus_one, one_plus, half, negated, shifted, divided, matched, taken, chosen, only_one, sign, head, second,
             point_x, point_moved, map_put, bits_made, bits_read, boolean, both, scaled, sum_of_floats, big, six,
             square_root, guarded, deep, deep_last, deep_mixed, same],
    Ways = [value, last, in_try, in_catch, in_fun, in_list, in_binary, twice],
    lists:foreach(fun(Kind) -> lists:foreach(fun(Way) -> show(Kind, Way, a) end, Ways) end, Kinds),
    lists:foreach(fun(Kind) -> show(Kind, last, {b, 0.5}) end, Kinds),
    lists:foreach(fun(V) -> show(sum_and_more, value, V), show(sum_and_more, last, V) end, [1, 1.5, x]),
    lists:foreach(fun long_trace/1, [0, 1, 5, 6, 7, 8, 20]),
    depth(),
    workers(),
    current().

show(Kind, Way, Value) ->
    io:format("~s ~s ~p~n", [Kind, Way, Value]),
    try
        R = run(Way, Kind, give(Value)),
        io:format("    ~p~n", [R])
    catch C:Reason:Stack ->
        io:format("    ~p ~p~n", [C, Reason]),
        [io:format("        ~w~n", [entry(Entry)]) || Entry <- lists:sublist(Stack, 4), element(1, Entry) =/= lists]
    end.

entry({M, F, A, Info}) ->
    {own(M), F, A, proplists:get_value(line, Info), [Key || {Key, _} <- Info, Key =/= file, Key =/= line]}.

own(?MODULE) -> own;
own(M) -> M.

give(X) -> X.

run(value, Kind, V) ->
    R = call(Kind, V),
    {value, R};
run(last, Kind, V) ->
    call(Kind, V);
run(in_try, Kind, V) ->
    try
        R = call(Kind, V),
        {tried, R}
    of
        {tried, R} -> R
    catch
        throw:T -> T
    after
        ok
    end;
run(in_catch, Kind, V) ->
    case catch call(Kind, V) of
        {'EXIT', {Reason, [First | _]}} -> {Reason, entry(First)};
        R -> R
    end;
run(in_fun, Kind, V) ->
    F = give(fun(X) -> {made, call(Kind, X)} end),
    F(V);
run(in_list, Kind, V) ->
    [call(Kind, X) || X <- [V, V], other(X)];
run(in_binary, Kind, V) ->
    << <<(call(Kind, X)):8>> || X <- [V] >>;
run(twice, Kind, V) ->
    R = call(Kind, give(call(same, V))),
    S = call(Kind, give(1)),
    {R, S}.

other(X) -> X =/= other.

call(sum, V) ->
    S = sum(V, 2),
    {S, V};
call(plus_one, V) ->
    {plus_one(V), 1};
call(one_plus, V) ->
    [sum(1, V)];
call(half, V) -> {half(V)};
call(negated, V) -> [negated(V) | V];
call(shifted, V) -> {shifted(V, 2), shifted(1, V)};
call(divided, V) -> {divided(4, V)};
call(matched, V) ->
    Got = matched(V),
    {got, Got};
call(taken, V) -> taken(V);
call(chosen, V) -> {chosen(V)};
call(only_one, V) -> {only_one(V, 2, 3)};
call(sign, V) -> {sign(V)};
call(head, V) -> {head(V)};
call(second, V) -> {second(V)};
call(point_x, V) -> {point_x(V)};
call(point_moved, V) -> moved(V, 1);
call(map_put, V) -> {map_put(V)};
call(bits_made, V) -> {bits_made(V, 8)};
call(bits_read, V) -> {bits_read(V)};
call(boolean, V) -> {boolean(V)};
call(both, V) -> {both(true, V)};
call(scaled, V) ->
    {scaled(1.5), scaled(V)};
call(sum_of_floats, V) -> {sum(scaled(2.0), V)};
call(big, V) -> {sum(1 bsl 70, V), 1};
call(six, V) -> {six(V, 2, 3, 4, 5, give(6))};
call(square_root, V) -> {root(V)};
call(guarded, V) ->
    if
        V =:= b -> b;
        true -> {guarded(V)}
    end;
call(deep, V) ->
    A = one_deep(V),
    {A, deep};
call(deep_last, V) -> deep_last(V);
call(deep_mixed, V) -> {mixed(V)};
call(same, V) -> same(V);
call(sum_and_more, V) ->
    A = sum(V, 1),
    B = plus_one(A),
    C = swap({B, V}),
    D = biggest(A, second(C)),
    same({C, D, clipped(D)}).

sum(A, B) ->
    A + B.

plus_one(A) -> A + 1.

half(A) ->

    A / 2.

negated(A) -> -A.

shifted(A, B) ->
    C = A bsl
        B,
    C bor 1.

divided(A, B) -> A div B.

matched(V) ->
    {ok, X} = V,
    X.

taken(V) ->
    [H | _] = V,
    H.

chosen(V) ->
    case V of
        1 -> one;
        2 -> two
    end.

only_one(1, _, _) -> one;
only_one({1}, X, Y) -> {X, Y}.

sign(V) ->
    if
        V < 0 -> minus;
        V =:= 0 -> zero
    end.

head(V) -> hd(V).

second(V) -> element(2, V).

point_x(P) -> P#point.x.

moved(P, By) -> P#point{x = By}.

map_put(M) -> M#{key => value}.

bits_made(V, Size) -> <<1, V:Size>>.

bits_read(<<A:16, _/binary>>) -> A.

boolean(V) -> not V.

both(A, B) -> A andalso B.

scaled(V) -> V * 2.0.

six(A, 2, 3, 4, 5, 7) -> A.

root(V) -> math:sqrt(V).

guarded(V) when V > 0, V < 10 -> V.

one_deep(V) ->
    B = two_deep(V),
    {B, one}.

two_deep(V) ->
    three_deep(V) + 1.

three_deep(V) -> V
    - 1.

deep_last(V) ->
    last_2(V).

last_2(V) -> last_3(V, 1).

last_3(V, W) ->
    V * W.

mixed(V) ->
    X = last_2(V),
    {X}.

same(V) -> V.

swap({A, B}) -> {B, A}.

biggest(A, B) when A > B -> A;
biggest(_, B) -> B.

clipped(N) when N > 2 -> 2;
clipped(N) -> N.

%% As many entries as there are, and places in the trace.
long_trace(N) ->
    try
        nested(N, give(z))
    catch
        error:R:Stack -> io:format("~p ~p~n", [R, [{F, A, proplists:get_value(line, L)} || {?MODULE, F, A, L} <- Stack]])
    end.

nested(0, V) ->
    [one_deep(V)];
nested(N, V) when N rem 2 =:= 0 ->
    [nested(N - 1, V)];
nested(N, V) ->
    {nested(N - 1, V)}.

depth() ->
    lists:foreach(
        fun(Depth) ->
            Before = erlang:system_flag(backtrace_depth, Depth),
            long_trace(3),
            erlang:system_flag(backtrace_depth, Before)
        end,
        [1, 2, 3, 4, 12]).

%% The call before a function that gives its argument back is not the last one.
current() ->
    {_, Stack} = same(process_info(self(), current_stacktrace)),
    io:format("~p~n", [[{F, A, proplists:get_value(line, L)} || {?MODULE, F, A, L} <- Stack]]),
    try given_back(give(1)) catch error:_:S -> io:format("~p~n", [[entry(E) || E <- lists:sublist(S, 3)]]) end,
    io:format("~p~n", [given_back(self())]).

given_back(V) ->
    same(fails(V)).

fails(V) when is_pid(V) -> {_, [{_, F, A, _}, {_, G, B, _} | _]} = process_info(V, current_stacktrace), {F, A, G, B};
fails(V) ->
    Text = integer_to_list(V),
    list_to_integer(Text, give(37)).

workers() ->
    {Pid, Ref} = spawn_monitor(fun() -> X = works(give(q)), exit({X, unexpected}) end),
    receive {'DOWN', Ref, process, Pid, Reason} -> io:format("~p~n", [Reason]) end.

works(V) ->
    try two_deep(V)
    catch error:R:Stack -> exit({R, [entry(E) || E <- Stack]})
    end.
