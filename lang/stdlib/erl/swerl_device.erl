%% The process of an open file.
-module(swerl_device).

-export([act/2, open/2]).

-record(device, {file, owner, binary, encoding}).

%% Opens a file; the process ends with its owner.
open(Name, Modes) ->
    Owner = self(),
    Ref = make_ref(),
    Device = spawn_link(fun() -> start(Owner, Ref, Name, Modes) end),
    Watch = monitor(process, Device),
    receive
        {Ref, opened} ->
            demonitor(Watch, [flush]),
            {ok, Device};
        {Ref, Error} ->
            demonitor(Watch, [flush]),
            Error;
        {'DOWN', Watch, _, _, Reason} -> {error, Reason}
    end.

start(Owner, Ref, Name, Modes) ->
    case try swerl_file:open(Name, Modes) catch error:_ -> {error, badarg} end of
        {ok, File} ->
            Encoding = case lists:keyfind(encoding, 1, Modes) of
                           {_, latin1} -> latin1;
                           false -> latin1;
                           {_, _} -> unicode
                       end,
            Watch = monitor(process, Owner),
            Owner ! {Ref, opened},
            loop(#device{file = File, owner = Watch, binary = lists:member(binary, Modes), encoding = Encoding});
        Error ->
            unlink(Owner),
            Owner ! {Ref, Error}
    end.

loop(#device{file = File, owner = Watch} = Device) ->
    receive
        {io_request, From, ReplyAs, Request} ->
            {Reply, Next} = io(Request, Device),
            From ! {io_reply, ReplyAs, Reply},
            loop(Next);
        {file_request, From, ReplyAs, close} ->
            swerl_file:close(File),
            From ! {file_reply, ReplyAs, ok};
        {file_request, From, ReplyAs, Request} ->
            From ! {file_reply, ReplyAs, shown(moving(File, Request), Device)},
            loop(Device);
        {'DOWN', Watch, _, _, Reason} -> exit(Reason);
        _ -> loop(Device)
    end.

%% Reading and writing at a place goes there, which it does not for raw files.
moving(File, {pread, Place, Count}) ->
    case act(File, {position, Place}) of
        {ok, _} -> try swerl_file:read(File, Count) catch error:_ -> {error, badarg} end;
        Error -> Error
    end;
moving(File, {pwrite, Place, Data}) ->
    case act(File, {position, Place}) of
        {ok, _} -> try swerl_file:write(File, Data) catch error:_ -> {error, badarg} end;
        Error -> Error
    end;
moving(File, Request) -> act(File, Request).

%% What raw files do, too.
act(File, Request) ->
    try
        case Request of
            {position, Place} -> swerl_file:position(File, Place);
            {pread, Place, Count} -> swerl_file:pread(File, Place, Count);
            {pwrite, Place, Data} -> swerl_file:pwrite(File, Place, Data);
            truncate -> swerl_file:truncate(File);
            sync -> swerl_file:sync(File);
            datasync -> swerl_file:datasync(File);
            _ -> {error, request}
        end
    catch
        error:_ -> {error, badarg}
    end.

shown({ok, Bytes}, #device{binary = false}) when is_binary(Bytes) -> {ok, binary_to_list(Bytes)};
shown(Result, _) -> Result.

io({put_chars, Chars}, Device) -> io({put_chars, latin1, Chars}, Device);
io({put_chars, Encoding, Chars}, #device{file = File, encoding = Own} = Device) ->
    Reply = case encoded(Chars, Encoding, Own) of
                {ok, Bytes} -> swerl_file:write(File, Bytes);
                Error -> Error
            end,
    {Reply, Device};
io({put_chars, Encoding, Module, Function, Args}, Device) ->
    try apply(Module, Function, Args) of
        Chars -> io({put_chars, Encoding, Chars}, Device)
    catch
        _:_ -> {{error, Function}, Device}
    end;
io({put_chars, Module, Function, Args}, Device) ->
    io({put_chars, latin1, Module, Function, Args}, Device);
io({get_line, _Prompt}, Device) -> io({get_line, latin1, []}, Device);
io({get_line, Encoding, _Prompt}, #device{file = File} = Device) ->
    {read(swerl_file:read_line(File), Encoding, Device), Device};
io({get_chars, Prompt, Count}, Device) -> io({get_chars, latin1, Prompt, Count}, Device);
io({get_chars, Encoding, _Prompt, Count}, #device{file = File, encoding = latin1} = Device) ->
    {read(swerl_file:read(File, Count), Encoding, Device), Device};
io({get_chars, Encoding, _Prompt, Count}, Device) ->
    {read(characters(Device, Count, []), Encoding, Device), Device};
io({get_until, Encoding, _Prompt, Module, Function, Args}, Device) ->
    {until(Device, Encoding, Module, Function, Args, []), Device};
io({setopts, Options}, Device) ->
    Encoding = case lists:keyfind(encoding, 1, Options) of
                   {_, latin1} -> latin1;
                   {_, _} -> unicode;
                   false -> Device#device.encoding
               end,
    Binary = case lists:keyfind(binary, 1, Options) of
                 {_, Bool} -> Bool;
                 false -> (Device#device.binary orelse lists:member(binary, Options))
                              andalso not lists:member(list, Options)
             end,
    {ok, Device#device{encoding = Encoding, binary = Binary}};
io(getopts, #device{binary = Binary, encoding = Encoding} = Device) ->
    {[{binary, Binary}, {encoding, Encoding}], Device};
io({requests, Requests}, Device) -> all(Requests, ok, Device);
io(_, Device) -> {{error, request}, Device}.

all([Request | Requests], _, Device) ->
    case io(Request, Device) of
        {{error, _}, _} = Failed -> Failed;
        {Reply, Next} -> all(Requests, Reply, Next)
    end;
all([], Reply, Device) -> {Reply, Device}.

%% Bytes for the file.
encoded(Chars, latin1, latin1) ->
    try {ok, iolist_to_binary(Chars)} catch error:_ -> {error, {put_chars, latin1, Chars}} end;
encoded(Chars, From, Own) ->
    case unicode:characters_to_binary(Chars, From, Own) of
        Bytes when is_binary(Bytes) -> {ok, Bytes};
        _ when Own =:= latin1 -> {error, no_translation};
        _ -> {error, {put_chars, From, Chars}}
    end.

%% What was read, in the form and for the encoding that is asked for.
read({ok, Bytes}, _, #device{binary = true, encoding = latin1}) -> Bytes;
read({ok, Bytes}, Wanted, #device{binary = true, encoding = Own}) ->
    case unicode:characters_to_binary(Bytes, Own, Wanted) of
        Other when is_binary(Other) -> Other;
        _ -> {error, no_translation}
    end;
read({ok, Bytes}, _, #device{encoding = latin1}) -> binary_to_list(Bytes);
read({ok, Bytes}, Wanted, #device{encoding = Own}) ->
    case unicode:characters_to_list(Bytes, Own) of
        Chars when is_list(Chars) ->
            case Wanted =:= latin1 andalso lists:any(fun(Char) -> Char > 255 end, Chars) of
                true -> {error, no_translation};
                false -> Chars
            end;
        _ -> {error, invalid_unicode}
    end;
read(Other, _, _) -> Other.

%% The bytes of so many characters in UTF-8.
characters(_, 0, []) -> {ok, <<>>};
characters(_, 0, Done) -> {ok, iolist_to_binary(lists:reverse(Done))};
characters(#device{file = File} = Device, Count, Done) ->
    case swerl_file:read(File, 1) of
        {ok, <<First>>} ->
            case swerl_file:read(File, more(First)) of
                {ok, Rest} -> characters(Device, Count - 1, [[First, Rest] | Done]);
                eof -> characters(Device, 0, [First | Done]);
                Error -> Error
            end;
        eof when Done =:= [] -> eof;
        eof -> characters(Device, 0, Done);
        Error -> Error
    end.

more(Byte) when Byte < 16#C0 -> 0;
more(Byte) when Byte < 16#E0 -> 1;
more(Byte) when Byte < 16#F0 -> 2;
more(_) -> 3.

%% Feeds a function line by line until it is done.
until(#device{file = File} = Device, Encoding, Module, Function, Args, Continuation) ->
    Data = case read(swerl_file:read_line(File), Encoding, Device#device{binary = false}) of
               {error, _} = Error -> Error;
               Line -> Line
           end,
    try apply(Module, Function, [Continuation, Data | Args]) of
        {done, Result, Rest} ->
            back(File, Rest),
            Result;
        {more, Next} when Data =/= eof -> until(Device, Encoding, Module, Function, Args, Next);
        {more, _} -> eof;
        _ -> {error, Function}
    catch
        _:_ -> {error, Function}
    end.

%% What the function has not used is read again. Lines are of bytes here, where they are of characters the
%% place would be another.
back(_, eof) -> ok;
back(_, []) -> ok;
back(File, Rest) when is_list(Rest) ->
    swerl_file:position(File, {cur, -byte_size(unicode:characters_to_binary(Rest))});
back(_, _) -> ok.
