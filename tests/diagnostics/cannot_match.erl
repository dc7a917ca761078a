-module(cannot_match).
-export([all/1, applied/1, guard/1, literal/0, sizes/1, list/1]).

all(X) ->
    case {X, 1} of
        {1, 2} -> a;
        {_, 1, _} -> b;
        {_, 1} -> c
    end.

guard(X) when false -> X;
guard(X) when 1 > 2; is_atom(7) -> X;
guard(X) when is_list(X) -> X.

literal() ->
    {ok, Value} = {error, 1},
    Number = 1,
    Number = 2,
    Value.

sizes(<<256:8>>) -> 1;
sizes(<<-1:8>>) -> 2;
sizes(<<1.5:8>>) -> 3;
sizes(<<X:(-1)>>) -> X;
sizes(<<16#110000/utf8>>) -> 4;
sizes(X) -> case is_atom(X) of true -> 1; false -> 2; maybe_ -> 3 end.

list([a] = []) -> 1;
list(X) ->
    [A, B] = [X],
    [1 || 2 = 3 <- [A, B], false].

applied(List) ->
    {(fun Add(0, Sum) -> Sum; Add(N, Sum) -> Add(N - 1, Sum + N) end)(3, List),
     (fun _Add(0, Sum) -> Sum; _Add(N, Sum) -> Sum + N end)(3, List)}.
