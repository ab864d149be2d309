package io.github.llamacloud.jdbc.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.metadata.BuiltInMetadata;
import org.apache.calcite.rel.metadata.DefaultRelMetadataProvider;
import org.apache.calcite.rel.metadata.JaninoRelMetadataProvider;
import org.apache.calcite.rel.metadata.MetadataHandler;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.tools.Frameworks;
import org.apache.calcite.tools.RelBuilder;
import org.junit.jupiter.api.Test;

/** The classes for Calcite's metadata that the build makes. */
class PlanningMetadataTest {
  private static final Class<?>[] ONE_NODE = {RelNode.class};

  @Test
  void thereIsAClassForEachKind() throws ClassNotFoundException {
    for (Class<?> metadata : BuiltInMetadata.class.getDeclaredClasses()) {
      for (Class<?> kind : metadata.getDeclaredClasses()) {
        if (MetadataHandler.class.isAssignableFrom(kind)) {
          String name =
              PlanningMetadata.class.getPackageName() + ".metadata." + metadata.getSimpleName();
          assertTrue(kind.isAssignableFrom(Class.forName(name)), name);
        }
      }
    }
  }

  /** All that can be asked about a node alone. */
  @Test
  void theAnswersAreCalcites() throws IllegalAccessException {
    List<Method> questions =
        Arrays.stream(RelMetadataQuery.class.getDeclaredMethods())
            .filter(method -> Arrays.equals(method.getParameterTypes(), ONE_NODE))
            .filter(method -> method.getName().matches("get.*|collations|distribution|areRows.*"))
            .toList();
    assertTrue(questions.size() > 15, questions.toString());
    List<RelNode> nodes = new ArrayList<>();
    collect(plan(), nodes);
    RelMetadataQuery calcites = calcites();
    PlanningMetadata ours = new PlanningMetadata();
    int known = 0;
    for (RelNode node : nodes) {
      for (Method question : questions) {
        String expected = answer(question, calcites, node);
        assertEquals(
            expected,
            answer(question, ours, node),
            () -> question.getName() + " of\n" + RelOptUtil.toString(node));
        known += expected.equals("null") ? 0 : 1;
      }
    }
    assertTrue(known > 100, known + " answers");
  }

  private static void collect(RelNode node, List<RelNode> nodes) {
    nodes.add(node);
    node.getInputs().forEach(input -> collect(input, nodes));
  }

  private static RelNode plan() {
    RelBuilder builder = RelBuilder.create(Frameworks.newConfigBuilder().build());
    return builder
        .values(new String[] {"k", "v"}, 1, "a", 2, "b", 3, "b")
        .filter(builder.greaterThan(builder.field("k"), builder.literal(1)))
        .aggregate(builder.groupKey("v"), builder.sum(false, "s", builder.field("k")))
        .values(new String[] {"w"}, "a", "b")
        .join(JoinRelType.LEFT, builder.equals(builder.field(2, 0, "v"), builder.field(2, 1, "w")))
        .project(builder.field("v"), builder.field("s"))
        .distinct()
        .sortLimit(0, 2, builder.field("v"))
        .build();
  }

  /** The one that compiles its classes here. */
  private static RelMetadataQuery calcites() {
    RelMetadataQuery.THREAD_PROVIDERS.set(
        JaninoRelMetadataProvider.of(DefaultRelMetadataProvider.INSTANCE));
    return RelMetadataQuery.instance();
  }

  private static String answer(Method question, RelMetadataQuery metadata, RelNode node)
      throws IllegalAccessException {
    try {
      return String.valueOf(question.invoke(metadata, node));
    } catch (InvocationTargetException e) {
      return String.valueOf(e.getCause());
    }
  }
}
