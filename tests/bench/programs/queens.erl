-module(queens).
-export([run/0]).

run() -> repeat(30).

repeat(0) -> ok;
repeat(N) ->
    724 = length(queens(10)),
    repeat(N - 1).

queens(N) -> place(N, lists:seq(1, N)).

place(0, _) -> [[]];
place(K, Rows) -> [[Row | Rest] || Rest <- place(K - 1, Rows), Row <- Rows -- Rest, safe(Row, Rest, 1)].

safe(_, [], _) -> true;
safe(Row, [Other | Rest], Distance) ->
    Row =/= Other + Distance andalso Row =/= Other - Distance andalso safe(Row, Rest, Distance + 1).
