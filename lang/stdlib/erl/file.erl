%% Files. An open file is a process that speaks the protocol of input and output; one opened as raw is a term
%% around a reference.
-module(file).

-export([advise/4, allocate/3, change_group/2, change_mode/2, change_owner/2, change_owner/3, change_time/2,
         change_time/3, close/1, consult/1, copy/2, copy/3, datasync/1, del_dir/1, del_dir_r/1, delete/1,
         delete/2, eval/1, format_error/1, get_cwd/0, get_cwd/1, list_dir/1, list_dir_all/1, make_dir/1,
         make_link/2, make_symlink/2, native_name_encoding/0, open/2, path_consult/2, path_open/3, position/2,
         pread/2, pread/3, pwrite/2, pwrite/3, read/2, read_file/1, read_file_info/1, read_file_info/2,
         read_line/1, read_link/1, read_link_all/1, read_link_info/1, read_link_info/2, rename/2, set_cwd/1,
         sync/1, truncate/1, write/2, write_file/2, write_file/3, write_file_info/2, write_file_info/3]).

-include_lib("kernel/include/file.hrl").

%% A wrong argument is an error value here, not an exception.
-define(CHECKED(Call), try Call catch error:_ -> {error, badarg} end).

read_file(Name) -> ?CHECKED(swerl_file:read_file(Name)).

write_file(Name, Data) -> write_file(Name, Data, []).

write_file(Name, Data, Modes) ->
    try iolist_to_binary(Data) of
        Bytes ->
            Kept = [Mode || Mode <- Modes, Mode =/= binary, Mode =/= raw],
            case open(Name, [write, raw, binary | Kept]) of
                {ok, File} ->
                    Result = write(File, Bytes),
                    close(File),
                    Result;
                Error -> Error
            end
    catch
        error:_ -> {error, badarg}
    end.

list_dir(Name) ->
    case list_dir_all(Name) of
        {ok, Names} -> {ok, [N || N <- Names, is_list(N)]};
        Error -> Error
    end.

list_dir_all(Name) -> ?CHECKED(swerl_file:list_dir(Name)).

make_dir(Name) -> ?CHECKED(swerl_file:make_dir(Name)).

del_dir(Name) -> ?CHECKED(swerl_file:del_dir(Name)).

del_dir_r(Name) ->
    case read_link_info(Name) of
        {ok, #file_info{type = directory}} ->
            case list_dir_all(Name) of
                {ok, Names} ->
                    lists:foreach(fun(Each) -> del_dir_r(filename:join(Name, Each)) end, Names),
                    del_dir(Name);
                Error -> Error
            end;
        {ok, _} -> delete(Name);
        Error -> Error
    end.

delete(Name) -> ?CHECKED(removed(swerl_file:del_file(Name))).

delete(Name, _Options) -> delete(Name).

%% A folder is none of the files that may be deleted.
removed({error, eisdir}) -> {error, eperm};
removed(Result) -> Result.

rename(From, To) -> ?CHECKED(swerl_file:rename(From, To)).

make_link(From, To) -> ?CHECKED(swerl_file:make_link(From, To)).

make_symlink(From, To) -> ?CHECKED(swerl_file:make_symlink(From, To)).

read_link(Name) -> ?CHECKED(swerl_file:read_link(Name)).

read_link_all(Name) -> read_link(Name).

get_cwd() -> swerl_file:get_cwd().

get_cwd(_Drive) -> {error, enotsup}.

set_cwd(Name) -> ?CHECKED(swerl_file:set_cwd(Name)).

native_name_encoding() -> utf8.

%% Information.

read_file_info(Name) -> read_file_info(Name, []).

read_file_info(Name, Options) -> info(Name, true, Options).

read_link_info(Name) -> read_link_info(Name, []).

read_link_info(Name, Options) -> info(Name, false, Options).

info(Name, Follow, Options) ->
    case ?CHECKED(swerl_file:info(Name, Follow)) of
        {ok, {Size, Type, Access, ATime, MTime, CTime, Mode, Links, Major, Minor, INode, Uid, Gid}} ->
            Form = proplists:get_value(time, Options, local),
            {ok, #file_info{size = Size, type = Type, access = Access, atime = time(ATime, Form),
                            mtime = time(MTime, Form), ctime = time(CTime, Form), mode = Mode, links = Links,
                            major_device = Major, minor_device = Minor, inode = INode, uid = Uid, gid = Gid}};
        Error -> Error
    end.

