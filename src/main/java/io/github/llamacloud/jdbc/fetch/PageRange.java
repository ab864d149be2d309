package io.github.llamacloud.jdbc.fetch;

/** Which rows of a list a page is asked for. */
record PageRange(long offset, int limit) {}
