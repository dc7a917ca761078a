This is not a program.
It has two lines.
