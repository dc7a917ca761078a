%% What the program's own input and output answer to requests.
-module(swerl_user).

-export([io/1, serve/0]).

%% The process behind the pid of the first group leader.
serve() ->
    receive
        {io_request, From, ReplyAs, Request} ->
            From ! {io_reply, ReplyAs, io(Request)},
            serve();
        _ -> serve()
    end.

io({put_chars, Chars}) -> put(Chars);
io({put_chars, _Encoding, Chars}) -> put(Chars);
io({put_chars, Module, Function, Args}) -> io({put_chars, unicode, Module, Function, Args});
io({put_chars, _Encoding, Module, Function, Args}) ->
    try apply(Module, Function, Args) of
        Chars -> put(Chars)
    catch
        _:_ -> {error, Function}
    end;
io({get_line, Prompt}) -> swerl_io:get_line(Prompt);
io({get_line, _Encoding, Prompt}) -> swerl_io:get_line(Prompt);
io({get_chars, Prompt, Count}) -> swerl_io:get_chars(Prompt, Count);
io({get_chars, _Encoding, Prompt, Count}) -> swerl_io:get_chars(Prompt, Count);
io({setopts, _Options}) -> ok;
io(getopts) -> [{expand_fun, false}, {echo, false}, {binary, false}, {encoding, unicode}];
io({get_geometry, _}) -> {error, enotsup};
io({requests, Requests}) -> all(Requests, ok);
io(_) -> {error, request}.

all([Request | Requests], _) ->
    case io(Request) of
        {error, _} = Error -> Error;
        Reply -> all(Requests, Reply)
    end;
all([], Reply) -> Reply.

put(Chars) ->
    try swerl_io:put_own_chars(Chars) catch error:_ -> {error, put_chars} end.
