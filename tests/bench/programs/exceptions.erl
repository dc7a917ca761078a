-module(exceptions).
-export([run/0]).

run() ->
    500000 = thrown(500000, 0),
    500000 = failed(500000, 0),
    2000000 = passed(2000000, 0),
    200000 = deep(200000, 0).

thrown(0, Count) -> Count;
thrown(N, Count) ->
    try throw({value, N})
    catch throw:{value, N} -> thrown(N - 1, Count + 1)
    end.

failed(0, Count) -> Count;
failed(N, Count) ->
    case catch number(an_atom) of
        {'EXIT', {badarith, _}} -> failed(N - 1, Count + 1)
    end.

number(A) -> A + 1.

passed(0, Count) -> Count;
passed(N, Count) ->
    More = try identity(1) of
        One -> One
    catch
        error:_ -> 0
    after
        ok
    end,
    passed(N - 1, Count + More).

identity(X) -> X.

deep(0, Count) -> Count;
deep(N, Count) ->
    try down(20)
    catch exit:bottom -> deep(N - 1, Count + 1)
    end.

down(0) -> exit(bottom);
down(N) -> 1 + down(N - 1).
