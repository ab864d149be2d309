package io.github.llamacloud.jdbc.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Properties;
import org.apache.calcite.DataContext;
import org.apache.calcite.jdbc.CalciteConnection;
import org.apache.calcite.jdbc.Driver;
import org.apache.calcite.linq4j.AbstractEnumerable;
import org.apache.calcite.linq4j.Enumerable;
import org.apache.calcite.linq4j.Enumerator;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.schema.ProjectableFilterableTable;
import org.apache.calcite.schema.impl.AbstractTable;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeName;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * The usual way to put SQL before an API: Calcite's own JDBC driver over a table that is told the
 * filters and the columns, but not the limit. Sends an equality on {@code status}.
 */
final class StockDriver extends Driver {
  static final String PREFIX = "jdbc:stock:";

  @Override
  protected String getConnectStringPrefix() {
    return PREFIX;
  }

  /** To the list at a base URL. */
  static Connection connect(String baseUrl) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("lex", "JAVA");
    properties.setProperty("conformance", "LENIENT");
    Connection connection = new StockDriver().connect(PREFIX, properties);
    connection
        .unwrap(CalciteConnection.class)
        .getRootSchema()
        .add("batch_jobs", new Jobs(new RawClient(baseUrl)));
    return connection;
  }

  private static final class Jobs extends AbstractTable implements ProjectableFilterableTable {
    private static final int STATUS = 3;

    private final RawClient client;

    Jobs(RawClient client) {
      this.client = client;
    }

    @Override
    public RelDataType getRowType(RelDataTypeFactory types) {
      RelDataTypeFactory.Builder row = types.builder();
      for (String name : RawClient.FIELDS) {
        if (name.endsWith("_at")) {
          row.add(name, SqlTypeName.TIMESTAMP, 3).nullable(true);
        } else if (name.endsWith("_items")) {
          row.add(name, SqlTypeName.BIGINT).nullable(true);
        } else {
          row.add(name, SqlTypeName.VARCHAR, 65536).nullable(true);
        }
      }
      return row.build();
    }

    @Override
    public Enumerable<@Nullable Object[]> scan(
        DataContext root, List<RexNode> filters, int @Nullable [] projects) {
      String status = null;
      for (RexNode filter : List.copyOf(filters)) {
        String value = statusOf(filter);
        if (value != null && status == null) {
          status = value;
          filters.remove(filter);
        }
      }
      String query = status == null ? "limit=1000" : "status=" + status + "&limit=1000";
      return new AbstractEnumerable<>() {
        @Override
        public Enumerator<@Nullable Object[]> enumerator() {
          return new Rows(client, query, projects);
        }
      };
    }

    private static @Nullable String statusOf(RexNode filter) {
      if (filter.getKind() == SqlKind.EQUALS
          && ((RexCall) filter).getOperands().get(0) instanceof RexInputRef column
          && column.getIndex() == STATUS
          && ((RexCall) filter).getOperands().get(1) instanceof RexLiteral literal) {
        return literal.getValueAs(String.class);
      }
      return null;
    }
  }

  /** One page after the other. */
  private static final class Rows implements Enumerator<@Nullable Object[]> {
    private final RawClient client;
    private final String query;
    private final int @Nullable [] projects;
    private final Deque<Object[]> page = new ArrayDeque<>();
    private int read;
    private boolean ended;
    private @Nullable Object[] current = new Object[0];

    Rows(RawClient client, String query, int @Nullable [] projects) {
      this.client = client;
      this.query = query;
      this.projects = projects;
    }

    @Override
    public @Nullable Object[] current() {
      return current;
    }

    @Override
    public boolean moveNext() {
      if (page.isEmpty() && !ended) {
        try {
          int rows = client.page(query + "&offset=" + read, page::add);
          read += rows;
          ended = rows < 1000;
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
      Object[] row = page.poll();
      if (row == null) {
        return false;
      }
      for (int i = 0; i < row.length; i++) {
        row[i] = row[i] instanceof Timestamp at ? (Object) at.getTime() : row[i];
      }
      int[] wanted = projects;
      current = wanted == null ? row : Arrays.stream(wanted).mapToObj(slot -> row[slot]).toArray();
      return true;
    }

    @Override
    public void reset() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
      ended = true;
      page.clear();
    }
  }
}
