package io.github.llamacloud.jdbc.sql;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexDynamicParam;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.fun.SqlTrimFunction;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.type.SqlTypeName;

/**
 * Has texts computed by {@link Characters} and {@link TextPatterns}: Calcite counts halves of
 * characters, and some of its patterns stop at line ends and know only ASCII.
 */
final class TextFunctions extends RexShuttle {
  private static final Map<String, RuntimeFunction> METHODS =
      Stream.of(Characters.class, TextPatterns.class)
          .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
          .filter(method -> Modifier.isPublic(method.getModifiers()))
          .collect(Collectors.toMap(Method::getName, RuntimeFunction::new));

  /** The method of an operator, by its name and number of operands. */
  private static final Map<String, String> OPERATORS =
      Map.ofEntries(
          Map.entry("CHAR_LENGTH/1", "length"),
          Map.entry("CHARACTER_LENGTH/1", "length"),
          Map.entry("LENGTH/1", "length"),
          Map.entry("SUBSTRING/2", "substring2"),
          Map.entry("SUBSTRING/3", "substring3"),
          Map.entry("POSITION/2", "position2"),
          Map.entry("POSITION/3", "position3"),
          Map.entry("LEFT/2", "left"),
          Map.entry("RIGHT/2", "right"),
          Map.entry("LPAD/2", "lpad2"),
          Map.entry("LPAD/3", "lpad3"),
          Map.entry("RPAD/2", "rpad2"),
          Map.entry("RPAD/3", "rpad3"),
          Map.entry("OVERLAY/3", "overlay3"),
          Map.entry("OVERLAY/4", "overlay4"),
          Map.entry("CHR/1", "chr"),
          Map.entry("ASCII/1", "ascii"),
          Map.entry("INITCAP/1", "initcap"),
          Map.entry("TRANSLATE/3", "translate"),
          Map.entry("LIKE/2", "like2"),
          Map.entry("LIKE/3", "like3"),
          Map.entry("ILIKE/2", "ilike2"),
          Map.entry("ILIKE/3", "ilike3"),
          Map.entry("SIMILAR TO/2", "similar2"),
          Map.entry("SIMILAR TO/3", "similar3"),
          Map.entry("POSIX REGEX CASE SENSITIVE/2", "regexFound"),
          Map.entry("POSIX REGEX CASE INSENSITIVE/2", "regexFoundInAnyCase"));

  /** Where blanks at the end of a CHAR count. */
  private static final Set<String> PATTERNS =
      Arrays.stream(TextPatterns.class.getMethods())
          .map(Method::getName)
          .collect(Collectors.toUnmodifiableSet());

  private static final String NOT = "NOT ";
  private static final String NEGATED = "NEGATED ";

  private final RexBuilder rexBuilder;
  private final RelDataTypeFactory typeFactory;

  TextFunctions(RexBuilder rexBuilder) {
    this.rexBuilder = rexBuilder;
    this.typeFactory = rexBuilder.getTypeFactory();
  }

  @Override
  public RexNode visitCall(RexCall call) {
    RexNode visited = super.visitCall(call);
    if (!(visited instanceof RexCall inner)
        || inner.operands.stream().anyMatch(TextFunctions::isBinary)) {
      return visited;
    }
    return switch (inner.getKind()) {
      case CAST -> isCut(inner) ? cut(inner) : inner;
      case TRIM -> trim(inner);
      case EQUALS,
          NOT_EQUALS,
          LESS_THAN,
          LESS_THAN_OR_EQUAL,
          GREATER_THAN,
          GREATER_THAN_OR_EQUAL,
          IS_DISTINCT_FROM,
          IS_NOT_DISTINCT_FROM ->
          comparison(inner);
      default -> function(inner);
    };
  }

  private static boolean isBinary(RexNode node) {
    return node.getType().getSqlTypeName().getFamily() == SqlTypeFamily.BINARY
        || node.getType().getComponentType() != null;
  }

  private static boolean isText(RelDataType type) {
    return type.getSqlTypeName().getFamily() == SqlTypeFamily.CHARACTER;
  }

