package io.github.llamacloud.jdbc.sql;

import static java.util.Objects.requireNonNull;

import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.linq4j.function.Function;
import org.apache.calcite.linq4j.tree.BinaryExpression;
import org.apache.calcite.linq4j.tree.BlockStatement;
import org.apache.calcite.linq4j.tree.ClassDeclaration;
import org.apache.calcite.linq4j.tree.ConstantExpression;
import org.apache.calcite.linq4j.tree.ConstantUntypedNull;
import org.apache.calcite.linq4j.tree.DeclarationStatement;
import org.apache.calcite.linq4j.tree.Expression;
import org.apache.calcite.linq4j.tree.ExpressionType;
import org.apache.calcite.linq4j.tree.Expressions;
import org.apache.calcite.linq4j.tree.FieldDeclaration;
import org.apache.calcite.linq4j.tree.FunctionExpression;
import org.apache.calcite.linq4j.tree.MemberDeclaration;
import org.apache.calcite.linq4j.tree.MethodCallExpression;
import org.apache.calcite.linq4j.tree.MethodDeclaration;
import org.apache.calcite.linq4j.tree.NewArrayExpression;
import org.apache.calcite.linq4j.tree.NewExpression;
import org.apache.calcite.linq4j.tree.ParameterExpression;
import org.apache.calcite.linq4j.tree.Shuttle;
import org.apache.calcite.linq4j.tree.Statement;
import org.apache.calcite.linq4j.tree.TernaryExpression;
import org.apache.calcite.linq4j.tree.TypeBinaryExpression;
import org.apache.calcite.linq4j.tree.Types;
import org.apache.calcite.util.BuiltInMethod;
import org.jspecify.annotations.Nullable;

/**
 * Takes the constants out of generated code, which then reads them from the {@link
 * org.apache.calcite.DataContext} of the execution: statements that differ in constants alone have
 * the same code. With these values it does what the code before did, whatever they are: where they
 * decided on the code, it differs in more than constants.
 */
final class LiftedConstants extends Shuttle {
  /** More than these are rows of VALUES: reading each from an array would make much code of it. */
  private static final int MOST_CONSTANTS = 200;

  private static final Set<Type> WITHOUT_PROMOTION =
      Set.of(String.class, long.class, Long.class, double.class, Double.class);
  private static final Set<Type> LIFTED =
      Set.of(
          String.class,
          long.class,
          Long.class,
          double.class,
          Double.class,
          int.class,
          Integer.class);

  private static final Set<ExpressionType> OPERATIONS =
      Set.of(
          ExpressionType.Equal,
          ExpressionType.NotEqual,
          ExpressionType.GreaterThan,
          ExpressionType.GreaterThanOrEqual,
          ExpressionType.LessThan,
          ExpressionType.LessThanOrEqual,
          ExpressionType.Add,
          ExpressionType.Subtract,
          ExpressionType.Multiply,
          ExpressionType.Divide,
          ExpressionType.Modulo);

  private static final Shuttle UNCHANGED = new Shuttle();

  private final Lifted lifted = new Lifted();
  private final IdentityHashMap<ParameterExpression, Expression> decimals = new IdentityHashMap<>();

  private LiftedConstants() {}

  /**
   * Code, and the values that it asks for by name.
   *
   * @param members of the class, in Java
   */
  record Code(String name, String members, Map<String, Object> values) {}

  /** The code of a class with {@link org.apache.calcite.runtime.Bindable}'s method bind. */
  static Code of(ClassDeclaration type) {
    LiftedConstants constants = new LiftedConstants();
    List<MemberDeclaration> members = new ArrayList<>();
    for (MemberDeclaration member : type.memberDeclarations) {
      members.add(
          member instanceof MethodDeclaration method
                  && method.name.equals(BuiltInMethod.BINDABLE_BIND.method.getName())
              ? constants.bind(method)
              : member);
    }
    return constants.lifted.size() > MOST_CONSTANTS
        ? new Code(type.name, text(type.memberDeclarations), Map.of())
        : new Code(type.name, text(members), constants.lifted.values());
  }

  private static String text(List<MemberDeclaration> members) {
    return Expressions.toString(members, "\n", false);
  }

  private MethodDeclaration bind(MethodDeclaration method) {
    findDecimals(method);
    BlockStatement body = method.body.accept(this);
    List<Statement> statements = new ArrayList<>(lifted.declarations());
    statements.addAll(body.statements);
    return Expressions.methodDecl(
        method.modifier,
        method.resultType,
        method.name,
        method.parameters,
        Expressions.block(statements));
  }

  /**
   * Calcite makes static fields of constants that are objects. Those that are numbers become
   * variables, unless there are fields of another kind: these may be made of them.
   */
  private void findDecimals(MethodDeclaration method) {
    List<FieldDeclaration> fields = new ArrayList<>();
    method.accept(
        new Shuttle() {
          @Override
          public Shuttle preVisit(FieldDeclaration field) {
            if (isStatic(field)) {
              fields.add(field);
            }
            return this;
          }
        });
    if (fields.stream().allMatch(field -> decimal(field.initializer) != null)) {
      fields.forEach(
          field -> decimals.put(field.parameter, lifted.read(BigDecimal.class, decimal(field))));
    }
  }

