%% Loops that compute floats from round to round.
-module(float_loops).
-export([main/0]).

main() ->
    changing(),
    lists_and_binaries(),
    signs(),
    kinds_change(),
    choices(),
    many_parameters(),
    comparisons(),
    calls_between(),
    failures(),
    clauses(),
    turns_over().

show(Name, Value) -> io:format("~s: ~w~n", [Name, Value]).

changing() ->
    show("escape", [escape(0.0, 0.0, X / 10, 0.3, 0, 200) || X <- lists:seq(-20, 5, 5)]),
    show("logistic", logistic(1000, 0.3, 3.7)),
    show("newton", [newton(X, X, 1.0e-12) || X <- [2.0, 10.0, 1.0e10, 3, 144]]),
    show("integral", integral(0.0, 2.0, 0.001, 0.0)),
    show("harmonic", harmonic(1000, 0)),
    show("fibonacci", fibonacci(50, 0.0, 1.5)),
    show("exchange", exchange(7, 1.5, 2.5)),
    show("steps", steps(20, 5.0)),
    show("halves", halves(5.0e-324, 0)),
    show("at once", logistic(0, 1.25, 3.7)).

escape(_, _, _, _, N, N) -> N;
escape(X, Y, Cx, Cy, I, N) ->
    X2 = X * X,
    Y2 = Y * Y,
    if
        X2 + Y2 > 4.0 -> {I, X, Y};
        true -> escape(X2 - Y2 + Cx, 2.0 * X * Y + Cy, Cx, Cy, I + 1, N)
    end.

logistic(0, X, _) -> X;
logistic(N, X, R) -> logistic(N - 1, R * X * (1.0 - X), R).

newton(X, A, Near) ->
    Y = (X + A / X) / 2,
    case abs(Y - X) < Near * Y of
        true -> Y;
        false -> newton(Y, A, Near)
    end.

integral(A, B, _, Sum) when A >= B -> Sum;
integral(A, B, H, Sum) -> integral(A + H, B, H, Sum + H * cube(A)).

cube(X) -> X * X * X - 2.0 * X + 1.0.

harmonic(0, Sum) -> Sum;
harmonic(N, Sum) -> harmonic(N - 1, Sum + 1 / N).

fibonacci(0, A, _) -> A;
fibonacci(N, A, B) -> fibonacci(N - 1, B, A + B).

exchange(0, A, B) -> {A, B, A - B * 0.5};
exchange(N, A, B) -> exchange(N - 1, B * 1.0, A + 0.0).

steps(0, X) -> X;
steps(N, X) ->
    Y = case X > 1.0 of true -> X / 2; false -> X * 3.0 end,
    steps(N - 1, Y).

halves(X, N) when X == 0.0 -> {X, N};
halves(X, N) -> halves(X / 2.0, N + 1).

lists_and_binaries() ->
    show("sum", [sum(L, 0) || L <- [[], [1, 2], [1.5, 2.5], [1, 2.5, 3], [0.5, 1, 2]]]),
    show("last", last([1.5, 2.5, 3], 0.0, none)),
    show("powers", powers(5, 1.5, [])),
    show("same in a list", same(4, 1.5, 2.0, [])),
    show("turns", turns(6, 1.5, [])),
    show("means", means([1.0, 2, 3.5, 4], 0.0, 0, [])),
    show("floats of bytes", floats(<<1.5/float, -2.25/float, 1.0e10/float>>, 0.0)),
    show("bytes", bytes(<<1, 2, 3, 250>>, 0.5)),
    show("weights", weights(<<"weights of bytes">>, 1.0, 0.5, <<>>)).

sum([], Sum) -> Sum;
sum([X | Rest], Sum) -> sum(Rest, Sum + X).

last([], Sum, Last) -> {Sum, Last};
last([X | Rest], Sum, _) -> last(Rest, Sum + X, X).

powers(0, X, All) -> {X, All};
powers(N, X, All) -> powers(N - 1, X * 1.5, [X | All]).

same(0, _, X, All) -> {X, All};
same(N, A, X, All) -> same(N - 1, A, X * A, [A | All]).

