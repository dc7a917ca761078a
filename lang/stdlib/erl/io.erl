%% Input and output. Text of processes that nobody gave another group leader goes straight to the program's
%% output, and its input comes from there; everything else is a request to a device's process.
-module(io).

-export([columns/0, columns/1, format/1, format/2, format/3, fread/2, fread/3, fwrite/1, fwrite/2, fwrite/3,
         get_chars/2, get_chars/3, get_line/1, get_line/2, getopts/0, getopts/1, nl/0, nl/1,
         printable_range/0, put_chars/1, put_chars/2, put_chars/3, read/1, read/2, request/1, request/2,
         requests/1, requests/2, rows/0, rows/1, setopts/1, setopts/2, write/1, write/2]).

format(Format) ->
    case formatted(Format, []) of
        {ok, Chars} -> put_own(Chars);
        badarg -> erlang:error(badarg, [Format])
    end.

format(Format, Args) ->
    case formatted(Format, Args) of
        {ok, Chars} -> put_own(Chars);
        badarg -> erlang:error(badarg, [Format, Args])
    end.

format(Device, Format, Args) ->
    case formatted(Format, Args) of
        {ok, Chars} ->
            case put_on(Device, Chars) of
                badarg -> erlang:error(badarg, [Device, Format, Args]);
                Other -> Other
            end;
        badarg -> erlang:error(badarg, [Device, Format, Args])
    end.

fwrite(Format) ->
    case formatted(Format, []) of
        {ok, Chars} -> put_own(Chars);
        badarg -> erlang:error(badarg, [Format])
    end.

fwrite(Format, Args) ->
    case formatted(Format, Args) of
        {ok, Chars} -> put_own(Chars);
        badarg -> erlang:error(badarg, [Format, Args])
    end.

fwrite(Device, Format, Args) ->
    case formatted(Format, Args) of
        {ok, Chars} ->
            case put_on(Device, Chars) of
                badarg -> erlang:error(badarg, [Device, Format, Args]);
                Other -> Other
            end;
        badarg -> erlang:error(badarg, [Device, Format, Args])
    end.

put_chars(Chars) ->
    case put_on(standard_io, Chars) of
        badarg -> erlang:error(badarg, [Chars]);
        ok -> ok
    end.

put_chars(Device, Chars) ->
    case put_on(Device, Chars) of
        badarg -> erlang:error(badarg, [Device, Chars]);
        Other -> Other
    end.

put_chars(Device, Encoding, Chars) ->
    case put_on(Device, Chars) of
        badarg -> erlang:error(badarg, [Device, Encoding, Chars]);
        Other -> Other
    end.

nl() -> put_own("\n").

nl(Device) ->
    case put_on(Device, "\n") of
        badarg -> erlang:error(badarg, [Device]);
        Other -> Other
    end.

write(Term) -> put_own(io_lib:format("~w", [Term])).

write(Device, Term) ->
    case put_on(Device, io_lib:format("~w", [Term])) of
        badarg -> erlang:error(badarg, [Device, Term]);
        Other -> Other
    end.

printable_range() -> latin1.

columns() -> {error, enotsup}.

columns(_) -> {error, enotsup}.

rows() -> {error, enotsup}.

rows(_) -> {error, enotsup}.

setopts(Options) -> setopts(standard_io, Options).

setopts(Device, Options) when is_list(Options) ->
    case target(Device) of
        own -> ok;
        error -> ok;
        Pid -> swerl_io_protocol:request(Pid, {setopts, Options})
    end.

getopts() -> getopts(standard_io).

getopts(Device) ->
    case target(Device) of
        Pid when is_pid(Pid) -> swerl_io_protocol:request(Pid, getopts);
        _ -> [{expand_fun, false}, {echo, false}, {binary, false}, {encoding, unicode}]
    end.

formatted(Format, Args) ->
    try io_lib:format(Format, Args) of
        Chars -> {ok, Chars}
    catch
        error:_ -> badarg
    end.

%% Text for the group leader.
put_own(Chars) ->
    case swerl_io:put_chars(Chars) of
        ok -> ok;
        elsewhere -> answered(swerl_io_protocol:request(group_leader(), {put_chars, unicode, Chars}))
    end.

answered({error, Reason}) -> erlang:error(Reason);
answered(Reply) -> Reply.

