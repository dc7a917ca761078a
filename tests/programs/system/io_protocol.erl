%% Group leaders that programs write themselves.
-module(io_protocol).
-export([main/0]).

main() ->
    Self = self(),
    Old = group_leader(),
    Leader = spawn(fun() -> collect([], ["first line\n", "second\n", "{a, [1]}.\n", "5 six\n"]) end),
    group_leader(Leader, self()),
    io:format("to the leader ~p~n", [1]),
    io:put_chars("chars"),
    io:nl(),
    io:write({a, "b"}),
    spawn(fun() -> io:format("child~n"), Self ! done end),
    receive done -> ok end,
    Line = io:get_line("prompt> "),
    Chars = io:get_chars("", 3),
    io:format(Leader, "direct~n", []),
    io:format(user, "", []),
    group_leader(Old, self()),
    Leader ! {stop, self()},
    receive {collected, Text} -> io:format("~p~n", [Text]) end,
    io:format("~p ~p~n", [Line, Chars]),
    io:format("~p~n", [try io:format(Leader, "gone", []) catch error:Reason -> Reason end]),
    io:format("~p~n", [try io:format(no_such_device, "gone", []) catch error:Why -> Why end]),
    io:format(standard_io, "standard ~p~n", [io]),
    register(printer, spawn(fun() -> collect([], []) end)),
    io:put_chars(printer, "named"),
    printer ! {stop, self()},
    receive {collected, Named} -> io:format("~p~n", [Named]) end,
    io:format("~p~n", [is_pid(group_leader())]).

collect(Text, Lines) ->
    receive
        {io_request, From, ReplyAs, Request} ->
            {Reply, More, Rest} = answer(Request, Lines),
            From ! {io_reply, ReplyAs, Reply},
            collect([More | Text], Rest);
        {stop, From} -> From ! {collected, unicode:characters_to_list(lists:reverse(Text))}
    end.

answer({put_chars, _, Chars}, Lines) -> {ok, Chars, Lines};
answer({put_chars, _, M, F, A}, Lines) -> {ok, apply(M, F, A), Lines};
answer({get_line, _, Prompt}, [Line | Lines]) -> {Line, Prompt, Lines};
answer({get_chars, _, Prompt, N}, [Line | Lines]) -> {lists:sublist(Line, N), Prompt, [lists:nthtail(N, Line) | Lines]};
answer({requests, Requests}, Lines) ->
    lists:foldl(fun(R, {_, Text, Ls}) -> {Reply, T, Rest} = answer(R, Ls), {Reply, [Text, T], Rest} end, {ok, [], Lines}, Requests);
answer(_, Lines) -> {{error, request}, [], Lines}.
