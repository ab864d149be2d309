package io.github.llamacloud.jdbc;

import io.github.llamacloud.jdbc.config.ConnectionProperty;
import java.util.Collections;
import java.util.Map;
import javax.naming.RefAddr;
import javax.naming.Reference;
import javax.naming.StringRefAddr;

/** A data source as a {@link Reference}: one address for each property that is set, by its name. */
final class DataSourceReference {
  private static final String URL = "url";
  private static final String LOGIN_TIMEOUT = "loginTimeout";
  private static final String PASSWORD = "password";

  private DataSourceReference() {}

  /**
   * The reference of a data source.
   *
   * @param url without secrets
   * @param properties without secrets, by name
   */
  static Reference of(String url, int loginTimeout, Map<String, String> properties) {
    Reference reference =
        new Reference(
            LlamaCloudDataSource.class.getName(),
            LlamaCloudDataSourceFactory.class.getName(),
            null);
    reference.add(new StringRefAddr(URL, url));
    if (loginTimeout != 0) {
      reference.add(new StringRefAddr(LOGIN_TIMEOUT, String.valueOf(loginTimeout)));
    }
    properties.forEach((name, value) -> reference.add(new StringRefAddr(name, value)));
    return reference;
  }

  /**
   * The data source that a reference tells of. A container may have put in a key or a password, and
   * addresses of its own, which are ignored.
   *
   * @throws NumberFormatException if the login timeout is no number of seconds
   */
  static LlamaCloudDataSource read(Reference reference) {
    LlamaCloudDataSource dataSource = new LlamaCloudDataSource();
    for (RefAddr address : Collections.list(reference.getAll())) {
      if (address.getContent() instanceof String value) {
        set(dataSource, address.getType(), value);
      }
    }
    return dataSource;
  }

  private static void set(LlamaCloudDataSource dataSource, String name, String value) {
    switch (name) {
      case URL -> dataSource.setUrl(value);
      case PASSWORD -> dataSource.setPassword(value);
      case LOGIN_TIMEOUT -> dataSource.setLoginTimeout(Integer.parseInt(value));
      default -> {
        for (ConnectionProperty property : ConnectionProperty.values()) {
          if (property.propertyName().equals(name)
              && property.place() != ConnectionProperty.Place.DEMO_URL) {
            dataSource.setProperty(name, value);
          }
        }
      }
    }
  }
}
