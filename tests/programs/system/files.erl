%% Files and folders.
-module(files).
-export([main/0]).

-include_lib("kernel/include/file.hrl").

main() ->
    Top = filename:join(os:getenv("TMPDIR", "/tmp"), "files_" ++ os:getpid() ++ integer_to_list(erlang:unique_integer([positive]))),
    ok = file:make_dir(Top),
    try
        whole(Top),
        folders(Top),
        handles(Top),
        devices(Top),
        terms(Top),
        wildcards(Top),
        errors(Top)
    after
        io:format("~p~n", [file:del_dir_r(Top)])
    end.

whole(Top) ->
    Name = filename:join(Top, "whole.txt"),
    io:format("~p~n", [file:write_file(Name, ["one\n", <<"two\n">>, $t, [["hree"]]])]),
    io:format("~p~n", [file:read_file(Name)]),
    io:format("~p~n", [file:write_file(Name, "\nfour", [append])]),
    io:format("~p~n", [file:read_file(list_to_binary(Name))]),
    io:format("~p~n", [file:copy(Name, Name ++ ".copy")]),
    io:format("~p~n", [file:rename(Name ++ ".copy", Name ++ ".new")]),
    {ok, Info} = file:read_file_info(Name),
    io:format("~p~n", [{Info#file_info.size, Info#file_info.type, Info#file_info.access}]),
    {{_, _, _}, {_, _, _}} = Info#file_info.mtime,
    io:format("~p~n", [file:change_mode(Name, 8#600)]),
    {ok, Changed} = file:read_file_info(Name, [{time, posix}]),
    io:format("~p ~p~n", [Changed#file_info.mode band 8#777, is_integer(Changed#file_info.mtime)]),
    io:format("~p~n", [file:write_file_info(Name, #file_info{mtime = {{2020, 1, 2}, {3, 4, 5}}})]),
    io:format("~p~n", [filelib:last_modified(Name)]),
    io:format("~p~n", [[filelib:file_size(Name), filelib:is_file(Name), filelib:is_regular(Name), filelib:is_dir(Name)]]),
    io:format("~p~n", [file:delete(Name ++ ".new")]),
    io:format("~p~n", [file:make_symlink("whole.txt", Name ++ ".link")]),
    io:format("~p~n", [file:read_link(Name ++ ".link")]),
    {ok, Link} = file:read_link_info(Name ++ ".link"),
    io:format("~p~n", [Link#file_info.type]),
    io:format("~p~n", [file:delete(Name ++ ".link")]).

folders(Top) ->
    Deep = filename:join([Top, "a", "b", "c", "file"]),
    io:format("~p~n", [filelib:ensure_dir(Deep)]),
    io:format("~p ~p~n", [filelib:is_dir(filename:dirname(Deep)), filelib:is_file(Deep)]),
    file:write_file(Deep, "x"),
    {ok, Names} = file:list_dir(Top),
    io:format("~p~n", [lists:sort(Names)]),
    io:format("~p~n", [file:del_dir(filename:join(Top, "a"))]),
    io:format("~p~n", [file:del_dir_r(filename:join(Top, "a"))]),
    {ok, Old} = file:get_cwd(),
    ok = file:set_cwd(Top),
    io:format("~p~n", [file:read_file("whole.txt")]),
    ok = file:set_cwd(Old).

handles(Top) ->
    Name = filename:join(Top, "handle"),
    lists:foreach(fun(More) ->
                          {ok, W} = file:open(Name, [write, read | More]),
                          io:format("~p~n", [file:write(W, "line one\nline two\nline three")]),
                          io:format("~p~n", [file:position(W, 5)]),
                          io:format("~p~n", [file:read(W, 3)]),
                          io:format("~p~n", [file:read_line(W)]),
                          io:format("~p~n", [file:read_line(W)]),
                          io:format("~p~n", [file:read_line(W)]),
                          io:format("~p~n", [file:read_line(W)]),
                          io:format("~p~n", [file:read(W, 1)]),
                          io:format("~p~n", [file:position(W, bof)]),
                          io:format("~p~n", [file:pread(W, 5, 3)]),
                          io:format("~p~n", [file:pwrite(W, 5, <<"ONE">>)]),
                          io:format("~p~n", [file:read(W, 100)]),
                          io:format("~p~n", [file:position(W, {eof, -5})]),
                          io:format("~p~n", [file:truncate(W)]),
                          io:format("~p~n", [file:position(W, {bof, 2})]),
                          io:format("~p~n", [file:position(W, {cur, 2})]),
                          io:format("~p~n", [file:write(W, "!")]),
                          io:format("~p~n", [file:pread(W, [{0, 4}, {100, 4}])]),
                          io:format("~p~n", [file:position(W, {cur, -200})]),
                          io:format("~p~n", [file:close(W)]),
                          io:format("~p~n", [file:read_file(Name)])
                  end, [[], [binary], [raw], [raw, binary]]).

devices(Top) ->
    Name = filename:join(Top, "device"),
    {ok, D} = file:open(Name, [write, {encoding, utf8}]),
    io:format(D, "~p ~ts~n", [{a, 1}, [233, 8364]]),
    io:put_chars(D, "chars\n"),
    io:nl(D),
    io:write(D, {term, "x"}),
    io:format("~p~n", [file:close(D)]),
    io:format("~p~n", [file:read_file(Name)]),
    {ok, R} = file:open(Name, [read, {encoding, utf8}]),
    io:format("~p~n", [io:get_line(R, "")]),
    io:format("~p~n", [io:get_chars(R, "", 3)]),
    io:format("~p~n", [io:get_line(R, "prompt")]),
    io:format("~p~n", [[io:get_line(R, ""), io:get_line(R, ""), io:get_line(R, "")]]),
    file:close(R),
    {ok, L} = file:open(Name, [write]),
    io:format("~p~n", [io:put_chars(L, [233])]),
    file:close(L),
    io:format("~p~n", [file:read_file(Name)]),
    {ok, L2} = file:open(Name, [write]),
    io:format("~p~n", [try io:put_chars(L2, [8364]) catch error:R2 -> R2 end]),
    io:format("~p~n", [try io:format(L, "x", []) catch error:Reason -> Reason end]),
    file:write_file(Name, "12 abc 3.5\n-7 d e\n"),
    {ok, F} = file:open(Name, [read]),
    io:format("~p~n", [io:fread(F, "", "~d ~s ~f")]),
    io:format("~p~n", [io:fread(F, "", "~d~a~c~c")]),
    io:format("~p~n", [io:fread(F, "", "~d")]),
    file:close(F),
    Self = self(),
    spawn(fun() -> {ok, Own} = file:open(Name, [read]), Self ! {opened, Own} end),
    receive {opened, Own} -> timer:sleep(50), io:format("~p~n", [is_process_alive(Own)]) end.

terms(Top) ->
    Name = filename:join(Top, "terms"),
    file:write_file(Name, "%% comment\n{a, \"str\", 'Q a', [1, -2, 3.5, $x | tail]}.\n\n#{k => <<1, \"ab\">>, {} => []}. 12. % end\n"),
    io:format("~p~n", [file:consult(Name)]),
    {ok, D} = file:open(Name, [read]),
    io:format("~p~n", [[io:read(D, ""), io:read(D, ""), io:read(D, "")]]),
    file:close(D),
    file:write_file(Name, "{a, b"),
    io:format("~p~n", [element(1, file:consult(Name))]),
    io:format("~p~n", [file:consult(filename:join(Top, "nofile"))]).

wildcards(Top) ->
    [begin
         Path = filename:join(Top, N),
         filelib:ensure_dir(Path),
         file:write_file(Path, "")
     end || N <- ["w/a.erl", "w/b.erl", "w/c.hrl", "w/.hidden", "w/sub/d.erl", "w/sub/deep/e.erl", "w/x1y", "w/x2y", "w/x[y"]],
    W = filename:join(Top, "w"),
    [io:format("~p ~p~n", [P, filelib:wildcard(P, W)])
     || P <- ["*", "*.erl", "**/*.erl", "*/*.erl", "?.erl", "{a,c}.*", "x[12]y", "x[0-9]y", "sub/d.erl", "none", "*.{erl,hrl}", ".*",
              "x\\[y", "sub", "**", "sub/**/*.erl", "{a,b}.erl", "[!a].erl"]],
    io:format("~p~n", [[filename:basename(F) || F <- filelib:wildcard(W ++ "/*.erl")]]).

errors(Top) ->
    Missing = filename:join(Top, "missing"),
    [io:format("~p~n", [R]) || R <- [file:read_file(Missing), file:list_dir(Missing), file:delete(Missing), file:open(Missing, [read]),
                                     file:read_file(Top), file:delete(Top), file:make_dir(Top), file:read_file_info(Missing),
                                     file:write_file(Top, "x"), file:write_file(Missing, [1000]), file:open(Missing, [nomode]),
                                     file:read_file([a | b]), file:read_file({no, name}), file:rename(Missing, Top),
                                     file:read_file("a\0b"), file:open(Missing, foo), file:write_file(Missing ++ "/x", "y"),
                                     file:copy(Missing, Missing ++ "2"), file:del_dir(Missing), file:set_cwd(Missing)]],
    io:format("~s~n", [file:format_error(enoent)]),
    io:format("~s~n", [file:format_error(eacces)]).
