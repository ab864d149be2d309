package io.github.llamacloud.jdbc.sql;

import java.lang.reflect.Constructor;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.calcite.rel.metadata.DefaultRelMetadataProvider;
import org.apache.calcite.rel.metadata.MetadataHandler;
import org.apache.calcite.rel.metadata.MetadataHandlerProvider;
import org.apache.calcite.rel.metadata.RelMetadataQuery;

/**
 * Calcite's metadata, answered by the classes that Calcite would generate and compile when they are
 * first asked: the driver's build has made them already (src/build).
 */
class PlanningMetadata extends RelMetadataQuery {
  private static final MetadataHandlerProvider LATE = new LateHandlers();

  PlanningMetadata() {
    super(LATE);
  }

  /** Calcite asks for a handler again if the one it has knows no answer: only then it is made. */
  private static final class LateHandlers implements MetadataHandlerProvider {
    private static final Map<Class<?>, Object> MADE = new ConcurrentHashMap<>();
    private static final Object UNKNOWING = made("Unknowing");

    @Override
    public <H extends MetadataHandler<?>> H handler(Class<H> kind) {
      return kind.cast(UNKNOWING);
    }

    @Override
    public <H extends MetadataHandler<?>> H revise(Class<H> kind) {
      return kind.cast(
          MADE.computeIfAbsent(
              kind,
              any ->
                  made(
                      kind.getEnclosingClass().getSimpleName(),
                      DefaultRelMetadataProvider.INSTANCE.handlers(kind).stream()
                          .distinct()
                          .toArray())));
    }

    private static Object made(String simpleName, Object... arguments) {
      String name = PlanningMetadata.class.getPackageName() + ".metadata." + simpleName;
      try {
        Constructor<?>[] constructors = Class.forName(name).getConstructors();
        return constructors[0].newInstance(arguments);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(
            name + " cannot be made. Maven makes it: run mvn process-classes.", e);
      }
    }
  }
}
