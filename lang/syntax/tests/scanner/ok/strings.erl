"" "abc" "say \"hi\"" "tab\tnl\ncr\rbell\b\v\f\e\d\s" "\x41\x{1F600}\101\0\7z\^A" .
"spans
lines" "joined" "by the parser" .
"é日\q\'" 'a\nb\x{e9}' "%no comment" '%' .
