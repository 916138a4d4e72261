package dev.assay.eventstore.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import javax.sql.DataSource;

/** Creates the login roles and the database, as a superuser, on a server that is ours to set up. */
public final class DatabaseRoles {
  private DatabaseRoles() {}

  /**
   * Creates every role that is missing and sets the passwords of all.
   *
   * @param superuser connects to any database of the server
   * @param passwords one for each role
   */
  public static void create(DataSource superuser, Map<DatabaseRole, String> passwords)
      throws SQLException {
    try (Connection connection = superuser.getConnection();
        Statement statement = connection.createStatement()) {
      for (DatabaseRole role : DatabaseRole.values()) {
        String password = passwords.get(role);
        if (password == null) {
          throw new IllegalArgumentException("Expected a password for " + role + ", but got none");
        }
        String verb = roleExists(connection, role.login()) ? "ALTER" : "CREATE";
        statement.execute(
            verb
                + " ROLE "
                + role.login()
                + " LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD "
                + statement.enquoteLiteral(password));
      }
    }
  }

  /** Creates a database that {@link DatabaseRole#OWNER} owns, unless there is one of that name. */
  public static void createDatabase(DataSource superuser, String name) throws SQLException {
    try (Connection connection = superuser.getConnection();
        Statement statement = connection.createStatement()) {
      if (!exists(connection, "SELECT 1 FROM pg_database WHERE datname = ?", name)) {
        statement.execute(
            "CREATE DATABASE "
                + statement.enquoteIdentifier(name, true)
                + " OWNER "
                + DatabaseRole.OWNER.login());
      }
    }
  }

  private static boolean roleExists(Connection connection, String login) throws SQLException {
    return exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = ?", login);
  }

  private static boolean exists(Connection connection, String sql, String name)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setString(1, name);
      try (ResultSet rows = query.executeQuery()) {
        return rows.next();
      }
    }
  }
}
