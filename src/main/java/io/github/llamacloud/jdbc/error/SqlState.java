package io.github.llamacloud.jdbc.error;

/** The SQLStates that cross the API, named; the codes are the SQL standard's and PostgreSQL's. */
public enum SqlState {
  BAD_CONNECTION_SETTING("08001"),
  CONNECTION_CLOSED("08003"),
  NO_ANSWER("08006"),
  FEATURE_NOT_SUPPORTED("0A000"),
  STRING_RIGHT_TRUNCATION("22001"),
  NUMERIC_OUT_OF_RANGE("22003"),
  BAD_DATETIME("22007"),
  DIVISION_BY_ZERO("22012"),
  BAD_CAST("22018"),
  BAD_PARAMETER("22023"),
  BAD_LOGARITHM("2201E"),
  BAD_POWER("2201F"),
  BAD_LIMIT("2201W"),
  BAD_OFFSET("2201X"),
  NO_CURRENT_ROW("24000"),
  READ_ONLY("25006"),
  NOT_AUTHORIZED("28000"),
  LIST_MOVED("40001"),
  CARDINALITY("21000"),
  SYNTAX_ERROR("42601"),
  UNDEFINED_COLUMN("42703"),
  UNDEFINED_FUNCTION("42883"),
  UNDEFINED_TABLE("42P01"),
  WRONG_TYPE("42804"),
  TOO_MANY_REQUESTS("53000"),
  REQUEST_BUDGET_EXCEEDED("54000"),
  CANCELLED("57014"),
  SERVER_ERROR("58000"),
  CONTRACT_BROKEN("58030"),
  INTERNAL_ERROR("XX000"),
  OBJECT_CLOSED("HY010"),
  BAD_ARGUMENT("HY024"),
  UNSET_PARAMETER("07001"),
  BAD_COLUMN_INDEX("07009"),
  WRONG_VALUE_TYPE("07006"),
  TIME_LIMIT("HYT00");

  private final String code;

  SqlState(String code) {
    this.code = code;
  }

  /** The five characters of {@link java.sql.SQLException#getSQLState()}. */
  public String code() {
    return code;
  }
}
