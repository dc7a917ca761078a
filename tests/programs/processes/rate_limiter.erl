-module(rate_limiter).
-export([main/0]).

%% A bucket of tokens that is filled by hand.
main() ->
    B = spawn(fun() -> bucket(3, 3) end),
    io:format("~p~n", [[take(B) || _ <- lists:seq(1, 5)]]),
    B ! {fill, 2},
    io:format("~p~n", [[take(B) || _ <- lists:seq(1, 3)]]),
    B ! {fill, 100},
    io:format("~p~n", [[take(B) || _ <- lists:seq(1, 4)]]).

take(B) -> B ! {take, self()}, receive {B, A} -> A end.

bucket(Max, N) ->
    receive
        {take, P} when N > 0 -> P ! {self(), {ok, N - 1}}, bucket(Max, N - 1);
        {take, P} -> P ! {self(), limited}, bucket(Max, N);
        {fill, K} -> bucket(Max, min(Max, N + K))
    end.
