a.
b .% comment
c.%at once
d. e.
	f.