package dev.assay.replay.sockets;

import dev.assay.api.replay.RecordedEvent;
import dev.assay.api.replay.Verification;
import dev.assay.api.whatif.WhatIfChanges;
import dev.assay.api.whatif.WhatIfQuestion;
import dev.assay.replay.Corpus;
import dev.assay.replay.verification.InMemoryReplay;
import dev.assay.replay.whatif.InMemoryWhatIf;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A program that replays the corpus many times, and asks what-ifs of it, while every way to a
 * socket is watched, and then tries each way by itself, to show that the watch is awake.
 */
public final class ReplaysUnderWatch {
  static final String WATCHED = "assay.sockets.watched";

  /** Something that opens a socket. */
  private interface Call {
    void make() throws Exception;
  }

  private ReplaysUnderWatch() {}

  /**
   * @param args how many replays
   */
  @SuppressWarnings("deprecation")
  public static void main(String[] args) throws IOException {
    Socket.setSocketImplFactory(() -> refuse("socket"));
    ServerSocket.setSocketFactory(() -> refuse("server socket"));
    DatagramSocket.setDatagramSocketImplFactory(
        () -> {
          throw new UncheckedIOException(Attempts.refused("datagram socket"));
        });
    int wanted = Integer.parseInt(args[0]);
    List<List<RecordedEvent>> corpus = Corpus.names().stream().map(Corpus::read).toList();
    InMemoryReplay replay = new InMemoryReplay();
    int equal = 0;
    for (int i = 0; i < wanted; i++) {
      List<RecordedEvent> record = corpus.get(i % corpus.size());
      Verification verification = replay.verify(record, Corpus.later(record));
      equal += verification.outcome() == Verification.Outcome.EQUAL ? 1 : 0;
    }
    System.out.println("equal " + equal + " of " + wanted);
    System.out.println("answered " + whatIfs() + " of " + Corpus.executions().size());
    System.out.println("calls " + Attempts.made());
    System.out.println("control " + control());
  }

  /** How many of the executions answer what were if every agent had other instructions. */
  private static int whatIfs() {
    JsonNode other = JsonMapper.shared().readTree("{\"instructions\":\"Otherwise.\"}");
    WhatIfChanges changes = new WhatIfChanges(null, other, List.of(), null, null, List.of());
    WhatIfQuestion question =
        new WhatIfQuestion(null, changes, WhatIfQuestion.OnMiss.MOCK, Map.of(), null);
    int answered = 0;
    for (String name : Corpus.executions()) {
      List<RecordedEvent> record = Corpus.read(name);
      new InMemoryWhatIf().ask(record, Corpus.later(record), question, List.of());
      answered++;
    }
    return answered;
  }

  /** How many of the ways to a socket are seen by the watch. */
  private static String control() {
    List<Call> calls =
        List.of(
            () -> new Socket(InetAddress.getLoopbackAddress(), 9).close(),
            () -> new ServerSocket(0).close(),
            () -> new DatagramSocket().close(),
            () -> InetAddress.getByName("assay.example"),
            () -> java.nio.channels.SocketChannel.open().close(),
            () -> {
              try (HttpClient client = HttpClient.newHttpClient()) {
                client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:9/")).build(),
                    HttpResponse.BodyHandlers.discarding());
              }
            });
    int seen = 0;
    for (Call call : calls) {
      int before = Attempts.made().size();
      try {
        call.make();
      } catch (Exception | Error e) {
        // Refused, as it must be; whether it was seen is what counts.
      }
      seen += Attempts.made().size() > before ? 1 : 0;
    }
    return seen + " of " + calls.size();
  }

  private static java.net.SocketImpl refuse(String what) {
    throw new UncheckedIOException(Attempts.refused(what));
  }
}