turns(0, X, All) -> {X, All};
turns(N, X, All) when N rem 2 =:= 0 -> turns(N - 1, X, [X | All]);
turns(N, X, All) -> turns(N - 1, X * 2.0, [X | All]).

means([], _, _, Means) -> lists:reverse(Means);
means([X | Rest], Sum, N, Means) ->
    Next = Sum + X,
    means(Rest, Next, N + 1, [Next / (N + 1) | Means]).

floats(<<X/float, Rest/binary>>, Sum) -> floats(Rest, Sum * 0.5 + X);
floats(<<>>, Sum) -> Sum.

bytes(<<X, Rest/binary>>, Sum) -> bytes(Rest, Sum * 1.5 + X);
bytes(<<>>, Sum) -> Sum.

weights(<<X, Rest/binary>>, W, K, All) when W > 0.01 ->
    weights(Rest, W * K, K, <<All/binary, (trunc(X * W))>>);
weights(Rest, W, _, All) ->
    {Rest, W, All}.

signs() ->
    show("negative zero", [sign(N, -0.0) || N <- [0, 1, 2, 3]]),
    show("underflow", sign(3, -5.0e-324)),
    show("products", zeros(4, -1.0)).

sign(0, X) -> {X, 1.0 / (X + 1.0)};
sign(N, X) -> sign(N - 1, X * 0.25).

zeros(0, X) -> X;
zeros(N, X) -> zeros(N - 1, -1.0 * (X * 0.0)).

kinds_change() ->
    show("integers first", [mixed(4, 0, 0), mixed(4, 0, 0.5), mixed(3, 1, 2)]),
    show("now and then", [integral_part(N, 1.75) || N <- [1, 2, 3, 4, 5]]),
    show("literals", [resets(N, 1.5) || N <- [1, 2, 3, 4]]),
    show("large", large(4, 1 bsl 60, 1.5)),
    show("factor", [scaled(5, 1.5, K) || K <- [2, 2.0, 1 bsl 70, -1]]).

mixed(0, A, B) -> {A, B};
mixed(N, A, B) -> mixed(N - 1, A + B, B + N * 0.5).

integral_part(0, X) -> X;
integral_part(N, X) when N rem 3 =:= 0 -> integral_part(N - 1, trunc(X));
integral_part(N, X) -> integral_part(N - 1, X * 1.5).

resets(0, X) -> X;
resets(2, X) -> resets(1, if X > 2.0 -> 1; true -> 0.5 end);
resets(N, X) -> resets(N - 1, X + 0.75).

large(0, A, B) -> {A, B};
large(N, A, B) -> large(N - 1, A * 2, B * A).

scaled(0, X, _) -> X;
scaled(N, X, K) -> scaled(N - 1, X * K + 0.5, K).

choices() ->
    show("float or integer", [either(N, 1.5, 7) || N <- [0, 1, 2, 3, 4, 5, 6]]),
    show("float or atom", [maybe_none(X) || X <- [0.5, 1.5, 2, none]]),
    show("nested", [nested(X, Y) || X <- [0.5, 1.5, 3], Y <- [1, 2.5, a]]),
    show("clamped", [clamped(6, X, 1.0) || X <- [-5.0, 0.25, 5.0, 3]]),
    show("literal", [signum(X, 0.0) || X <- [[1.5, -2.0, 0.0], [1, 2.5], [0.0]]]),
    show("many", mixture([1.5, 2, 2.5, 1 bsl 70, -1.5, 0], 0.0, [])),
    show("pieces", pieces(<<1, 2, 3, 4, 5>>, 1.0, <<>>)).

either(N, X, Y) ->
    Z = case N rem 4 of
            0 -> X * 2.0;
            1 -> Y * 2;
            2 -> X;
            _ -> 0.25
        end,
    {Z, Z + 1, Z * X}.

maybe_none(X) ->
    Y = if
            X < 1.0 -> X / 4;
            X < 2 -> X * 3.0;
            true -> none
        end,
    case Y of
        none -> {none, X};
        _ -> {Y, Y - 1.0}
    end.

