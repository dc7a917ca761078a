%% With OTP's own: erl_scan
-module(otp_scan).
-export([run/0]).

%% Takes a text of the language to pieces with the scanner that OTP ships.
run() ->
    Text = lists:append(lists:duplicate(200, text())),
    lists:foreach(fun(_) -> {ok, Tokens, _} = erl_scan:string(Text), 23200 = length(Tokens) end, lists:seq(1, 60)).

text() ->
    "loop(State = #{count := N}, [Head | Tail]) when N > 16#ff, is_integer(Head) ->\n"
    "    %% goes on\n"
    "    Next = State#{count => N + 1, 'odd atom' => \"a \\\"text\\\" of some length\", float => 1.25e-3},\n"
    "    receive\n"
    "        {From, {get, Key}} -> From ! {ok, maps:get(Key, Next, undefined)}, ?MODULE:loop(Next, Tail)\n"
    "    after 1000 -> <<\"bytes\", 1:8/little, X/binary>> = f($a, $\\n), loop(State, Tail)\n"
    "    end.\n".
