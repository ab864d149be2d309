package io.github.llamacloud.jdbc.sql;

import static java.util.stream.Collectors.joining;

import io.github.llamacloud.jdbc.jobs.JobColumn;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.rel2sql.SqlImplementor;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlDialect;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.dialect.AnsiSqlDialect;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/** What stands in a plan, as SQL for people: fields by the columns that they come from. */
final class RelText {
  private static final SqlDialect DIALECT =
      new AnsiSqlDialect(AnsiSqlDialect.DEFAULT_CONTEXT) {
        @Override
        public void quoteStringLiteral(StringBuilder text, @Nullable String charset, String value) {
          text.append(literal(value));
        }
      };
  private static final int LONGEST = 200;

  private final RelNode input;
  private final SqlImplementor.Context context;

  /**
   * @param input whose fields are spoken of
   */
  RelText(RelNode input) {
    this.input = input;
    this.context = context(input);
  }

  private static SqlImplementor.Context context(RelNode input) {
    return new SqlImplementor.SimpleContext(DIALECT, field -> field(input, field));
  }

  /** The column of {@code batch_jobs} whose values a field has, if it has just those. */
  static Optional<JobColumn> column(RelNode rel, int field) {
    if (rel instanceof TableScan scan && Dialect.isJobs(scan.getTable())) {
      return Optional.of(JobColumn.values()[field]);
    }
    if (rel instanceof JobScan scan) {
      return Optional.of(scan.request().columns().get(field));
    }
    if (rel instanceof CountScan scan) {
      List<JobColumn> keys = scan.request().groupBy();
      return field < keys.size() ? Optional.of(keys.get(field)) : Optional.empty();
    }
    if (rel instanceof Filter || rel instanceof Sort) {
      return column(rel.getInput(0), field);
    }
    if (rel instanceof Project project) {
      RexNode value = FilterTranslator.uncast(project.getProjects().get(field));
      return value instanceof RexInputRef ref
          ? column(project.getInput(), ref.getIndex())
          : Optional.empty();
    }
    if (rel instanceof Aggregate aggregate) {
      return field < aggregate.getGroupCount()
          ? column(aggregate.getInput(), aggregate.getGroupSet().nth(field))
          : Optional.empty();
    }
    if (rel instanceof Join join) {
      int left = join.getLeft().getRowType().getFieldCount();
      return field < left ? column(join.getLeft(), field) : column(join.getRight(), field - left);
    }
    return Optional.empty();
  }

  private static SqlNode field(RelNode rel, int field) {
    Optional<JobColumn> column = column(rel, field);
    if (column.isPresent()) {
      return identifier(column.get().columnName());
    }
    if (rel instanceof CountScan) {
      return SqlStdOperatorTable.COUNT.createCall(
          SqlParserPos.ZERO, SqlIdentifier.star(SqlParserPos.ZERO));
    }
    if (rel instanceof Filter || rel instanceof Sort) {
      return field(rel.getInput(0), field);
    }
    if (rel instanceof Project project) {
      return context(project.getInput()).toSql(null, project.getProjects().get(field));
    }
    if (rel instanceof Aggregate aggregate) {
      int groups = aggregate.getGroupCount();
      return field < groups
          ? field(aggregate.getInput(), aggregate.getGroupSet().nth(field))
          : context(aggregate.getInput()).toSql(aggregate.getAggCallList().get(field - groups));
    }
    if (rel instanceof Join join) {
      int left = join.getLeft().getRowType().getFieldCount();
      return field < left ? field(join.getLeft(), field) : field(join.getRight(), field - left);
    }
    return identifier(rel.getRowType().getFieldNames().get(field));
  }

  private static SqlNode identifier(String name) {
    return new SqlIdentifier(name, SqlParserPos.ZERO);
  }

  String of(RexNode node) {
    return written(() -> context.toSql(null, node), node);
  }

  String of(AggregateCall call) {
    return written(() -> context.toSql(call), call);
  }

  String ofField(int field) {
    return written(() -> field(input, field), input.getRowType().getFieldNames().get(field));
  }

  String of(List<RelFieldCollation> order) {
    return order.stream()
        .map(key -> ofField(key.getFieldIndex()) + (key.direction.isDescending() ? " DESC" : ""))
        .collect(joining(", "));
  }

  /** Makes SQL of a part of a plan. */
  private interface Writing {
    SqlNode sql();
  }

  /** Calcite writes most of what there is as SQL; the rest is shown as plans show it. */
  private static String written(Writing writing, Object plain) {
    String text;
    try {
      text =
          writing
              .sql()
              .toSqlString(c -> c.withDialect(DIALECT).withQuoteAllIdentifiers(false))
              .getSql();
    } catch (RuntimeException | AssertionError e) {
      text = plain.toString();
    }
    String line = text.replaceAll("\\s*\\R\\s*", " ");
    return line.codePointCount(0, line.length()) <= LONGEST
        ? line
        : line.substring(0, line.offsetByCodePoints(0, LONGEST)) + "…";
  }

  /** A text as a literal. */
  static String literal(String value) {
    return "'" + value.replace("'", "''") + "'";
  }
}
