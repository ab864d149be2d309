package io.github.llamacloud.jdbc.sql;

import org.apache.calcite.avatica.util.Casing;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlAbstractParserImpl;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.babel.SqlBabelParserImpl;
import org.apache.calcite.sql.validate.SqlConformanceEnum;
import org.apache.calcite.util.SourceStringReader;

/**
 * Parses a statement as Calcite's {@code SqlParser} does, but not by it: the defaults of its
 * configuration load a second parser, which is not used.
 */
final class StatementParser {
  private static final int MAX_IDENTIFIER = 1024;

  private StatementParser() {}

  static SqlNode parse(String sql) throws SqlParseException {
    SqlAbstractParserImpl parser =
        SqlBabelParserImpl.FACTORY.getParser(new SourceStringReader(sql));
    parser.setTabSize(1);
    parser.setQuotedCasing(Casing.UNCHANGED);
    parser.setUnquotedCasing(Casing.UNCHANGED);
    parser.setIdentifierMaxLength(MAX_IDENTIFIER);
    parser.setConformance(SqlConformanceEnum.LENIENT);
    parser.switchTo(SqlAbstractParserImpl.LexicalState.DQID);
    try {
      return parser.parseSqlStmtEof();
    } catch (Throwable e) {
      if (e instanceof CalciteContextException positioned) {
        positioned.setOriginalStatement(sql);
      }
      throw parser.normalizeException(e);
    }
  }
}
