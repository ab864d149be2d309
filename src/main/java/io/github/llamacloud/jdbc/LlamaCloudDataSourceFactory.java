package io.github.llamacloud.jdbc;

import java.util.Hashtable;
import java.util.Set;
import javax.naming.Context;
import javax.naming.Name;
import javax.naming.Reference;
import javax.naming.spi.ObjectFactory;
import javax.sql.ConnectionPoolDataSource;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Makes a {@link LlamaCloudDataSource} of what a naming service keeps, or of what a container's
 * configuration says, like the attributes of a {@code <Resource>} of Tomcat: {@code url}, {@code
 * apiKeyFile} and the other properties by their names. Threads may share it.
 */
public final class LlamaCloudDataSourceFactory implements ObjectFactory {
  private static final Set<String> CLASSES =
      Set.of(
          LlamaCloudDataSource.class.getName(),
          DataSource.class.getName(),
          ConnectionPoolDataSource.class.getName());

  /** The data source, or null for an object that is none of this factory's. */
  @Override
  public @Nullable Object getObjectInstance(
      @Nullable Object object,
      @Nullable Name name,
      @Nullable Context context,
      @Nullable Hashtable<?, ?> environment) {
    return object instanceof Reference reference && CLASSES.contains(reference.getClassName())
        ? DataSourceReference.read(reference)
        : null;
  }
}
