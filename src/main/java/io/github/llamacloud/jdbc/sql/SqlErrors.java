package io.github.llamacloud.jdbc.sql;

import io.github.llamacloud.jdbc.error.CarriedSqlException;
import io.github.llamacloud.jdbc.error.Failures;
import io.github.llamacloud.jdbc.error.NearName;
import io.github.llamacloud.jdbc.error.SqlState;
import io.github.llamacloud.jdbc.jobs.JobColumn;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.calcite.plan.RelOptPlanner;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/** Calcite's failures as SQLExceptions: one door for compilation, one for execution. */
final class SqlErrors {
  private static final Pattern COLUMN_MISSING =
      Pattern.compile("(?:Column|Field) '(.+?)' not found.*", Pattern.DOTALL);
  private static final Pattern TABLE_MISSING =
      Pattern.compile("(?:Object|Table) '(.+?)' not found.*", Pattern.DOTALL);
  private static final Pattern UNEXPECTED =
      Pattern.compile("Encountered \"(.*?)\" at line .*", Pattern.DOTALL);
  private static final Pattern UNPLANNABLE =
      Pattern.compile("PERCENTILE_CONT|PERCENTILE_DISC|MODE|Sample|Match|TableFunctionScan");
  private static final Pattern TOO_MUCH_CODE =
      Pattern.compile("beyond 64 KB|too large|[Cc]onstant pool");
  private static final int LONGEST_REASON = 300;

  private SqlErrors() {}

  /** A statement that cannot be parsed: 42601 with its position; 54001 if it is too deep. */
  static SQLException parse(SqlParseException e, SqlText text) {
    if (isTooComplex(e)) {
      return Failures.tooComplex(e);
    }
    SqlParserPos pos = e.getPos();
    String where = pos == null ? "" : " at " + text.position(pos.getLineNum(), pos.getColumnNum());
    String message = String.valueOf(e.getMessage());
    if (message.startsWith("Non-query expression")) {
      return Failures.syntax(
          SqlState.SYNTAX_ERROR,
          "Syntax error" + where + ": a statement begins with SELECT, WITH, VALUES or EXPLAIN.",
          e);
    }
    Matcher unexpected = UNEXPECTED.matcher(message);
    String what =
        unexpected.matches()
            ? unexpected(unexpected.group(1).strip())
            : ": " + firstSentence(message).replaceAll(" at line .*", ".");
    return Failures.syntax(SqlState.SYNTAX_ERROR, "Syntax error" + where + what, e);
  }

  private static String unexpected(String token) {
    return token.endsWith("<EOF>")
        ? ": the statement ends too early."
        : ": unexpected \"" + token + "\".";
  }

