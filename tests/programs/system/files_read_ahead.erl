%% Raw files with and without reading ahead: lines, bytes, places and writes mixed.
-module(files_read_ahead).
-export([main/0]).

main() ->
    Name = "swerl_files_read_ahead.tmp",
    Text = [["line ", integer_to_list(N), "\n"] || N <- lists:seq(1, 3000)],
    Modes = [[read_ahead], [{read_ahead, 16}], [{read_ahead, 100000}], []],
    Results = [all(Name, Text, Mode) || Mode <- Modes],
    [io:format("~p~n", [Result]) || Result <- Results],
    file:delete(Name).

all(Name, Text, Mode) ->
    ok = file:write_file(Name, Text),
    {ok, F} = file:open(Name, [read, raw, binary | Mode]),
    First = [file:read_line(F), file:read_line(F), file:read(F, 3), file:read(F, 0), file:read_line(F)],
    Here = file:position(F, cur),
    Part = file:pread(F, 5, 10),
    Next = file:read(F, 5),
    {ok, Large} = file:read(F, 20000),
    After = file:read_line(F),
    Lines = rest(F, 0),
    End = [file:read(F, 5), file:read_line(F), file:position(F, 7), file:read(F, 6), file:read_line(F)],
    ok = file:close(F),
    {ok, L} = file:open(Name, [read, raw | Mode]),
    AsLists = [file:read_line(L), file:read(L, 4), file:read_line(L)],
    ok = file:close(L),
    {ok, W} = file:open(Name, [read, write, raw, binary | Mode]),
    {ok, _} = file:read_line(W),
    ok = file:write(W, <<"LINE">>),
    Written = [file:read_line(W), file:read_line(W), file:position(W, bof), file:read(W, 22)],
    ok = file:close(W),
    {First, Here, Part, Next, byte_size(Large), After, Lines, End, AsLists, Written}.

rest(F, N) ->
    case file:read_line(F) of
        {ok, _} -> rest(F, N + 1);
        eof -> N
    end.