  private RexNode function(RexCall call) {
    String name = call.getOperator().getName();
    boolean negated = name.startsWith(NOT) || name.startsWith(NEGATED);
    String plain = name.replaceFirst("^(" + NOT + "|" + NEGATED + ")", "");
    if (name.equals("||")) {
      return call.clone(call.getType(), call.operands.stream().map(this::unpadded).toList());
    }
    String method = OPERATORS.get(plain + "/" + call.operands.size());
    if (method == null) {
      return call;
    }
    RexNode result = call(method, call.getType(), call.operands);
    return negated ? rexBuilder.makeCall(SqlStdOperatorTable.NOT, result) : result;
  }

  private RexNode call(String method, RelDataType type, List<RexNode> operands) {
    List<RexNode> exact = new ArrayList<>();
    for (RexNode operand : operands) {
      RexNode text = PATTERNS.contains(method) ? operand : unpadded(operand);
      exact.add(SqlTypeName.NUMERIC_TYPES.contains(type(operand)) ? integer(operand) : text);
    }
    return Objects.requireNonNull(METHODS.get(method)).call(rexBuilder, type, exact);
  }

  private static SqlTypeName type(RexNode node) {
    return node.getType().getSqlTypeName();
  }

  private RexNode integer(RexNode number) {
    return type(number) == SqlTypeName.INTEGER
        ? number
        : rexBuilder.makeCast(
            typeFactory.createTypeWithNullability(
                typeFactory.createSqlType(SqlTypeName.INTEGER), number.getType().isNullable()),
            number);
  }

  /** A cast of text to a shorter one, or to a CHAR. */
  private static boolean isCut(RexCall cast) {
    RelDataType from = cast.operands.get(0).getType();
    RelDataType to = cast.getType();
    return isText(from)
        && (to.getSqlTypeName() == SqlTypeName.CHAR
            || (to.getSqlTypeName() == SqlTypeName.VARCHAR
                && (to.getPrecision() < from.getPrecision()
                    || from.getSqlTypeName() == SqlTypeName.CHAR)));
  }

  private RexNode cut(RexCall cast) {
    return call(
        cast.getType().getSqlTypeName() == SqlTypeName.CHAR ? "fixed" : "cut",
        cast.getType(),
        List.of(
            cast.operands.get(0),
            rexBuilder.makeExactLiteral(BigDecimal.valueOf(cast.getType().getPrecision()))));
  }

  private RexNode trim(RexCall call) {
    Object flag = ((RexLiteral) call.operands.get(0)).getValue();
    String method =
        flag == SqlTrimFunction.Flag.LEADING
            ? "trimStart"
            : flag == SqlTrimFunction.Flag.TRAILING ? "trimEnd" : "trim";
    return call(method, call.getType(), call.operands.subList(1, 3));
  }

  /** Blanks at the end of a CHAR are insignificant, also in what it is compared with. */
  private RexNode comparison(RexCall call) {
    if (call.operands.stream().noneMatch(TextFunctions::isPadded)) {
      return call;
    }
    List<RexNode> operands =
        call.operands.stream()
            .map(
                (Function<RexNode, RexNode>)
                    operand ->
                        operand instanceof RexLiteral || operand instanceof RexDynamicParam
                            ? strip(operand)
                            : unpadded(operand))
            .toList();
    return rexBuilder.makeCall(call.getType(), call.getOperator(), operands);
  }

  /** Whether it may have blanks that only fill it up. The type of a literal is always CHAR. */
  private static boolean isPadded(RexNode node) {
    return type(node) == SqlTypeName.CHAR && !(node instanceof RexLiteral);
  }

  private RexNode unpadded(RexNode node) {
    return isPadded(node) ? strip(node) : node;
  }

  private RexNode strip(RexNode node) {
    return isText(node.getType())
        ? Objects.requireNonNull(METHODS.get("unpadded"))
            .call(
                rexBuilder,
                typeFactory.createTypeWithNullability(
                    typeFactory.createSqlType(SqlTypeName.VARCHAR, node.getType().getPrecision()),
                    node.getType().isNullable()),
                List.of(node))
        : node;
  }
}