nested(X, Y) ->
    A = case X > 1.0 of
            true ->
                B = if Y > 2 -> X * 2.0; true -> X + 1 end,
                case B > 3.0 of true -> B - 0.5; false -> Y end;
            false -> if is_float(Y) -> Y * X; true -> X end
        end,
    C = case is_number(A) of true -> A + 0.5; false -> 0.5 end,
    D = if C > 2.0 -> C * C; C > 1.0 -> 7; true -> C end,
    {A, C, D, [D, C | A]}.

clamped(0, X, _) -> X;
clamped(N, X, Most) ->
    Y = X * 1.5 - 0.25,
    Z = if Y > Most -> Most; Y < -1.0 -> -1.0; true -> Y end,
    W = case N of 3 -> -Z; 2 -> abs(Z); _ -> Z end,
    clamped(N - 1, W, Most).

signum([], Sum) -> Sum;
signum([X | Rest], Sum) ->
    Sign = if X > 0 -> 1.0; X < 0 -> -1.0; true -> 0.0 end,
    signum(Rest, Sum + Sign * X).

mixture([], Sum, All) -> {Sum, All};
mixture([X | Rest], Sum, All) ->
    Y = case is_float(X) of true -> X * 2; false -> X end,
    Z = case Y > 2 of true -> Y - 1; false -> 0.5 end,
    mixture(Rest, Sum + Z, [Y, Z | All]).

pieces(<<X, Rest/binary>>, W, All) ->
    V = if X rem 2 =:= 0 -> W * 1.5; true -> W end,
    More = if V > 2.0 -> <<All/binary, X>>; true -> All end,
    pieces(Rest, V, More);
pieces(<<>>, W, All) ->
    {W, All}.

many_parameters() ->
    show("five", five(10, 1.0, 2.0, 3.0, a, 4.0)),
    show("twelve", twelve(10, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 11.0, 12.0)),
    show("far", far(10, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, 1.5, 2.5)).

five(0, A, B, C, D, E) -> {A, B, C, D, E};
five(N, A, B, C, D, E) -> five(N - 1, A + B, B * 0.5, C - A, D, E / 1.5).

twelve(0, A, B, C, D, E, F, G, H, I, J, K, L) -> [A, B, C, D, E, F, G, H, I, J, K, L];
twelve(N, A, B, C, D, E, F, G, H, I, J, K, L) ->
    twelve(N - 1, A + 0.5, B + A, C * 0.5, D - 1.5, E / 2, F * A, G + B, H - C, I * 1.25, J + I, K - 0.5, L + K).

far(0, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, Q, X, Y) -> {Q, X, Y};
far(N, A, B, C, D, E, F, G, H, I, J, K, L, M, P, Q, R, X, Y) ->
    far(N - 1, B, C, D, E, F, G, H, I, J, K, L, M, P, Q, R, A, X * 1.5, Y + X).

comparisons() ->
    show("until", [until(X, 10) || X <- [1.5, 2.5, 1, -1.0]]),
    show("above an integer", above(9007199254740992.0, 9007199254740993, 0)),
    show("exactly", [exactly(1.0, Y) || Y <- [2, 2.0, 3.0]]),
    show("equal", [equal(1.0, Y, 0) || Y <- [2, 2.0, 3.0, 2.25]]),
    show("not a number", [until(1.5, Y) || Y <- [a, [], {1}]]),
    show("types", [typed(6, X) || X <- [1.5, 2, 3.0]]).

until(X, Y) when X < Y, X > 0, is_number(Y) -> until(X * 1.5, Y - 0.5);
until(X, Y) when is_number(Y) -> {X, Y};
until(X, Y) when X > 1000.0 -> {X, Y};
until(X, Y) -> until(X * 1.5, Y).

above(X, Y, N) when X > Y; N > 5 -> {X, N};
above(X, Y, N) -> above(X + 1.0, Y, N + 1).

exactly(X, Y) when X =:= Y -> {X, same};
exactly(X, _) when X > 3 -> {X, over};
exactly(X, Y) -> exactly(X + 0.5, Y).

