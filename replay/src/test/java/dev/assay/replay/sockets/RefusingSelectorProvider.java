package dev.assay.replay.sockets;

import java.io.IOException;
import java.net.ProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.AbstractSelector;
import java.nio.channels.spi.SelectorProvider;

/**
 * Stands where channels are opened; named to the JVM by {@code
 * java.nio.channels.spi.SelectorProvider}.
 */
public final class RefusingSelectorProvider extends SelectorProvider {
  @Override
  public DatagramChannel openDatagramChannel() throws IOException {
    throw Attempts.refused("datagram channel");
  }

  @Override
  public DatagramChannel openDatagramChannel(ProtocolFamily family) throws IOException {
    throw Attempts.refused("datagram channel");
  }

  @Override
  public Pipe openPipe() throws IOException {
    throw Attempts.refused("pipe");
  }

  @Override
  public AbstractSelector openSelector() throws IOException {
    throw Attempts.refused("selector");
  }

  @Override
  public ServerSocketChannel openServerSocketChannel() throws IOException {
    throw Attempts.refused("server channel");
  }

  @Override
  public SocketChannel openSocketChannel() throws IOException {
    throw Attempts.refused("socket channel");
  }
}
