-module(chat_room).
-export([main/0]).

main() ->
    Room = spawn(fun() -> room([]) end),
    Self = self(),
    [spawn(fun() -> user(Name, Room, Self) end) || Name <- [ann, bob, cy]],
    [receive joined -> ok end || _ <- [1, 2, 3]],
    Room ! {say, ann, "hi all"},
    io:format("~p~n", [lists:sort([receive {heard, W, M} -> {W, M} after 500 -> none end || _ <- [1, 2]])]),
    Room ! {leave, cy},
    Room ! {say, bob, "bye"},
    io:format("~p~n", [[receive {heard, W, M} -> {W, M} after 100 -> none end || _ <- [1, 2]]]).

room(Users) ->
    receive
        {join, N, P} -> P ! welcome, room([{N, P} | Users]);
        {leave, N} -> room(lists:keydelete(N, 1, Users));
        {say, N, T} -> [P ! {message, N, T} || {M, P} <- Users, M =/= N], room(Users)
    end.

user(N, Room, Parent) ->
    Room ! {join, N, self()},
    receive welcome -> Parent ! joined end,
    listen(N, Parent).
listen(N, Parent) -> receive {message, From, T} -> Parent ! {heard, N, {From, T}}, listen(N, Parent) end.
