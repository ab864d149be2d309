package io.github.llamacloud.jdbc.jdbc;

import io.github.llamacloud.jdbc.config.Settings;
import io.github.llamacloud.jdbc.error.Failures;
import io.github.llamacloud.jdbc.error.SqlState;
import io.github.llamacloud.jdbc.jobs.JobColumn;
import java.sql.Array;
import java.sql.Blob;
import java.sql.CallableStatement;
import java.sql.ClientInfoStatus;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.NClob;
import java.sql.ResultSet;
import java.sql.SQLClientInfoException;
import java.sql.SQLException;
import java.sql.SQLXML;
import java.sql.Savepoint;
import java.sql.ShardingKey;
import java.sql.Struct;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What pools and tools set on a connection and read back. Nothing of it changes an answer, as every
 * statement reads; so all of it is accepted. What JDBC offers and this driver has not is refused
 * with 0A000, but only where no pool calls it.
 */
abstract class SessionState implements Connection {
  private static final String APPLICATION_NAME = "ApplicationName";

  private final Properties clientInfo = new Properties();
  private volatile boolean autoCommit = true;
  private volatile int isolation = TRANSACTION_NONE;
  private volatile int holdability = ResultSet.HOLD_CURSORS_OVER_COMMIT;
  private volatile int networkTimeoutMillis;

  SessionState(Settings settings) {
    settings.applicationName().ifPresent(name -> clientInfo.setProperty(APPLICATION_NAME, name));
  }

  /** Throws 08003 if this connection is closed. */
  abstract void checkOpen() throws SQLException;

  @Override
  public final void setAutoCommit(boolean autoCommit) throws SQLException {
    checkOpen();
    this.autoCommit = autoCommit;
  }

  @Override
  public final boolean getAutoCommit() throws SQLException {
    checkOpen();
    return autoCommit;
  }

  @Override
  public final void commit() throws SQLException {
    checkOpen();
  }

  @Override
  public final void rollback() throws SQLException {
    checkOpen();
  }

  /** Accepts false too, as pools reset connections to it; they stay read-only. */
  @Override
  public final void setReadOnly(boolean readOnly) throws SQLException {
    checkOpen();
  }

  @Override
  public final boolean isReadOnly() throws SQLException {
    checkOpen();
    return true;
  }

  /** Ignored: there are no catalogs. */
  @Override
  public final void setCatalog(@Nullable String catalog) throws SQLException {
    checkOpen();
  }

  @Override
  public final @Nullable String getCatalog() throws SQLException {
    checkOpen();
    return null;
  }

  /** Ignored: there is one schema. */
  @Override
  public final void setSchema(@Nullable String schema) throws SQLException {
    checkOpen();
  }

  @Override
  public final String getSchema() throws SQLException {
    checkOpen();
    return JobColumn.SCHEMA;
  }

  @Override
  public final void setTransactionIsolation(int level) throws SQLException {
    checkOpen();
    switch (level) {
      case TRANSACTION_NONE,
          TRANSACTION_READ_UNCOMMITTED,
          TRANSACTION_READ_COMMITTED,
          TRANSACTION_REPEATABLE_READ,
          TRANSACTION_SERIALIZABLE ->
          isolation = level;
      default -> throw Failures.badArgument(SqlState.BAD_ARGUMENT, "No isolation level: " + level);
    }
  }

  @Override
  public final int getTransactionIsolation() throws SQLException {
    checkOpen();
    return isolation;
  }

  @Override
  public final void setHoldability(int holdability) throws SQLException {
    checkOpen();
    if (holdability != ResultSet.HOLD_CURSORS_OVER_COMMIT
        && holdability != ResultSet.CLOSE_CURSORS_AT_COMMIT) {
      throw Failures.badArgument(SqlState.BAD_ARGUMENT, "No holdability: " + holdability);
    }
    this.holdability = holdability;
  }

  @Override
  public final int getHoldability() throws SQLException {
    checkOpen();
    return holdability;
  }

  /** An upper bound of every later execution's time limit; 0 for none. */
  @Override
  public final void setNetworkTimeout(@Nullable Executor executor, int milliseconds)
      throws SQLException {
    checkOpen();
    if (milliseconds < 0) {
      throw Failures.badArgument(
          SqlState.BAD_ARGUMENT, "A timeout is 0 (none) or more, not " + milliseconds + ".");
    }
    networkTimeoutMillis = milliseconds;
  }

