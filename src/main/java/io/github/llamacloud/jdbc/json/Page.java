package io.github.llamacloud.jdbc.json;

import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One answer of the list.
 *
 * @param rows one array a job, laid out as {@link PageDecoder} says, in the order of the answer
 * @param fingerprints one a row: a digest of all the fields that the service wrote for the job,
 *     also of those that the row leaves out
 * @param keys one a row: its id, shortened
 * @param totalSize what the service says the whole list holds: a hint, never a fact
 * @param promisesMore whether a token for a further page came along: likewise a hint
 * @param orders what the rows may be sorted by
 */
public record Page(
    List<@Nullable Object[]> rows,
    List<Long> fingerprints,
    List<JobKey> keys,
    OptionalLong totalSize,
    boolean promisesMore,
    Orders orders) {}
