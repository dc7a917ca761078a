%% Calls of ets:fun2ms/1 with a fun are replaced by match specifications.
-compile({parse_transform, ms_transform}).