  @Override
  public final int getNetworkTimeout() throws SQLException {
    checkOpen();
    return networkTimeoutMillis;
  }

  final int networkTimeoutMillis() {
    return networkTimeoutMillis;
  }

  @Override
  public final Map<String, Class<?>> getTypeMap() throws SQLException {
    checkOpen();
    return new HashMap<>();
  }

  /** Ignored: there are no user-defined types. */
  @Override
  public final void setTypeMap(@Nullable Map<String, Class<?>> types) throws SQLException {
    checkOpen();
  }

  @Override
  public final void setClientInfo(String name, @Nullable String value)
      throws SQLClientInfoException {
    checkOpenForClientInfo();
    if (name == null) {
      return;
    }
    if (value == null) {
      clientInfo.remove(name);
    } else {
      clientInfo.setProperty(name, value);
    }
  }

  @Override
  public final void setClientInfo(@Nullable Properties properties) throws SQLClientInfoException {
    checkOpenForClientInfo();
    synchronized (clientInfo) {
      clientInfo.clear();
      if (properties != null) {
        properties
            .stringPropertyNames()
            .forEach(name -> clientInfo.setProperty(name, properties.getProperty(name)));
      }
    }
  }

  private void checkOpenForClientInfo() throws SQLClientInfoException {
    try {
      checkOpen();
    } catch (SQLException e) {
      throw new SQLClientInfoException(
          e.getMessage(), e.getSQLState(), Map.<String, ClientInfoStatus>of(), e);
    }
  }

  @Override
  public final @Nullable String getClientInfo(String name) throws SQLException {
    checkOpen();
    return name == null ? null : clientInfo.getProperty(name);
  }

  @Override
  public final Properties getClientInfo() throws SQLException {
    checkOpen();
    Properties copy = new Properties();
    synchronized (clientInfo) {
      copy.putAll(clientInfo);
    }
    return copy;
  }

  private SQLException absent(String feature) throws SQLException {
    checkOpen();
    return Failures.notSupported(feature);
  }

  @Override
  public final CallableStatement prepareCall(String sql) throws SQLException {
    throw absent("prepareCall");
  }

  @Override
  public final CallableStatement prepareCall(String sql, int type, int concurrency)
      throws SQLException {
    throw absent("prepareCall");
  }

  @Override
  public final CallableStatement prepareCall(String sql, int type, int concurrency, int holdability)
      throws SQLException {
    throw absent("prepareCall");
  }

  @Override
  public final Savepoint setSavepoint() throws SQLException {
    throw absent("A savepoint");
  }

  @Override
  public final Savepoint setSavepoint(String name) throws SQLException {
    throw absent("A savepoint");
  }

  @Override
  public final void rollback(Savepoint savepoint) throws SQLException {
    throw absent("A savepoint");
  }

  @Override
  public final void releaseSavepoint(Savepoint savepoint) throws SQLException {
    throw absent("A savepoint");
  }

  @Override
  public final Clob createClob() throws SQLException {
    throw absent("CLOB");
  }

  @Override
  public final Blob createBlob() throws SQLException {
    throw absent("BLOB");
  }

  @Override
  public final NClob createNClob() throws SQLException {
    throw absent("NCLOB");
  }

  @Override
  public final SQLXML createSQLXML() throws SQLException {
    throw absent("SQLXML");
  }

  @Override
  public final Array createArrayOf(String typeName, Object[] elements) throws SQLException {
    throw absent("ARRAY");
  }

  @Override
  public final Struct createStruct(String typeName, Object[] attributes) throws SQLException {
    throw absent("STRUCT");
  }

  @Override
  public final void setShardingKey(ShardingKey key) throws SQLException {
    throw absent("Sharding");
  }

  @Override
  public final void setShardingKey(ShardingKey key, ShardingKey superKey) throws SQLException {
    throw absent("Sharding");
  }

  @Override
  public final boolean setShardingKeyIfValid(ShardingKey key, int timeout) throws SQLException {
    throw absent("Sharding");
  }

  @Override
  public final boolean setShardingKeyIfValid(ShardingKey key, ShardingKey superKey, int timeout)
      throws SQLException {
    throw absent("Sharding");
  }

  @Override
  public final void beginRequest() throws SQLException {
    checkOpen();
  }

  @Override
  public final void endRequest() throws SQLException {
    checkOpen();
  }
}
