package io.github.llamacloud.jdbc.sql;

import java.util.Optional;

/**
 * A part of a statement that the service is not asked for: it is computed here, over more rows.
 *
 * @param what the part, as SQL on one line
 * @param rewrite a condition that would be sent, and means the same as long as the service has only
 *     the values that it documents
 */
record NotSent(String what, String reason, Optional<String> rewrite) {
  /** In one line, for people. */
  String line() {
    return "not sent: " + what + ": " + reason + rewrite.map(sql -> "; write " + sql).orElse("");
  }
}
