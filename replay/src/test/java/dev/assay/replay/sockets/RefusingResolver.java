package dev.assay.replay.sockets;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.util.stream.Stream;

/**
 * Stands where names of hosts are looked up; found by the JVM as a service. Elsewhere than in
 * {@link ReplaysUnderWatch} it leaves everything as it is.
 */
public final class RefusingResolver extends InetAddressResolverProvider {
  @Override
  public InetAddressResolver get(Configuration configuration) {
    if (!Boolean.getBoolean(ReplaysUnderWatch.WATCHED)) {
      return configuration.builtinResolver();
    }
    return new InetAddressResolver() {
      @Override
      public Stream<InetAddress> lookupByName(String host, LookupPolicy policy)
          throws UnknownHostException {
        throw new UnknownHostException(Attempts.refused("look-up of " + host).getMessage());
      }

      @Override
      public String lookupByAddress(byte[] address) throws UnknownHostException {
        throw new UnknownHostException(Attempts.refused("look-up of an address").getMessage());
      }
    };
  }

  @Override
  public String name() {
    return "watched";
  }
}
