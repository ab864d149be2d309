package io.github.llamacloud.jdbc;

import java.io.Serializable;
import javax.naming.Reference;

/** What is written of a data source: its reference, without secrets. */
record SerializedDataSource(Reference reference) implements Serializable {
  private Object readResolve() {
    return DataSourceReference.read(reference);
  }
}
