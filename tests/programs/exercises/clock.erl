-module(clock).
-export([main/0]).

-record(clock, {hour, minute}).

main() ->
    C = create(8, 0),
    io:format("~s ~s ~s~n", [to_string(create(24, 0)), to_string(create(-1, 15)), to_string(create(100, 160))]),
    io:format("~s ~s~n", [to_string(add(C, 65)), to_string(add(C, -600))]),
    io:format("~p~n", [create(10, 37) =:= create(34, 37)]).

create(H, M) -> T = ((H * 60 + M) rem 1440 + 1440) rem 1440, #clock{hour = T div 60, minute = T rem 60}.
add(#clock{hour = H, minute = M}, N) -> create(H, M + N).
to_string(#clock{hour = H, minute = M}) -> io_lib:format("~2..0B:~2..0B", [H, M]).