equal(X, Y, N) when X == Y; N > 4 -> {X, Y, N};
equal(X, Y, N) -> equal(X + 0.5, Y, N + 1).

typed(0, X) -> X;
typed(N, X) when is_float(X), X > 4 -> typed(N - 1, round(X));
typed(N, X) when is_float(X) -> typed(N - 1, X * 1.5);
typed(N, X) when is_integer(X) -> typed(N - 1, X / 3).

calls_between() ->
    show("sine", sine(10, 0.0, 0.1, 0.0)),
    show("printing", printing(4, 1.5, 0.5)),
    show("caught", caught(3, 1.5)),
    self() ! 2.5,
    self() ! 4,
    show("received", received(2, 1.5)).

sine(0, _, _, Sum) -> Sum;
sine(N, X, H, Sum) -> sine(N - 1, X + H, H, Sum + H * math:sin(X)).

printing(0, X, _) -> X;
printing(N, X, D) when N rem 2 =:= 0 ->
    io:format("~w ", [X]),
    printing(N - 1, X * D, D);
printing(N, X, D) ->
    printing(N - 1, X + D, D).

caught(0, X) -> X;
caught(N, X) ->
    Y = try 1.0 / (X - 1.5) catch error:badarith -> X * 2.0 end,
    caught(N - 1, Y + 0.5).

received(0, X) -> X;
received(N, X) ->
    receive Y -> received(N - 1, X * Y + 0.5) end.

failures() ->
    fails("overflow", fun() -> grow(1000, 1.0e300, 2.0) end),
    fails("atom", fun() -> grow(3, a, 2.0) end),
    fails("atom later", fun() -> sum([1.0, 2.0, a], 0.0) end),
    fails("division", fun() -> falls(10, 2.0) end),
    fails("root", fun() -> roots(10, 2.0) end),
    fails("no clause", fun() -> narrow(1.0, 5) end),
    fails("no case", fun() -> cases(1.0) end).

fails(Name, F) ->
    try F() of
        Value -> show(Name, Value)
    catch
        error:badarith -> show(Name, badarith);
        error:Reason:Trace -> show(Name, {Reason, [{Function, A} || {_, Function, A, _} <- [hd(Trace)]]})
    end.

grow(0, X, _) -> X;
grow(N, X, K) -> grow(N - 1, X * K, K).

falls(0, X) -> X;
falls(N, X) -> falls(N - 1, 1.0 / (X - 1.0)).

roots(0, X) -> X;
roots(N, X) -> roots(N - 1, math:sqrt(X - 1.0)).

narrow(X, N) when X < 10.0, N > 0 -> narrow(X * 1.5, N - 1).

cases(X) ->
    case X > 20.0 of
        true -> case X of 1.0 -> ok end;
        false -> cases(X * 3.0)
    end.

clauses() ->
    show("zeros", [counts(X, 0) || X <- [1.0, 0.0, -0.0, 0.5]]),
    show("matched", [matched(X, 0) || X <- [1.0, 3.0, 0.25]]).

counts(0.0, N) -> {zero, N};
counts(X, N) when N < 5 -> counts(X - 0.5, N + 1);
counts(X, N) -> {X, N}.

matched(2.5, N) -> {first, N};
matched(4.0, N) -> {second, N};
matched(_, 6) -> none;
matched(X, N) -> matched(X + 0.25, N + 1).

turns_over() ->
    Self = self(),
    Pids = [spawn_link(fun() -> Self ! {self(), logistic(20000 + N, 0.1 + N / 100, 3.9)} end) || N <- lists:seq(1, 5)],
    show("processes", [receive {Pid, X} -> X end || Pid <- Pids]),
    show("garbage", garbage(3000, 1.5, [])).

garbage(0, X, All) -> {X, length(All), lists:sum(All) > 0};
garbage(N, X, _) when N rem 100 =:= 0 -> garbage(N - 1, X * 0.5, [X]);
garbage(N, X, All) -> garbage(N - 1, X * 1.001, [X | All]).
