package io.github.llamacloud.jdbc.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What DatabaseMetaData can list and this driver has none of: an empty result set with JDBC's
 * columns, as tools take an exception here for a broken connection.
 */
abstract class EmptyMetaData extends Limits {

  /** These rows as a result set; throws if the connection is closed. */
  abstract ResultSet rows(MetaDataShape shape, List<@Nullable Object[]> rows) throws SQLException;

  private ResultSet none(MetaDataShape shape) throws SQLException {
    return rows(shape, List.of());
  }

  @Override
  public final ResultSet getAttributes(
      @Nullable String catalog,
      @Nullable String schemaPattern,
      @Nullable String typePattern,
      @Nullable String attributePattern)
      throws SQLException {
    return none(MetaDataShape.ATTRIBUTES);
  }

  @Override
  public final ResultSet getBestRowIdentifier(
      @Nullable String catalog,
      @Nullable String schema,
      @Nullable String table,
      int scope,
      boolean nullable)
      throws SQLException {
    return none(MetaDataShape.ROW_IDENTIFIERS);
  }

  @Override
  public final ResultSet getCatalogs() throws SQLException {
    return none(MetaDataShape.CATALOGS);
  }

  @Override
  public final ResultSet getClientInfoProperties() throws SQLException {
    return none(MetaDataShape.CLIENT_INFO_PROPERTIES);
  }

  @Override
  public final ResultSet getColumnPrivileges(
      @Nullable String catalog,
      @Nullable String schema,
      @Nullable String table,
      @Nullable String columnPattern)
      throws SQLException {
    return none(MetaDataShape.COLUMN_PRIVILEGES);
  }

  @Override
  public final ResultSet getCrossReference(
      @Nullable String parentCatalog,
      @Nullable String parentSchema,
      @Nullable String parentTable,
      @Nullable String foreignCatalog,
      @Nullable String foreignSchema,
      @Nullable String foreignTable)
      throws SQLException {
    return none(MetaDataShape.FOREIGN_KEYS);
  }

  @Override
  public final ResultSet getExportedKeys(
      @Nullable String catalog, @Nullable String schema, @Nullable String table)
      throws SQLException {
    return none(MetaDataShape.FOREIGN_KEYS);
  }

  @Override
  public final ResultSet getFunctionColumns(
      @Nullable String catalog,
      @Nullable String schemaPattern,
      @Nullable String functionPattern,
      @Nullable String columnPattern)
      throws SQLException {
    return none(MetaDataShape.FUNCTION_COLUMNS);
  }

  @Override
  public final ResultSet getFunctions(
      @Nullable String catalog, @Nullable String schemaPattern, @Nullable String functionPattern)
      throws SQLException {
    return none(MetaDataShape.FUNCTIONS);
  }

  @Override
  public final ResultSet getImportedKeys(
      @Nullable String catalog, @Nullable String schema, @Nullable String table)
      throws SQLException {
    return none(MetaDataShape.FOREIGN_KEYS);
  }

  @Override
  public final ResultSet getIndexInfo(
      @Nullable String catalog,
      @Nullable String schema,
      @Nullable String table,
      boolean unique,
      boolean approximate)
      throws SQLException {
    return none(MetaDataShape.INDEXES);
  }

  @Override
  public final ResultSet getProcedureColumns(
      @Nullable String catalog,
      @Nullable String schemaPattern,
      @Nullable String procedurePattern,
      @Nullable String columnPattern)
      throws SQLException {
    return none(MetaDataShape.PROCEDURE_COLUMNS);
  }

  @Override
  public final ResultSet getProcedures(
      @Nullable String catalog, @Nullable String schemaPattern, @Nullable String procedurePattern)
      throws SQLException {
    return none(MetaDataShape.PROCEDURES);
  }

  @Override
  public final ResultSet getPseudoColumns(
      @Nullable String catalog,
      @Nullable String schemaPattern,
      @Nullable String tablePattern,
      @Nullable String columnPattern)
      throws SQLException {
    return none(MetaDataShape.PSEUDO_COLUMNS);
  }

  @Override
  public final ResultSet getSuperTables(
      @Nullable String catalog, @Nullable String schemaPattern, @Nullable String tablePattern)
      throws SQLException {
    return none(MetaDataShape.SUPER_TABLES);
  }

  @Override
  public final ResultSet getSuperTypes(
      @Nullable String catalog, @Nullable String schemaPattern, @Nullable String typePattern)
      throws SQLException {
    return none(MetaDataShape.SUPER_TYPES);
  }

  @Override
  public final ResultSet getTablePrivileges(
      @Nullable String catalog, @Nullable String schemaPattern, @Nullable String tablePattern)
      throws SQLException {
    return none(MetaDataShape.TABLE_PRIVILEGES);
  }

  @Override
  public final ResultSet getUDTs(
      @Nullable String catalog,
      @Nullable String schemaPattern,
      @Nullable String typePattern,
      int @Nullable [] types)
      throws SQLException {
    return none(MetaDataShape.USER_TYPES);
  }

  @Override
  public final ResultSet getVersionColumns(
      @Nullable String catalog, @Nullable String schema, @Nullable String table)
      throws SQLException {
    return none(MetaDataShape.ROW_IDENTIFIERS);
  }
}
