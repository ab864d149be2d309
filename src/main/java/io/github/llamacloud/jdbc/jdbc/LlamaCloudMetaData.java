package io.github.llamacloud.jdbc.jdbc;

import io.github.llamacloud.jdbc.config.DriverVersion;
import io.github.llamacloud.jdbc.jobs.JobColumn;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.RowIdLifetime;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Describes the driver and its one table. Sends nothing. There are no catalogs: a catalog that is
 * asked for by name has nothing in it.
 */
final class LlamaCloudMetaData extends EmptyMetaData {
  private final LlamaCloudConnection connection;

  LlamaCloudMetaData(LlamaCloudConnection connection) {
    this.connection = connection;
  }

  @Override
  ResultSet rows(MetaDataShape shape, List<@Nullable Object[]> rows) throws SQLException {
    return connection.inMemory(shape.columns(), rows);
  }

  private ResultSet rowsIf(boolean matches, MetaDataShape shape, List<@Nullable Object[]> rows)
      throws SQLException {
    return rows(shape, matches ? rows : List.of());
  }

  private static boolean isOurs(@Nullable String catalog, @Nullable String schemaPattern) {
    boolean noCatalog = catalog == null || catalog.isEmpty() || catalog.equals("%");
    return noCatalog && NamePattern.matches(schemaPattern, JobColumn.SCHEMA);
  }

  private static boolean isOurs(
      @Nullable String catalog, @Nullable String schemaPattern, @Nullable String tablePattern) {
    return isOurs(catalog, schemaPattern) && NamePattern.matches(tablePattern, JobColumn.TABLE);
  }

  @Override
  public ResultSet getSchemas() throws SQLException {
    return rows(MetaDataShape.SCHEMAS, CatalogRows.schema());
  }

  @Override
  public ResultSet getSchemas(@Nullable String catalog, @Nullable String schemaPattern)
      throws SQLException {
    return rowsIf(isOurs(catalog, schemaPattern), MetaDataShape.SCHEMAS, CatalogRows.schema());
  }

  /** No types, or an empty array of them, are all types. */
  @Override
  public ResultSet getTables(
      @Nullable String catalog,
      @Nullable String schemaPattern,
      @Nullable String tablePattern,
      String @Nullable [] types)
      throws SQLException {
    boolean typeMatches =
        types == null || types.length == 0 || Stream.of(types).anyMatch("TABLE"::equalsIgnoreCase);
    return rowsIf(
        typeMatches && isOurs(catalog, schemaPattern, tablePattern),
        MetaDataShape.TABLES,
        CatalogRows.table());
  }

  @Override
  public ResultSet getTableTypes() throws SQLException {
    return rows(MetaDataShape.TABLE_TYPES, CatalogRows.tableTypes());
  }

  @Override
  public ResultSet getColumns(
      @Nullable String catalog,
      @Nullable String schemaPattern,
      @Nullable String tablePattern,
      @Nullable String columnPattern)
      throws SQLException {
    return rowsIf(
        isOurs(catalog, schemaPattern, tablePattern),
        MetaDataShape.COLUMNS,
        CatalogRows.columns(columnPattern));
  }

  /** Takes patterns, though JDBC has names here: clients ask for {@code %}. */
  @Override
  public ResultSet getPrimaryKeys(
      @Nullable String catalog, @Nullable String schema, @Nullable String table)
      throws SQLException {
    return rowsIf(
        isOurs(catalog, schema, table), MetaDataShape.PRIMARY_KEYS, CatalogRows.primaryKey());
  }

  @Override
  public ResultSet getTypeInfo() throws SQLException {
    return rows(MetaDataShape.TYPES, CatalogRows.types());
  }

  @Override
  public Connection getConnection() {
    return connection;
  }

  @Override
  public String getURL() {
    return connection.url();
  }

  /** Empty: a key has no user name. */
  @Override
  public String getUserName() {
    return "";
  }

  @Override
  public String getDatabaseProductName() {
    return "LlamaCloud";
  }

  /** The version of the service's API that the table is read from. */
  @Override
  public String getDatabaseProductVersion() {
    return "1.0 (API v1 beta)";
  }

  @Override
  public int getDatabaseMajorVersion() {
    return 1;
  }

  @Override
  public int getDatabaseMinorVersion() {
    return 0;
  }

  @Override
  public String getDriverName() {
    return DriverVersion.NAME;
  }

  @Override
  public String getDriverVersion() {
    return DriverVersion.TEXT;
  }

  @Override
  public int getDriverMajorVersion() {
    return DriverVersion.MAJOR;
  }

  @Override
  public int getDriverMinorVersion() {
    return DriverVersion.MINOR;
  }

  @Override
  public int getJDBCMajorVersion() {
    return 4;
  }

  @Override
  public int getJDBCMinorVersion() {
    return 3;
  }

  @Override
  public String getIdentifierQuoteString() {
    return "\"";
  }

  @Override
  public String getSearchStringEscape() {
    return "\\";
  }

  @Override
  public String getExtraNameCharacters() {
    return "";
  }

  @Override
  public String getCatalogSeparator() {
    return ".";
  }

  @Override
  public String getCatalogTerm() {
    return "catalog";
  }

  @Override
  public String getSchemaTerm() {
    return "schema";
  }

  @Override
  public String getProcedureTerm() {
    return "procedure";
  }

  @Override
  public String getSQLKeywords() {
    return SqlWords.beyondSql2003();
  }

  @Override
  public String getNumericFunctions() {
    return SqlWords.NUMERIC_FUNCTIONS;
  }

  @Override
  public String getStringFunctions() {
    return SqlWords.STRING_FUNCTIONS;
  }

  @Override
  public String getTimeDateFunctions() {
    return SqlWords.TIME_DATE_FUNCTIONS;
  }

  @Override
  public String getSystemFunctions() {
    return SqlWords.SYSTEM_FUNCTIONS;
  }

  @Override
  public int getSQLStateType() {
    return sqlStateSQL;
  }

  @Override
  public RowIdLifetime getRowIdLifetime() {
    return RowIdLifetime.ROWID_UNSUPPORTED;
  }

  @Override
  public int getDefaultTransactionIsolation() {
    return Connection.TRANSACTION_NONE;
  }

  @Override
  public boolean supportsTransactionIsolationLevel(int level) {
    return level == Connection.TRANSACTION_NONE;
  }

  @Override
  public boolean supportsResultSetType(int type) {
    return type == ResultSet.TYPE_FORWARD_ONLY;
  }

  @Override
  public boolean supportsResultSetConcurrency(int type, int concurrency) {
    return supportsResultSetType(type) && concurrency == ResultSet.CONCUR_READ_ONLY;
  }

  @Override
  public boolean supportsResultSetHoldability(int holdability) {
    return holdability == ResultSet.HOLD_CURSORS_OVER_COMMIT;
  }

  @Override
  public int getResultSetHoldability() {
    return ResultSet.HOLD_CURSORS_OVER_COMMIT;
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return Unwrapping.unwrap(this, type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return type.isInstance(this);
  }
}
