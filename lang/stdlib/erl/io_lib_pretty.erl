%% Terms over several lines. print/2 with options is built into the runtime.
-module(io_lib_pretty).

-export([print/1, print/3, print/4, print/5, print/6]).

print(Term) -> io_lib_pretty:print(Term, [{encoding, latin1}]).

print(Term, Depth, RecordFun) ->
    io_lib_pretty:print(Term, [{depth, Depth}, {record_print_fun, RecordFun}, {encoding, latin1}]).

print(Term, Column, LineLength, Depth) ->
    print(Term, Column, LineLength, Depth, -1, no_fun).

print(Term, Column, LineLength, Depth, RecordFun) ->
    print(Term, Column, LineLength, Depth, -1, RecordFun).

print(Term, Column, LineLength, Depth, LineCharacters, RecordFun) ->
    io_lib_pretty:print(Term, [{column, Column}, {line_length, LineLength}, {depth, Depth},
                               {line_max_chars, LineCharacters}, {record_print_fun, RecordFun},
                               {encoding, latin1}]).
