package io.github.llamacloud.jdbc.sql;

import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.metadata.BuiltInMetadata;
import org.apache.calcite.rel.metadata.DefaultRelMetadataProvider;
import org.apache.calcite.rel.metadata.JaninoRelMetadataProvider;
import org.apache.calcite.rel.metadata.MetadataHandler;
import org.apache.calcite.rel.metadata.MetadataHandlerProvider;
import org.apache.calcite.rel.metadata.RelMetadataQuery;

/**
 * Calcite's metadata, answered by the classes that Calcite would generate and compile when they are
 * first asked: the driver's build has made them already (src/build). Calcite compiles what is
 * missing, so that a driver that was built otherwise is only slower to start.
 */
class PlanningMetadata extends RelMetadataQuery {
  private static final MetadataHandlerProvider LATE = new LateHandlers();

  PlanningMetadata() {
    super(LATE);
  }

  /** Calcite asks for a handler again if the one it has knows no answer: only then it is made. */
  private static final class LateHandlers implements MetadataHandlerProvider {
    private static final Map<Class<?>, MetadataHandler<?>> MADE = new ConcurrentHashMap<>();

    /** One for all kinds of metadata, since each class of a proxy takes time to make. */
    private static final Object UNKNOWING =
        Proxy.newProxyInstance(
            PlanningMetadata.class.getClassLoader(),
            Arrays.stream(BuiltInMetadata.class.getDeclaredClasses())
                .flatMap(kind -> Arrays.stream(kind.getDeclaredClasses()))
                .filter(MetadataHandler.class::isAssignableFrom)
                .toArray(Class<?>[]::new),
            (proxy, method, arguments) -> {
              throw new NoHandler(((RelNode) arguments[0]).getClass());
            });

    @Override
    public <H extends MetadataHandler<?>> H handler(Class<H> kind) {
      return kind.cast(UNKNOWING);
    }

    @Override
    public <H extends MetadataHandler<?>> H revise(Class<H> kind) {
      return kind.cast(MADE.computeIfAbsent(kind, any -> made(kind)));
    }

    private static <H extends MetadataHandler<?>> MetadataHandler<?> made(Class<H> kind) {
      Object[] handlers =
          DefaultRelMetadataProvider.INSTANCE.handlers(kind).stream().distinct().toArray();
      try {
        return (MetadataHandler<?>)
            Class.forName(className(kind)).getConstructors()[0].newInstance(handlers);
      } catch (ReflectiveOperationException e) {
        return JaninoRelMetadataProvider.of(DefaultRelMetadataProvider.INSTANCE).revise(kind);
      }
    }
  }

  /** The name of the class that the build makes for a kind of metadata. */
  static String className(Class<?> kind) {
    return PlanningMetadata.class.getPackageName()
        + ".metadata."
        + kind.getEnclosingClass().getSimpleName();
  }
}