  /** Anything that goes wrong between parsing and the finished plan. */
  static SQLException compile(Throwable failure, SqlText text) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CarriedSqlException carried) {
        return carried.carried();
      }
      if (cause instanceof CalciteContextException context) {
        return validation(context, text);
      }
      if (cause instanceof RelOptPlanner.CannotPlanException cannot) {
        return Failures.notSupported(unplannable(message(cannot)));
      }
    }
    if (message(failure).startsWith("Unable to implement")) {
      return Failures.notSupported("This combination of operators");
    }
    if (message(failure).contains("failed to preserve datatypes")) {
      return Failures.notSupported("This combination of types");
    }
    SQLException data = dataFailure(failure);
    if (data == null && isTooComplex(failure)) {
      return Failures.tooComplex(failure);
    }
    return data != null
        ? data
        : Failures.internal(
            "The driver cannot plan this statement: " + firstSentence(message(failure)), failure);
  }

  /** Whether the statement is too long for the stack, or its code for a method of Java. */
  private static boolean isTooComplex(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof StackOverflowError || TOO_MUCH_CODE.matcher(message(cause)).find()) {
        return true;
      }
    }
    return false;
  }

  private static String unplannable(String message) {
    Matcher call = UNPLANNABLE.matcher(message);
    return call.find() ? call.group() : "This statement";
  }

  private static SQLException validation(CalciteContextException e, SqlText text) {
    Throwable cause = e.getCause();
    String reason = cause == null ? message(e) : message(cause);
    String where = " (" + text.position(e.getPosLine(), e.getPosColumn()) + ")";
    Matcher column = COLUMN_MISSING.matcher(reason);
    if (column.matches()) {
      return Failures.syntax(
          SqlState.UNDEFINED_COLUMN,
          "There is no column '"
              + column.group(1)
              + "'"
              + where
              + "."
              + nearColumn(column.group(1))
              + (text.isQuoted(e.getPosLine(), e.getPosColumn())
                  ? " If it is a text, write '" + column.group(1).replace("'", "''") + "'."
                  : ""),
          e);
    }
    Matcher table = TABLE_MISSING.matcher(reason);
    if (table.matches()) {
      return Failures.syntax(
          SqlState.UNDEFINED_TABLE,
          "There is no table '"
              + table.group(1)
              + "'"
              + where
              + ". The one table is batch_jobs, in the schema llamacloud.",
          e);
    }
    return Failures.syntax(state(reason), strip(reason) + where + ".", e);
  }

  private static String nearColumn(String name) {
    List<String> columns = Arrays.stream(JobColumn.values()).map(JobColumn::columnName).toList();
    if (columns.stream().anyMatch(name::equalsIgnoreCase)) {
      return " batch_jobs has it, but not what this part of the statement reads from.";
    }
    return NearName.of(name, columns)
        .map(near -> " Did you mean '" + near + "'?")
        .orElse(" The columns of batch_jobs are " + String.join(", ", columns) + ".");
  }

  private static SqlState state(String reason) {
    if (reason.startsWith("No match found for function signature")) {
      return SqlState.UNDEFINED_FUNCTION;
    }
    if (reason.startsWith("Cannot apply")
        || reason.startsWith("Cannot infer return type")
        || reason.contains("type mismatch")) {
      return SqlState.WRONG_TYPE;
    }
    if (reason.startsWith("Illegal TIMESTAMP") || reason.startsWith("Illegal DATE")) {
      return SqlState.BAD_DATETIME;
    }
    return SqlState.SYNTAX_ERROR;
  }

  /** Anything that goes wrong while rows are computed. */
  static SQLException execution(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CarriedSqlException carried) {
        return carried.carried();
      }
      if (cause instanceof SQLException sql) {
        return sql;
      }
    }
    SQLException data = dataFailure(failure);
    if (data == null && isTooComplex(failure)) {
      return Failures.tooComplex(failure);
    }
    return data != null
        ? data
        : Failures.internal("The statement failed: " + firstSentence(message(failure)), failure);
  }

  /** A failure of the data, found by what the runtime of Calcite throws; null if it is none. */
  private static @Nullable SQLException dataFailure(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String message = message(cause);
      if (cause instanceof ArithmeticException) {
        // The JVM throws a division by zero without any message where it has compiled the code.
        boolean byZero = cause.getMessage() == null || message.contains("zero");
        return byZero
            ? Failures.data(SqlState.DIVISION_BY_ZERO, "Division by zero.", failure)
            : Failures.data(
                SqlState.NUMERIC_OUT_OF_RANGE,
                "Number out of range: " + strip(message) + ".",
                failure);
      }
      if (message.contains("out of range")
          || message.contains("cannot be represented")
          || message.contains("overflow")) {
        return Failures.data(
            SqlState.NUMERIC_OUT_OF_RANGE, "Number out of range: " + strip(message) + ".", failure);
      }
      if (cause instanceof NumberFormatException
          || message.contains("Invalid character for cast")) {
        return Failures.data(
            SqlState.BAD_CAST,
            "A text cannot be converted to a number: " + strip(message) + ".",
            failure);
      }
      if (message.startsWith("Invalid DATE")
          || message.startsWith("Invalid TIME")
          || cause instanceof DateTimeException) {
        return Failures.data(
            SqlState.BAD_DATETIME, "Not a date-time: " + strip(message) + ".", failure);
      }
      if (message.startsWith("Cannot convert") || message.contains("Cannot cast")) {
        return Failures.data(SqlState.BAD_CAST, strip(message) + ".", failure);
      }
      if (message.contains("more than one value")) {
        return Failures.data(
            SqlState.CARDINALITY, "A scalar sub-query returned more than one row.", failure);
      }
      if (cause instanceof PatternSyntaxException || message.contains("escape character")) {
        return Failures.data(SqlState.BAD_PARAMETER, strip(firstSentence(message)) + ".", failure);
      }
    }
    return null;
  }

  private static String message(Throwable failure) {
    return failure.getMessage() == null ? failure.toString() : failure.getMessage();
  }

  private static String strip(String message) {
    return message.replaceAll("[.\\s]+$|^java\\.lang\\.RuntimeException: ", "");
  }

  private static String firstSentence(String message) {
    String line = message.strip().lines().findFirst().orElse("");
    return line.length() <= LONGEST_REASON ? line : line.substring(0, LONGEST_REASON) + "…";
  }
}