time(Seconds, posix) -> Seconds;
time(Seconds, Form) -> swerl_file:date_and_time(Seconds, Form =:= local).

%% The second of a local time: that of the same time without an offset, moved by the offset that holds there.
seconds(Time) when is_integer(Time) -> Time;
seconds(Time) ->
    Plain = plain_seconds(Time),
    Guess = Plain - (plain_seconds(time(Plain, local)) - Plain),
    Guess + (Plain - plain_seconds(time(Guess, local))).

plain_seconds({{Year, Month, Day}, {Hour, Minute, Second}}) ->
    ((days(Year, Month) + Day) * 24 + Hour) * 3600 + Minute * 60 + Second - 62167305600.

%% Days before a month, counted from the first of March of the year 0.
days(Year, Month) when Month =< 2 -> days_of(Year - 1, Month + 9);
days(Year, Month) -> days_of(Year, Month - 3).

days_of(Year, Month) -> Year * 365 + Year div 4 - Year div 100 + Year div 400 + (153 * Month + 2) div 5 + 60.

write_file_info(Name, Info) -> write_file_info(Name, Info, []).

write_file_info(Name, #file_info{mode = Mode, atime = ATime, mtime = MTime}, _Options) ->
    case Mode of
        undefined -> times(Name, ATime, MTime);
        _ ->
            case change_mode(Name, Mode) of
                ok -> times(Name, ATime, MTime);
                Error -> Error
            end
    end.

times(_, undefined, undefined) -> ok;
times(Name, undefined, MTime) -> change_time(Name, MTime);
times(Name, ATime, undefined) -> change_time(Name, ATime);
times(Name, ATime, MTime) -> change_time(Name, ATime, MTime).

change_mode(Name, Mode) -> ?CHECKED(swerl_file:set_mode(Name, Mode)).

change_time(Name, Time) -> change_time(Name, Time, Time).

change_time(Name, ATime, MTime) -> ?CHECKED(swerl_file:set_times(Name, seconds(ATime), seconds(MTime))).

change_owner(_Name, _Uid) -> {error, enotsup}.

change_owner(_Name, _Uid, _Gid) -> {error, enotsup}.

change_group(_Name, _Gid) -> {error, enotsup}.

%% Open files.

open(Name, Modes) when is_list(Modes) ->
    case lists:all(fun is_mode/1, Modes) of
        true ->
            case lists:member(raw, Modes) of
                true -> open_raw(Name, Modes);
                false -> swerl_device:open(Name, Modes)
            end;
        false -> {error, badarg}
    end;
open(Name, Mode) when Mode =:= read; Mode =:= write; Mode =:= append; Mode =:= exclusive -> open(Name, [Mode]);
open(_, _) -> {error, badarg}.

%% Other atoms are passed over, as in OTP.
is_mode(Mode) when is_atom(Mode) -> Mode =/= ram andalso Mode =/= compressed;
is_mode({delayed_write, Size, Delay}) -> is_integer(Size) andalso is_integer(Delay);
is_mode({read_ahead, Size}) -> is_integer(Size);
is_mode({encoding, Encoding}) -> lists:member(Encoding, [latin1, utf8, unicode]);
is_mode(_) -> false.

open_raw(Name, Modes) ->
    case ?CHECKED(swerl_file:open(Name, Modes)) of
        {ok, File} ->
            {ok, #file_descriptor{module = swerl_file, data = {File, lists:member(binary, Modes)}}};
        Error -> Error
    end.

close(#file_descriptor{data = {File, _}}) ->
    case swerl_file:close(File) of
        true -> ok;
        false -> {error, einval}
    end;
close(File) when is_pid(File) ->
    case ask(File, close) of
        {error, terminated} -> ok;
        Result -> Result
    end;
close(_) -> {error, badarg}.

read(#file_descriptor{data = {File, Binary}}, Count) when is_integer(Count), Count >= 0 ->
    given(swerl_file:read(File, Count), Binary);
read(File, Count) when is_pid(File), is_integer(Count), Count >= 0 ->
    wrapped(swerl_io_protocol:request(File, {get_chars, latin1, '', Count}));
read(File, Count) when is_atom(File), is_integer(Count), Count >= 0 ->
    wrapped(io:get_chars(File, '', Count));
read(_, _) -> {error, badarg}.

read_line(#file_descriptor{data = {File, Binary}}) -> given(swerl_file:read_line(File), Binary);
read_line(File) when is_pid(File) -> wrapped(swerl_io_protocol:request(File, {get_line, latin1, ''}));
read_line(File) when is_atom(File) -> wrapped(io:get_line(File, ''));
read_line(_) -> {error, badarg}.

given({ok, Bytes}, false) -> {ok, binary_to_list(Bytes)};
given(Result, _) -> Result.

wrapped(Data) when is_list(Data); is_binary(Data) -> {ok, Data};
wrapped(Other) -> Other.

write(#file_descriptor{data = {File, _}}, Data) -> ?CHECKED(swerl_file:write(File, Data));
write(File, Data) when is_pid(File) ->
    try iolist_to_binary(Data) of
        Bytes -> swerl_io_protocol:request(File, {put_chars, latin1, Bytes})
    catch
        error:_ -> {error, badarg}
    end;
write(File, Data) when is_atom(File) -> ?CHECKED(io:put_chars(File, binary_to_list(iolist_to_binary(Data))));
write(_, _) -> {error, badarg}.

position(File, Place) -> on(File, {position, Place}).

pread(File, Places) when is_list(Places) -> pread_all(File, Places, []).

pread_all(_, [], Done) -> {ok, lists:reverse(Done)};
pread_all(File, [{Place, Count} | Places], Done) ->
    case pread(File, Place, Count) of
        {ok, Data} -> pread_all(File, Places, [Data | Done]);
        eof -> pread_all(File, Places, [eof | Done]);
        Error -> Error
    end;
pread_all(_, _, _) -> {error, badarg}.

pread(#file_descriptor{data = {File, Binary}}, Place, Count) ->
    ?CHECKED(given(swerl_file:pread(File, Place, Count), Binary));
pread(File, Place, Count) -> on(File, {pread, Place, Count}).

pwrite(File, Pieces) when is_list(Pieces) -> pwrite_all(File, Pieces, 0).

pwrite_all(_, [], _) -> ok;
pwrite_all(File, [{Place, Data} | Pieces], Count) ->
    case pwrite(File, Place, Data) of
        ok -> pwrite_all(File, Pieces, Count + 1);
        {error, Reason} -> {error, {Count, Reason}}
    end;
pwrite_all(_, _, _) -> {error, badarg}.

pwrite(File, Place, Data) -> on(File, {pwrite, Place, Data}).

truncate(File) -> on(File, truncate).

sync(File) -> on(File, sync).

datasync(File) -> on(File, datasync).

advise(_File, _Offset, _Length, _Advice) -> ok.

allocate(_File, _Offset, _Length) -> ok.

on(#file_descriptor{data = {File, _}}, Request) -> swerl_device:act(File, Request);
on(File, Request) when is_pid(File) -> ask(File, Request);
on(_, _) -> {error, badarg}.

%% Asks the process of an open file.
ask(File, Request) ->
    Ref = monitor(process, File),
    File ! {file_request, self(), Ref, Request},
    receive
        {file_reply, Ref, Reply} ->
            demonitor(Ref, [flush]),
            Reply;
        {'DOWN', Ref, _, _, _} -> {error, terminated}
    end.

copy(From, To) -> copy(From, To, infinity).

copy(From, To, Most) when is_integer(Most), Most >= 0; Most =:= infinity ->
    copy_from(source(From), To, Most);
copy(_, _, _) -> {error, badarg}.

source({Name, Modes}) when is_list(Modes) -> open(Name, [read, binary | Modes]);
source(File) when is_pid(File); is_record(File, file_descriptor) -> {open, File};
source(Name) -> open(Name, [read, raw, binary]).

copy_from({open, File}, To, Most) -> copy_to(File, target(To), Most);
copy_from({ok, File}, To, Most) ->
    Result = copy_to(File, target(To), Most),
    close(File),
    Result;
copy_from(Error, _, _) -> Error.

target({Name, Modes}) when is_list(Modes) -> open(Name, [write, binary | Modes]);
target(File) when is_pid(File); is_record(File, file_descriptor) -> {open, File};
target(Name) -> open(Name, [write, raw, binary]).

copy_to(From, {open, To}, Most) -> copy_parts(From, To, Most, 0);
copy_to(From, {ok, To}, Most) ->
    Result = copy_parts(From, To, Most, 0),
    close(To),
    Result;
copy_to(_, Error, _) -> Error.

copy_parts(From, To, Left, Done) ->
    case read(From, if Left =:= infinity -> 65536; true -> min(Left, 65536) end) of
        {ok, Data} ->
            Bytes = iolist_to_binary(Data),
            Size = byte_size(Bytes),
            case write(To, Bytes) of
                ok when Size =:= 0 -> {ok, Done};
                ok when Left =:= infinity -> copy_parts(From, To, Left, Done + Size);
                ok -> copy_parts(From, To, Left - Size, Done + Size);
                Error -> Error
            end;
        eof -> {ok, Done};
        Error -> Error
    end.

%% Terms.

consult(Name) ->
    case read_file(Name) of
        {ok, Bytes} ->
            case unicode:characters_to_list(Bytes) of
                Text when is_list(Text) -> swerl_code:parse_terms(Text);
                _ -> swerl_code:parse_terms(binary_to_list(Bytes))
            end;
        Error -> Error
    end.

path_consult(Path, Name) ->
    case path_open(Path, Name, [read]) of
        {ok, File, Full} ->
            close(File),
            case consult(Full) of
                {ok, Terms} -> {ok, Terms, Full};
                Error -> Error
            end;
        Error -> Error
    end.

path_open([Folder | Path], Name, Modes) ->
    Full = filename:join(Folder, Name),
    case open(Full, Modes) of
        {ok, File} -> {ok, File, Full};
        {error, enoent} -> path_open(Path, Name, Modes);
        Error -> Error
    end;
path_open([], _, _) -> {error, enoent}.

%% Expressions of files are not evaluated.
eval(_Name) -> {error, enotsup}.

format_error({Line, Module, Reason}) when is_integer(Line), is_atom(Module) ->
    io_lib:format("~w: ~ts", [Line, io_lib:format("~tp", [Reason])]);
format_error(badarg) -> "bad argument";
format_error(terminated) -> "the file I/O server process terminated";
format_error(system_limit) -> "a system limit was hit, probably not enough ports";
format_error(Posix) when is_atom(Posix) -> posix(Posix).

posix(eacces) -> "permission denied";
posix(eagain) -> "resource temporarily unavailable";
posix(ebadf) -> "bad file number";
posix(ebusy) -> "file busy";
posix(eexist) -> "file already exists";
posix(efbig) -> "file too large";
posix(einval) -> "invalid argument";
posix(eio) -> "I/O error";
posix(eisdir) -> "illegal operation on a directory";
posix(eloop) -> "too many levels of symbolic links";
posix(emfile) -> "too many open files";
posix(emlink) -> "too many links";
posix(enametoolong) -> "file name too long";
posix(enfile) -> "file table overflow";
posix(enodev) -> "no such device";
posix(enoent) -> "no such file or directory";
posix(enomem) -> "not enough memory";
posix(enospc) -> "no space left on device";
posix(enotdir) -> "not a directory";
posix(enotsup) -> "operation not supported";
posix(enxio) -> "no such device or address";
posix(eperm) -> "not owner";
posix(epipe) -> "broken pipe";
posix(erofs) -> "read-only file system";
posix(espipe) -> "invalid seek";
posix(etxtbsy) -> "text file or pseudo-device busy";
posix(exdev) -> "cross-domain link";
posix(_) -> "unknown POSIX error".