  private static BigDecimal decimal(FieldDeclaration field) {
    return new BigDecimal(requireNonNull(decimal(field.initializer)));
  }

  /** The digits of {@code new BigDecimal("…")}; null if it is anything else. */
  private static @Nullable String decimal(@Nullable Expression value) {
    return value instanceof NewExpression created
            && created.type == BigDecimal.class
            && created.arguments.size() == 1
            && created.arguments.get(0) instanceof ConstantExpression digits
            && digits.value instanceof String text
        ? text
        : null;
  }

  private static boolean isStatic(FieldDeclaration field) {
    return Modifier.isStatic(field.modifier);
  }

  /** A variable instead of a constant of one of these types; anything else as it is. */
  private Expression lifted(Expression expression, Set<Type> types) {
    if (expression instanceof ConstantExpression outer
        && outer.value instanceof ConstantExpression inner) {
      // Calcite writes the number of a LIMIT so.
      return lifted(inner, types);
    }
    if (!(expression instanceof ConstantExpression constant)
        || constant.value == null
        || !types.contains(constant.type)) {
      return expression;
    }
    Object value =
        constant.value instanceof BigDecimal number
            ? (Object) number.doubleValue()
            : constant.value;
    return lifted.read(constant.type, value);
  }

  private List<Expression> lifted(List<Expression> expressions, Set<Type> types) {
    return expressions.stream().map(expression -> lifted(expression, types)).toList();
  }

  @Override
  public Expression visit(ParameterExpression parameter) {
    Expression decimal = decimals.get(parameter);
    return decimal == null ? parameter : decimal;
  }

  @Override
  public Expression visit(BinaryExpression binary, Expression left, Expression right) {
    // What is assigned to a narrower variable must stay a constant.
    boolean alike = binary.expression0.type == binary.expression1.type;
    Set<Type> types =
        OPERATIONS.contains(binary.nodeType) || (alike && binary.nodeType == ExpressionType.Assign)
            ? LIFTED
            : Set.of();
    return super.visit(binary, lifted(left, types), lifted(right, types));
  }

  @Override
  public Expression visit(
      TernaryExpression ternary, Expression condition, Expression ifTrue, Expression ifFalse) {
    return super.visit(
        ternary,
        condition,
        untyped(ternary, lifted(ifTrue, WITHOUT_PROMOTION)),
        untyped(ternary, lifted(ifFalse, WITHOUT_PROMOTION)));
  }

  /** A null without a type stays one: with that of a number, Java would make a number of it. */
  private static Expression untyped(TernaryExpression ternary, Expression branch) {
    return branch instanceof ConstantUntypedNull
        ? Expressions.parameter(ternary.type, "null")
        : branch;
  }

  @Override
  public Expression visit(
      MethodCallExpression call, @Nullable Expression target, List<Expression> arguments) {
    return super.visit(
        call,
        target,
        call.method.equals(BuiltInMethod.DATA_CONTEXT_GET.method)
            ? arguments
            : lifted(arguments, LIFTED));
  }

  @Override
  public Expression visit(
      NewArrayExpression array,
      int dimension,
      @Nullable Expression bound,
      @Nullable List<Expression> elements) {
    return super.visit(
        array, dimension, bound, elements == null ? null : lifted(elements, WITHOUT_PROMOTION));
  }

  @Override
  public DeclarationStatement visit(
      DeclarationStatement declaration, @Nullable Expression initializer) {
    return super.visit(
        declaration,
        initializer != null && initializer.type == declaration.parameter.type
            ? lifted(initializer, LIFTED)
            : initializer);
  }

  /** Of the same interface; Calcite's visitor chooses one by the number of parameters. */
  @Override
  @SuppressWarnings({"rawtypes", "unchecked"}) // as Calcite declares it
  public Expression visit(FunctionExpression function, @Nullable BlockStatement body) {
    return body == null || body.equals(function.body)
        ? function
        : Expressions.lambda(
            Types.toClass(function.type).asSubclass(Function.class), body, function.parameterList);
  }

  @Override
  public Expression visit(
      NewExpression created,
      List<Expression> arguments,
      @Nullable List<MemberDeclaration> members) {
    return super.visit(
        created,
        arguments,
        members == null
            ? null
            : members.stream()
                .filter(
                    member ->
                        !(member instanceof FieldDeclaration field
                            && decimals.containsKey(field.parameter)))
                .toList());
  }

  @Override
  public Shuttle preVisit(FieldDeclaration field) {
    return isStatic(field) ? UNCHANGED : this;
  }

  @Override
  public Shuttle preVisit(TypeBinaryExpression typeBinary) {
    return UNCHANGED;
  }
}
