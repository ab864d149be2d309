package io.github.llamacloud.jdbc.jdbc;

import java.sql.Connection;

/** Who opened a connection and wants to know of its end; told once, by the thread that ends it. */
public interface ConnectionEnd {
  /** For connections that belong to whoever closes them. */
  ConnectionEnd NOBODY =
      new ConnectionEnd() {
        @Override
        public void closed(Connection connection) {}

        @Override
        public void aborted(Connection connection) {}
      };

  /** It was closed, and its statements with it. */
  void closed(Connection connection);

  /** It was aborted: what ran on it may still be about to end. */
  void aborted(Connection connection);
}
