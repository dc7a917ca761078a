%% Counts in the process dictionary, by tuples and by an atom.
-module(own_words).
-export([run/0]).

run() ->
    [put({count, N}, 0) || N <- lists:seq(0, 99)],
    count(2500000),
    25000 = get({count, 7}),
    put(sum, 0),
    add(6000000),
    6000000 = get(sum).

count(0) -> ok;
count(N) ->
    Key = {count, N rem 100},
    put(Key, get(Key) + 1),
    count(N - 1).

add(0) -> ok;
add(N) ->
    put(sum, get(sum) + 1),
    add(N - 1).
