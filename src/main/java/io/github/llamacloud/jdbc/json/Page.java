package io.github.llamacloud.jdbc.json;

import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One answer of the list.
 *
 * @param rows one array a job, laid out as {@link PageDecoder} says, in the order of the answer
 * @param totalSize what the service says the whole list holds: a hint, never a fact
 * @param promisesMore whether a token for a further page came along: likewise a hint
 */
public record Page(List<@Nullable Object[]> rows, OptionalLong totalSize, boolean promisesMore) {}
