"""Native parsers of workbooks, geodata and Parquet, in a process of their own. Pure: bytes in, Arrow columns out.

Measured: a workbook of one kilobyte with a single cell at XFD1048576 makes the parser ask for 512 GB and abort the process,
which would be a worker or the web server. So these libraries never run there: ``running`` starts this package as a child
with limits of memory and time, ``__main__`` reads one file and hands over its sheets by ``sending``. A child that dies is a
problem of the file. Starting it takes about 0.2 s. CSV needs no child: it is found by vectors over its bytes.
"""
