package io.github.llamacloud.jdbc.sql;

import static java.util.stream.Collectors.joining;

import io.github.llamacloud.jdbc.jobs.Filter;
import io.github.llamacloud.jdbc.jobs.JobColumn;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;

/** Why a predicate over a scan is not sent, and what could be written instead. */
final class UnsentPredicate {
  private final RexBuilder rexBuilder;
  private final JobScan scan;
  private final FilterTranslator translator;
  private final RelText text;

  UnsentPredicate(JobScan scan) {
    this.rexBuilder = scan.getCluster().getRexBuilder();
    this.scan = scan;
    this.translator = new FilterTranslator(rexBuilder, scan.request().columns());
    this.text = new RelText(scan);
  }

  NotSent explained(RexNode predicate) {
    RexNode plain = RexUtil.expandSearch(rexBuilder, null, predicate);
    return new NotSent(
        what(plain).orElseGet(() -> text.of(predicate)),
        translator.isSendable(plain) ? NotSentReasons.COMBINATIONS : reason(plain),
        translator.isSendable(plain) ? Optional.empty() : rewrite(plain));
  }

  /** A list of values too long to be shown. */
  private Optional<String> what(RexNode predicate) {
    return isLongList(predicate) && columns(predicate).size() == 1
        ? Optional.of(
            columns(predicate).iterator().next().columnName()
                + " IN ("
                + RelOptUtil.disjunctions(predicate).size()
                + " values)")
        : Optional.empty();
  }

  private boolean isLongList(RexNode predicate) {
    List<RexNode> alternatives = RelOptUtil.disjunctions(predicate);
    return alternatives.size() > FilterTranslator.MOST_ALTERNATIVES
        && alternatives.stream().allMatch(translator::isSendable);
  }

  private String reason(RexNode predicate) {
    return switch (predicate.getKind()) {
      case OR -> ofAlternatives(predicate);
      case AND -> reason(firstUnsent(RelOptUtil.conjunctions(predicate)).orElse(predicate));
      case NOT -> ofNegation(((RexCall) predicate).getOperands().get(0));
      default ->
          isLongListOfSendable(predicate)
              ? NotSentReasons.manyValues(FilterTranslator.MOST_ALTERNATIVES)
              : ofComparison(predicate);
    };
  }

  /** Whether each of its values could be sent alone. */
  private boolean isLongListOfSendable(RexNode predicate) {
    return predicate instanceof RexCall call
        && call.getOperator() instanceof ListMembership
        && FilterTranslator.uncast(ListMembership.value(call)) instanceof RexInputRef
        && columns(predicate).stream().allMatch(Filter::isOffered);
  }

  private Optional<RexNode> firstUnsent(List<RexNode> predicates) {
    return predicates.stream().filter(p -> !translator.isSendable(p)).findFirst();
  }

  private String ofAlternatives(RexNode predicate) {
    Optional<RexNode> unsent = firstUnsent(RelOptUtil.disjunctions(predicate));
    if (unsent.isPresent() && translator.isPartlySendable(predicate)) {
      return NotSentReasons.partly(reason(unsent.get()));
    }
    return unsent
        .map(side -> NotSentReasons.alternative(text.of(side), reason(side)))
        .orElse(NotSentReasons.manyValues(FilterTranslator.MOST_ALTERNATIVES));
  }

  private String ofNegation(RexNode negated) {
    return translator.isSendable(negated) ? ofComplement(columns(negated)) : reason(negated);
  }

  private static String ofComplement(Set<JobColumn> columns) {
    return columns.stream().noneMatch(column -> column.documentedValues().isEmpty())
        ? NotSentReasons.UNDOCUMENTED_VALUES
        : NotSentReasons.complement(
            columns.stream()
                .filter(column -> column.documentedValues().isEmpty())
                .findFirst()
                .orElseThrow());
  }

  private String ofComparison(RexNode predicate) {
    Set<JobColumn> columns = columns(predicate);
    if (columns.isEmpty()) {
      return NotSentReasons.NO_COLUMN;
    }
    List<JobColumn> unfiltered = columns.stream().filter(c -> !Filter.isOffered(c)).toList();
    if (!unfiltered.isEmpty()) {
      return NotSentReasons.noFilter(unfiltered);
    }
    return predicate instanceof RexCall call ? ofCall(call, columns) : NotSentReasons.FUNCTION;
  }

