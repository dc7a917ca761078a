-module(state_machine).
-export([main/0]).

%% A door with a code, one function a state.
main() ->
    Door = spawn(fun() -> locked([1, 2, 3], [1, 2, 3], 0) end),
    io:format("~w~n", [[ask(Door, E) || E <- [{push, 1}, {push, 9}, open, {push, 1}, {push, 2}, {push, 3}, open, {push, 5}, close, lock, open]]]).

ask(D, E) -> D ! {self(), E}, receive {D, A} -> A after 500 -> timeout end.

answer(To, A) -> To ! {self(), A}.

locked(Code, [D | Rest], Tries) ->
    receive
        {P, {push, D}} when Rest =:= [] -> answer(P, unlocked), unlocked(Code);
        {P, {push, D}} -> answer(P, next), locked(Code, Rest, Tries);
        {P, {push, _}} -> answer(P, {wrong, Tries + 1}), locked(Code, Code, Tries + 1);
        {P, E} -> answer(P, {locked, E}), locked(Code, [D | Rest], Tries)
    end.

unlocked(Code) ->
    receive
        {P, open} -> answer(P, opened), opened(Code);
        {P, lock} -> answer(P, locked), locked(Code, Code, 0);
        {P, _} -> answer(P, ignored), unlocked(Code)
    end.

opened(Code) ->
    receive
        {P, close} -> answer(P, closed), unlocked(Code);
        {P, _} -> answer(P, ignored), opened(Code)
    end.
