package io.github.llamacloud.jdbc;

import io.github.llamacloud.jdbc.error.Failures;
import io.github.llamacloud.jdbc.jdbc.ConnectionEnd;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import javax.sql.ConnectionEvent;
import javax.sql.ConnectionEventListener;
import javax.sql.PooledConnection;
import javax.sql.StatementEventListener;
import org.jspecify.annotations.Nullable;

/**
 * A {@link PooledConnection}: what a pool keeps between two uses of a connection (JDBC 4.3, chapter
 * 11). There is no session on the wire, so that each use gets a connection of its own, in the state
 * of a new one, over the same source. Threads may share it; listeners are told outside its lock.
 */
final class PooledSource implements PooledConnection, ConnectionEnd {
  private final Function<ConnectionEnd, Connection> opening;
  private final List<ConnectionEventListener> listeners = new CopyOnWriteArrayList<>();
  private @Nullable Connection current;
  private boolean closed;

  /**
   * @param opening opens a connection that tells its end
   */
  PooledSource(Function<ConnectionEnd, Connection> opening) {
    this.opening = opening;
  }

  /** A new connection; the one before is closed without an event, as JDBC wants it. */
  @Override
  public Connection getConnection() throws SQLException {
    Connection earlier;
    Connection opened;
    synchronized (this) {
      if (closed) {
        throw Failures.connectionClosed();
      }
      earlier = current;
      opened = opening.apply(this);
      current = opened;
    }
    if (earlier != null) {
      earlier.close();
    }
    return opened;
  }

  /** Closes the connection that is in use, without an event. */
  @Override
  public void close() throws SQLException {
    Connection last;
    synchronized (this) {
      closed = true;
      last = current;
      current = null;
    }
    if (last != null) {
      last.close();
    }
  }

  @Override
  public void closed(Connection connection) {
    if (wasCurrent(connection)) {
      ConnectionEvent event = new ConnectionEvent(this);
      listeners.forEach(listener -> listener.connectionClosed(event));
    }
  }

  /** Nobody should get this one again while what was aborted may still run. */
  @Override
  public void aborted(Connection connection) {
    if (wasCurrent(connection)) {
      ConnectionEvent event = new ConnectionEvent(this, Failures.connectionClosed());
      listeners.forEach(listener -> listener.connectionErrorOccurred(event));
    }
  }

  private synchronized boolean wasCurrent(Connection connection) {
    if (current != connection) {
      return false;
    }
    current = null;
    return true;
  }

  @Override
  public void addConnectionEventListener(ConnectionEventListener listener) {
    listeners.add(listener);
  }

  @Override
  public void removeConnectionEventListener(ConnectionEventListener listener) {
    listeners.remove(listener);
  }

  /** Never told anything: prepared statements are not pooled, as plans are shared anyway. */
  @Override
  public void addStatementEventListener(StatementEventListener listener) {}

  @Override
  public void removeStatementEventListener(StatementEventListener listener) {}
}
