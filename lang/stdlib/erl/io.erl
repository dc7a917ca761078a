%% Output. Text goes to whoever writes for the process's group; the runtime has the two functions
%% that this rests on, io_lib:format/2 and swerl_io:put_chars/1.
-module(io).

-export([columns/0, columns/1, format/1, format/2, format/3, fwrite/1, fwrite/2, fwrite/3, nl/0, nl/1,
         printable_range/0, put_chars/1, put_chars/2, put_chars/3, rows/0, rows/1, setopts/1,
         setopts/2, write/1, write/2]).

format(Format) ->
    case formatted(Format, []) of
        {ok, Chars} -> swerl_io:put_chars(Chars);
        badarg -> erlang:error(badarg, [Format])
    end.

format(Format, Args) ->
    case formatted(Format, Args) of
        {ok, Chars} -> swerl_io:put_chars(Chars);
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
        {ok, Chars} -> swerl_io:put_chars(Chars);
        badarg -> erlang:error(badarg, [Format])
    end.

fwrite(Format, Args) ->
    case formatted(Format, Args) of
        {ok, Chars} -> swerl_io:put_chars(Chars);
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

nl() -> swerl_io:put_chars("\n").

nl(Device) ->
    case put_on(Device, "\n") of
        badarg -> erlang:error(badarg, [Device]);
        Other -> Other
    end.

write(Term) -> swerl_io:put_chars(io_lib:format("~w", [Term])).

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

setopts(Options) when is_list(Options) -> ok.

setopts(_, Options) when is_list(Options) -> ok.

formatted(Format, Args) ->
    try io_lib:format(Format, Args) of
        Chars -> {ok, Chars}
    catch
        error:_ -> badarg
    end.

%% badarg: no such device, or no characters.
put_on(Device, Chars) ->
    try put_to(Device, Chars) of
        ok -> ok;
        badarg -> badarg
    catch
        error:_ -> badarg
    end.

put_to(standard_io, Chars) -> swerl_io:put_chars(Chars);
put_to(user, Chars) -> swerl_io:put_chars(Chars);
put_to(standard_error, Chars) -> swerl_io:put_chars(standard_error, Chars);
put_to(Device, Chars) when is_pid(Device) -> swerl_io:put_chars(Chars);
put_to(_, _) -> badarg.