%% badarg: no such device, or no characters.
put_on(Device, Chars) ->
    try put_to(Device, Chars) of
        {error, no_translation} -> erlang:error(no_translation);
        {error, Reason} when is_atom(Reason) -> erlang:error(Reason);
        {error, _} -> badarg;
        ok -> ok;
        badarg -> badarg
    catch
        error:badarg -> badarg
    end.

put_to(standard_error, Chars) -> swerl_io:put_chars(standard_error, Chars);
put_to(Device, Chars) ->
    case target(Device) of
        own -> swerl_io:put_own_chars(Chars);
        none -> badarg;
        Pid -> swerl_io_protocol:request(Pid, {put_chars, unicode, unicode:characters_to_binary(Chars)})
    end.

%% Who is behind a device: `own` for the program's own input and output.
target(standard_io) -> leader(group_leader());
target(user) ->
    case whereis(user) of
        undefined -> own;
        Pid -> Pid
    end;
target(standard_error) -> error;
target(Pid) when is_pid(Pid) -> leader(Pid);
target(Name) when is_atom(Name) ->
    case whereis(Name) of
        undefined -> none;
        Pid -> Pid
    end;
target(_) -> none.

leader(Pid) ->
    case swerl_io:is_own(Pid) of
        true -> own;
        false -> Pid
    end.

%% Input.

get_line(Prompt) -> get_line(standard_io, Prompt).

get_line(Device, Prompt) ->
    case target(Device) of
        own -> swerl_io:get_line(prompt(Prompt));
        Pid when is_pid(Pid) -> swerl_io_protocol:request(Pid, {get_line, unicode, prompt(Prompt)});
        _ -> erlang:error(badarg, [Device, Prompt])
    end.

get_chars(Prompt, Count) -> get_chars(standard_io, Prompt, Count).

get_chars(Device, Prompt, Count) when is_integer(Count), Count >= 0 ->
    case target(Device) of
        own -> swerl_io:get_chars(prompt(Prompt), Count);
        Pid when is_pid(Pid) -> swerl_io_protocol:request(Pid, {get_chars, unicode, prompt(Prompt), Count});
        _ -> erlang:error(badarg, [Device, Prompt, Count])
    end;
get_chars(Device, Prompt, Count) -> erlang:error(badarg, [Device, Prompt, Count]).

prompt(Prompt) when is_atom(Prompt) -> atom_to_list(Prompt);
prompt({format, Format, Args}) -> lists:flatten(io_lib:format(Format, Args));
prompt(Prompt) -> Prompt.

%% One term, up to the line in which it ends.
read(Prompt) -> read(standard_io, Prompt).

read(Device, Prompt) ->
    case target(Device) of
        own -> read_own(prompt(Prompt), []);
        Pid when is_pid(Pid) ->
            swerl_io_protocol:request(Pid, {get_until, unicode, prompt(Prompt), swerl_reader, term, []});
        _ -> erlang:error(badarg, [Device, Prompt])
    end.

read_own(Prompt, Before) ->
    case swerl_reader:term(Before, swerl_io:get_line(Prompt)) of
        {more, Text} -> read_own("", Text);
        {done, Result, Rest} ->
            swerl_io:unread(Rest),
            Result
    end.

fread(Prompt, Format) -> fread(standard_io, Prompt, Format).

fread(Device, Prompt, Format) -> fread_more(Device, Prompt, Format, []).

fread_more(Device, Prompt, Format, Continuation) ->
    Line = get_line(Device, Prompt),
    case io_lib:fread(Continuation, if is_binary(Line) -> unicode:characters_to_list(Line); true -> Line end, Format) of
        {done, Result, Rest} ->
            swerl_io:unread(if is_list(Rest) -> Rest; true -> [] end),
            case Result of
                {ok, Values} -> {ok, Values};
                Other -> Other
            end;
        {more, Next} -> fread_more(Device, "", Format, Next)
    end.

%% Requests as they are.
request(Request) -> request(standard_io, Request).

request(Device, Request) ->
    case target(Device) of
        Pid when is_pid(Pid) -> swerl_io_protocol:request(Pid, Request);
        none -> {error, arguments};
        _ -> swerl_user:io(Request)
    end.

requests(Requests) -> requests(standard_io, Requests).

requests(Device, Requests) -> request(Device, {requests, Requests}).
