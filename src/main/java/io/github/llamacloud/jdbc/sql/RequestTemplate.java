package io.github.llamacloud.jdbc.sql;

import io.github.llamacloud.jdbc.jobs.Condition;
import io.github.llamacloud.jdbc.jobs.Filter;
import io.github.llamacloud.jdbc.jobs.ListRequest;
import io.github.llamacloud.jdbc.jobs.Operand;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A statement that is one request, as an example for those that differ from it in the values of its
 * places. For each place it must have been seen, by compiling a statement with another value there,
 * that the value becomes a value of the request and changes nothing else. Immutable.
 *
 * @param values of the example
 * @param seen the places where other values were seen
 */
record RequestTemplate(
    List<Object> values,
    List<ResultColumn> columns,
    EnumComparisons enums,
    ListRequest request,
    BitSet seen) {

  /** The first statement of its shape; empty if it is not one request that has all its values. */
  static Optional<RequestTemplate> of(List<Object> values, CompiledStatement compiled) {
    return request(compiled)
        .filter(request -> operands(request).containsAll(values))
        .map(
            request ->
                new RequestTemplate(
                    values, compiled.columns(), compiled.enums(), request, new BitSet()));
  }

  private static Optional<ListRequest> request(CompiledStatement compiled) {
    return compiled.planWithoutParameters().orElse(null) instanceof AbsorbedPlan plan
            && plan.request() instanceof ListRequest request
            && plan.explain().equals(JobScan.text(request))
        ? Optional.of(request)
        : Optional.empty();
  }

  private static Set<Object> operands(ListRequest request) {
    Set<Object> operands = new HashSet<>();
    mapped(
        request,
        operand -> {
          if (operand instanceof Operand.Literal literal && literal.value() != null) {
            operands.add(literal.value());
          }
          return operand;
        });
    return operands;
  }

  /** What a statement with these values is; empty if one of them is at a place not yet seen. */
  Optional<RequestTemplate> with(List<Object> others) {
    BitSet unseen = differing(others);
    unseen.andNot(seen);
    return unseen.isEmpty() ? Optional.of(replaced(others)) : Optional.empty();
  }

  /** This, having seen what a statement with these values is; empty if it is not as expected. */
  Optional<RequestTemplate> confirmed(List<Object> others, CompiledStatement compiled) {
    RequestTemplate expected = replaced(others);
    boolean same =
        request(compiled).filter(expected.request::equals).isPresent()
            && compiled.columns().equals(columns)
            && compiled.enums().isSame(expected.enums);
    if (!same) {
      return Optional.empty();
    }
    BitSet all = differing(others);
    all.or(seen);
    return Optional.of(new RequestTemplate(values, columns, enums, request, all));
  }

  private BitSet differing(List<Object> others) {
    BitSet differing = new BitSet();
    for (int i = 0; i < values.size(); i++) {
      differing.set(i, !values.get(i).equals(others.get(i)));
    }
    return differing;
  }

  /** Equal values are at the same places in all statements of a shape: a value tells its places. */
  private RequestTemplate replaced(List<Object> others) {
    Map<Object, Operand> replacements = new HashMap<>();
    for (int i = 0; i < values.size(); i++) {
      replacements.put(values.get(i), new Operand.Literal(others.get(i)));
    }
    UnaryOperator<Operand> replacement =
        operand ->
            operand instanceof Operand.Literal literal && literal.value() != null
                ? replacements.getOrDefault(literal.value(), operand)
                : operand;
    return new RequestTemplate(
        others, columns, enums.mapped(replacement), mapped(request, replacement), seen);
  }

  private static ListRequest mapped(ListRequest request, UnaryOperator<Operand> mapping) {
    Condition condition =
        new Condition(
            request.condition().alternatives().stream()
                .map(
                    filters ->
                        filters.stream()
                            .map(
                                filter ->
                                    new Filter(filter.column(), mapping.apply(filter.operand())))
                            .toList())
                .toList());
    return new ListRequest(
        request.columns(),
        condition,
        mapping.apply(request.offset()),
        request.limit().map(mapping));
  }

  /** The statement with these values. */
  CompiledStatement statement(SqlEngine engine, String sql) {
    return CompiledStatement.ofRequest(engine, sql, columns, enums, request);
  }
}
