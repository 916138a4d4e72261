package dev.assay.cli.witness;

import dev.assay.cli.Context;
import dev.assay.cli.Failure;
import dev.assay.cli.Terminal;
import dev.assay.cli.Version;
import dev.assay.verifier.encoding.Malformed;
import dev.assay.verifier.note.NoteSigner;
import dev.assay.verifier.note.SignatureType;
import dev.assay.verifier.note.VerifierKey;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code assay witness}. */
@Command(
    name = "witness",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Watches logs: cosigns a checkpoint only if the log grew from the one that it cosigned last.",
      "Runs until it is stopped. Speaks C2SP tlog-witness: POST /add-checkpoint and",
      "GET /<SHA-256 of the origin in hex>/checkpoint."
    },
    footer = {"", "A witness is worth something only outside the control of who operates the log."})
public final class WitnessCommand implements Callable<Integer> {
  private static final int HIGHEST_PORT = 65_535;

  /** Seconds for a request to arrive and for an answer to leave. */
  private static final String PATIENCE = "30";

  private final Context context;

  @Option(
      names = "--key-file",
      paramLabel = "<file>",
      required = true,
      description = "The private key that assay witness-key made.")
  private @Nullable Path keyFile;

  @Option(
      names = "--log",
      paramLabel = "<vkey>",
      required = true,
      description = "Public key of a log to watch; its name is the log's origin. Repeat it.")
  private List<String> logs = List.of();

  @Option(names = "--tenants", description = "Watch the trees of the logs' tenants, too.")
  private boolean hasTenants;

  @Option(
      names = "--state-dir",
      paramLabel = "<folder>",
      required = true,
      description = "Where the latest checkpoints are kept. Never go back to an old copy of it.")
  private @Nullable Path stateDir;

  @Option(
      names = "--port",
      paramLabel = "<port>",
      defaultValue = "8181",
      description = "HTTP port; 0 takes a free one (default: ${DEFAULT-VALUE}).")
  private int port = 8181;

  @Option(
      names = "--address",
      paramLabel = "<address>",
      defaultValue = "localhost",
      description = "Address to listen on (default: ${DEFAULT-VALUE}).")
  private String address = "localhost";

  public WitnessCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    NoteSigner signer = WitnessKeyFile.read(Objects.requireNonNull(keyFile));
    WatchedLogs watched = new WatchedLogs(logs.stream().map(this::key).toList(), hasTenants);
    InetSocketAddress listen = listenOn();
    // Read once by the JDK's server, before it first starts.
    System.setProperty("sun.net.httpserver.maxReqTime", PATIENCE);
    System.setProperty("sun.net.httpserver.maxRspTime", PATIENCE);
    System.setProperty("sun.net.httpserver.nodelay", "true");
    Path state = Objects.requireNonNull(stateDir);
    try (SeenHeads seen = SeenHeads.open(state)) {
      Witness witness = new Witness(signer, watched, seen, InstantSource.system(), this::note);
      try (WitnessServer server = WitnessServer.start(witness, this::note, listen)) {
        note("witness " + signer.verifierKey());
        note("listens on " + server.url() + " and keeps its state in " + state);
        awaitEnd(server);
      }
    }
    return 0;
  }

  /** Until the process is asked to stop; then requests under way are answered. */
  private static void awaitEnd(WitnessServer server) throws InterruptedException {
    Runtime.getRuntime().addShutdownHook(new Thread(server::close));
    new CountDownLatch(1).await();
  }

  private InetSocketAddress listenOn() {
    if (port < 0 || port > HIGHEST_PORT) {
      throw Failure.wrongUse("Expected a port from 0 to 65535, but it is " + port);
    }
    InetSocketAddress listen = new InetSocketAddress(address, port);
    if (listen.isUnresolved()) {
      throw Failure.wrongUse("Expected an address of this machine, but there is no " + address);
    }
    return listen;
  }

  private VerifierKey key(String vkey) {
    try {
      VerifierKey key = VerifierKey.parse(vkey);
      if (key.type() == SignatureType.ED25519) {
        return key;
      }
    } catch (Malformed wrong) {
      throw Failure.wrongUse(String.valueOf(wrong.getMessage()));
    }
    throw Failure.wrongUse("Expected the key of a log, but this one is of a witness: " + vkey);
  }

  private void note(String line) {
    context.terminal().line(Terminal.plain(line));
  }
}
