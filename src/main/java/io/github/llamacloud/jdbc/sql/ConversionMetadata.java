package io.github.llamacloud.jdbc.sql;

import com.google.common.collect.ImmutableList;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import org.apache.calcite.rel.RelCollation;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.metadata.BuiltInMetadata;
import org.apache.calcite.rel.metadata.DefaultRelMetadataProvider;
import org.apache.calcite.rel.metadata.JaninoRelMetadataProvider;
import org.apache.calcite.rel.metadata.MetadataHandler;
import org.apache.calcite.rel.metadata.MetadataHandlerProvider;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.sql.SqlExplainLevel;

/**
 * What is asked while a statement is converted, answered without generated code: a statement that
 * is one request is compiled by no compiler. Whatever else is asked, Calcite answers as usual.
 */
final class ConversionMetadata extends RelMetadataQuery {
  private static final MetadataHandlerProvider LATE = new LateHandlers();

  ConversionMetadata() {
    super(LATE);
  }

  /** None is claimed: {@link LogicalPlanner} takes every claim back but that of a sort. */
  @Override
  public ImmutableList<RelCollation> collations(RelNode rel) {
    return ImmutableList.of();
  }

  @Override
  public Boolean isVisibleInExplain(RelNode rel, SqlExplainLevel level) {
    return true;
  }

  /** Calcite asks for a handler again if the one it has knows no answer: only then it is made. */
  private static final class LateHandlers implements MetadataHandlerProvider {
    /** One for all kinds of metadata, since each class of a proxy takes time to make. */
    private static final Object UNKNOWING =
        Proxy.newProxyInstance(
            ConversionMetadata.class.getClassLoader(),
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
      return JaninoRelMetadataProvider.of(DefaultRelMetadataProvider.INSTANCE).revise(kind);
    }
  }
}