  private String ofCall(RexCall call, Set<JobColumn> columns) {
    if (call.getOperands().size() > 1 && call.getOperands().stream().allMatch(this::variesByRow)) {
      return NotSentReasons.ROW_VALUE;
    }
    boolean plainColumn =
        call.getOperands().stream()
            .anyMatch(operand -> FilterTranslator.uncast(operand) instanceof RexInputRef);
    if (!plainColumn) {
      return NotSentReasons.FUNCTION;
    }
    return switch (call.getKind()) {
      case LIKE, SIMILAR, RLIKE -> NotSentReasons.PATTERN;
      case IS_NULL, IS_NOT_NULL -> NotSentReasons.noNull(columns.iterator().next());
      case LESS_THAN, LESS_THAN_OR_EQUAL, GREATER_THAN, GREATER_THAN_OR_EQUAL ->
          NotSentReasons.RANGE;
      case NOT_EQUALS, IS_DISTINCT_FROM -> ofComplement(columns);
      case EQUALS, IS_NOT_DISTINCT_FROM -> NotSentReasons.NO_TEXT;
      default -> NotSentReasons.FUNCTION;
    };
  }

  private boolean variesByRow(RexNode operand) {
    return !columns(operand).isEmpty() || RexUtil.containsCorrelation(operand);
  }

  private Set<JobColumn> columns(RexNode node) {
    Set<JobColumn> columns = EnumSet.noneOf(JobColumn.class);
    RelOptUtil.InputFinder.bits(node)
        .forEach(field -> columns.add(scan.request().columns().get(field)));
    return columns;
  }

  /**
   * The documented values for which the predicate is true, as an equality; of a pattern without
   * wildcards the text.
   */
  private Optional<String> rewrite(RexNode predicate) {
    Set<JobColumn> columns = columns(predicate);
    if (columns.size() != 1) {
      return Optional.empty();
    }
    JobColumn column = columns.iterator().next();
    if (!Filter.isOffered(column)) {
      return Optional.empty();
    }
    if (column.documentedValues().isEmpty()) {
      return wholeText(predicate)
          .map(value -> column.columnName() + " = " + RelText.literal(value));
    }
    List<String> matching =
        column.documentedValues().stream().filter(value -> isTrueOf(predicate, value)).toList();
    if (matching.isEmpty() || matching.size() == column.documentedValues().size()) {
      return Optional.empty();
    }
    return Optional.of(
        matching.size() == 1
            ? column.columnName() + " = " + RelText.literal(matching.get(0))
            : column.columnName()
                + matching.stream().map(RelText::literal).collect(joining(", ", " IN (", ")")));
  }

  /** Whether it is true of every job with this value in the one column that it looks at. */
  private boolean isTrueOf(RexNode predicate, String value) {
    RexNode constant =
        predicate.accept(
            new RexShuttle() {
              @Override
              public RexNode visitInputRef(RexInputRef ref) {
                return rexBuilder.makeLiteral(value, ref.getType(), true);
              }
            });
    if (!FilterTranslator.isComputable(constant)) {
      return false;
    }
    List<RexNode> reduced = new ArrayList<>();
    new ConstantFolding().reduce(rexBuilder, List.of(constant), reduced);
    return reduced.get(0).isAlwaysTrue();
  }

  private static Optional<String> wholeText(RexNode predicate) {
    return predicate instanceof RexCall call
            && call.getKind() == SqlKind.LIKE
            && call.getOperator().getName().equals("LIKE")
            && call.getOperands().size() == 2
            && FilterTranslator.uncast(call.getOperands().get(0)) instanceof RexInputRef
            && call.getOperands().get(1) instanceof RexLiteral literal
            && !literal.isNull()
        ? Optional.ofNullable(literal.getValueAs(String.class))
            .filter(pattern -> pattern.matches("[^%_\\\\]+"))
        : Optional.empty();
  }
}
