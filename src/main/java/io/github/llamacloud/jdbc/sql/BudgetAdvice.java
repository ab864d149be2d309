package io.github.llamacloud.jdbc.sql;

import io.github.llamacloud.jdbc.jobs.CountRequest;
import io.github.llamacloud.jdbc.jobs.Filter;
import io.github.llamacloud.jdbc.jobs.JobColumn;
import io.github.llamacloud.jdbc.jobs.JobRequest;
import io.github.llamacloud.jdbc.jobs.ListRequest;
import io.github.llamacloud.jdbc.jobs.Operand;
import io.github.llamacloud.jdbc.jobs.RequestBudget;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * How a statement that needs more requests than it may send would need fewer: first what answers
 * the same question, then the smaller question that comes nearest.
 */
final class BudgetAdvice {
  private final List<NotSent> notSent;
  private final List<JobRequest> requests;
  private final RequestBudget budget;

  /**
   * @param notSent what of the statement is computed here
   * @param requests all that it opens
   */
  BudgetAdvice(List<NotSent> notSent, List<JobRequest> requests, RequestBudget budget) {
    this.notSent = notSent;
    this.requests = requests.stream().distinct().toList();
    this.budget = budget;
  }

  /** One sentence. */
  String sentence() {
    List<String> ways = new ArrayList<>();
    rewrite().ifPresent(ways::add);
    if (budget.pageSize() < budget.largestPageSize()) {
      ways.add(
          "the connection property pageSize="
              + budget.largestPageSize()
              + " (it is "
              + budget.pageSize()
              + ")");
    }
    if (ways.isEmpty()) {
      limit().or(this::equality).ifPresent(ways::add);
    }
    return ways.isEmpty()
        ? "Nothing that can be sent makes it need fewer."
        : "It needs fewer with " + String.join(", and with ", ways) + ".";
  }

  private Optional<String> rewrite() {
    return notSent.stream()
        .filter(part -> part.rewrite().isPresent())
        .min(Comparator.comparingInt(part -> part.rewrite().orElseThrow().length()))
        .map(part -> part.rewrite().orElseThrow() + " instead of " + part.what());
  }

  /** A LIMIT that is sent and fits. */
  private Optional<String> limit() {
    if (!notSent.isEmpty()
        || requests.size() != 1
        || !(requests.get(0) instanceof ListRequest request)
        || request.condition().alternatives().size() != 1
        || filters(request).anyMatch(filter -> filter.column() == JobColumn.ID)) {
      return Optional.empty();
    }
    long rows = budget.rows() - number(request.offset()).orElse(0);
    boolean fits =
        request
                .limit()
                .map(BudgetAdvice::number)
                .orElse(OptionalLong.empty())
                .orElse(Long.MAX_VALUE)
            <= rows;
    return rows > 0 && !fits ? Optional.of("LIMIT " + rows) : Optional.empty();
  }

  private static OptionalLong number(Operand operand) {
    return operand instanceof Operand.Literal literal && literal.value() instanceof Number number
        ? OptionalLong.of(number.longValue())
        : OptionalLong.empty();
  }

  /** The columns by which the service can be asked for fewer jobs than it is. */
  private Optional<String> equality() {
    List<String> columns =
        Stream.of(JobColumn.values())
            .filter(column -> column.filterParameter().isPresent())
            .filter(column -> requests.stream().anyMatch(request -> isNarrowedBy(request, column)))
            .map(JobColumn::columnName)
            .toList();
    if (columns.isEmpty()) {
      return Optional.empty();
    }
    int last = columns.size() - 1;
    return Optional.of(
        "a condition that is sent: an equality on "
            + (last == 0
                ? columns.get(0)
                : String.join(", ", columns.subList(0, last)) + " or " + columns.get(last)));
  }

  private static boolean isNarrowedBy(JobRequest request, JobColumn column) {
    boolean isOneCount = request instanceof CountRequest count && count.groupBy().isEmpty();
    return !isOneCount
        && filters(request)
            .noneMatch(filter -> filter.column() == column || filter.column() == JobColumn.ID);
  }

  private static Stream<Filter> filters(JobRequest request) {
    return request.condition().alternatives().stream().flatMap(List::stream);
  }
}
