-module(negated_floats).
-export([main/0, any/1, product/1, quotient/1, sum/1, whole/1, root/1, read/1, twice/1, guarded/1, mixed/2, loop/2,
    failing/1, in_try/1, from_text/2, from_binary/2, from_root/2, from_number/2]).

%% Of a number of which nothing is known, the sign is turned; of what is computed as a float, the negative is 0.0 - X.

any(X) -> -X.

product(X) -> Y = X * 2.0, -Y.

quotient(X) -> -(X / 2).

sum(X) -> -(X + 1.0 - 1.0).

whole(X) -> -float(X).

root(X) -> -math:sqrt(X).

read(Text) -> {-list_to_float(Text), -binary_to_float(list_to_binary(Text))}.

twice(X) -> Y = X * 1.0, -(-Y).

guarded(X) when -X =< 0.0 -> {low, -(X * 1.0)};
guarded(X) -> {high, -(X * 1.0)}.

mixed(X, Y) ->
    Product = X * Y * 1.0,
    {-Product, -X}.

loop(0, X) -> X;
loop(N, X) -> loop(N - 1, -(X * 0.5)).

failing(X) ->
    Y = X * 1.0e200,
    try -(Y * Y) catch error:Reason -> Reason end.

in_try(X) ->
    Y = X * 1.0,
    try {-Y, -?MODULE:any(Y)} catch _:_ -> failed end.

%% What reads a float is not known to give one: the failure is the operator's.
from_text(X, Y) -> Z = list_to_float(X) * Y, [Z].
from_binary(X, Y) -> Z = binary_to_float(X) * Y, [Z].
from_root(X, Y) -> Z = math:sqrt(X) * Y, [Z].
from_number(X, Y) -> Z = float(X) * Y, [Z].

sign(X) when is_float(X) -> <<Sign:1, _/bits>> = <<X/float>>, {Sign, X};
sign(X) when is_tuple(X) -> list_to_tuple([sign(Y) || Y <- tuple_to_list(X)]);
sign(X) -> X.

main() ->
    [io:format("~p ~p: ~w~n", [Name, X, sign(?MODULE:Name(X))])
     || Name <- [any, product, quotient, sum, whole, twice, guarded, failing, in_try],
        X <- [0.0, -0.0, 1.5, -2.5, 0, 7, -7, 1 bsl 70]],
    [io:format("root ~p: ~w~n", [X, sign(?MODULE:root(X))]) || X <- [0, 0.0, 4, 2.25]],
    [io:format("read ~s: ~w~n", [X, sign(?MODULE:read(X))]) || X <- ["0.0", "-0.0", "1.5"]],
    [io:format("mixed ~p ~p: ~w~n", [X, Y, sign(?MODULE:mixed(X, Y))]) || X <- [0.0, 0, -3], Y <- [2.0, 0, 1 bsl 64]],
    [io:format("loop ~p: ~w~n", [N, sign(?MODULE:loop(N, X))]) || N <- [1, 2, 3, 1080], X <- [0.0, 1.0, -1.0]],
    [begin
         {'EXIT', {Reason, [{Module, Function, Args, _} | _]}} = (catch ?MODULE:Name(X, foo)),
         io:format("~w: ~w~n", [Name, {Reason, Module, Function, Args}])
     end || {Name, X} <- [{from_text, "1.5"}, {from_binary, <<"1.5">>}, {from_root, 4.0}, {from_number, 1}]].
