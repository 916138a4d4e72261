package dev.assay.projections.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/** When which position was first seen to be in which live read model; looks every millisecond. */
final class Sightings implements AutoCloseable {
  private final Map<String, NavigableMap<Long, Long>> seen = new HashMap<>();
  private final Thread thread;
  private volatile boolean stopped;

  Sightings(DataSource connections) {
    thread = Thread.ofPlatform().daemon().name("sightings").start(() -> look(connections));
  }

  /** Nanoseconds from {@code committed} until each position was there, in all the read models. */
  Map<String, List<Long>> lags(Map<Long, Long> committed) {
    Map<String, List<Long>> lags = new TreeMap<>();
    synchronized (seen) {
      seen.forEach(
          (projection, times) ->
              committed.forEach(
                  (position, at) -> {
                    Map.Entry<Long, Long> first = times.ceilingEntry(position);
                    if (first != null) {
                      lags.computeIfAbsent(projection, p -> new ArrayList<>())
                          .add(Math.max(0, first.getValue() - at));
                    }
                  }));
    }
    return lags;
  }

  private void look(DataSource connections) {
    try (Connection connection = connections.getConnection();
        PreparedStatement query =
            connection.prepareStatement(
                """
                SELECT projection, position FROM read_model.projection_build
                JOIN read_model.projection_position USING (projection, version, build)
                WHERE state = 'LIVE'
                """)) {
      while (!stopped) {
        try (ResultSet row = query.executeQuery()) {
          long now = System.nanoTime();
          while (row.next()) {
            synchronized (seen) {
              seen.computeIfAbsent(row.getString(1), projection -> new TreeMap<>())
                  .putIfAbsent(row.getLong(2), now);
            }
          }
        }
        TimeUnit.MILLISECONDS.sleep(1);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws InterruptedException {
    stopped = true;
    thread.join();
  }
}
