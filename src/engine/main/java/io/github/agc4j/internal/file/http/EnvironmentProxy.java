package io.github.agc4j.internal.file.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The proxy that the environment names, as for curl: {@code https_proxy}, {@code http_proxy} and
 * {@code all_proxy}, but not for the hosts of {@code no_proxy}. What the JVM's own properties say
 * goes first.
 */
final class EnvironmentProxy extends ProxySelector {
  private static final int USUAL_PORT = 1080;

  private final Map<String, String> environment;

  EnvironmentProxy(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public List<Proxy> select(URI address) {
    ProxySelector ofJvm = ProxySelector.getDefault();
    List<Proxy> told = ofJvm == null ? List.of(Proxy.NO_PROXY) : ofJvm.select(address);
    if (!told.equals(List.of(Proxy.NO_PROXY)) || isExcepted(address.getHost())) {
      return told;
    }
    String scheme = address.getScheme().toLowerCase(Locale.ROOT);
    String named = variable(scheme + "_proxy", variable("all_proxy", ""));
    return named.isEmpty() ? told : List.of(proxy(named));
  }

  private String variable(String name, String otherwise) {
    String value = environment.get(name);
    // HTTP_PROXY is what a client may set for a CGI program.
    boolean isUpperToo = value == null && !name.equals("http_proxy");
    value = isUpperToo ? environment.get(name.toUpperCase(Locale.ROOT)) : value;
    return value == null ? otherwise : value;
  }

  private boolean isExcepted(String host) {
    return Arrays.stream(variable("no_proxy", "").split("[,\\s]+"))
        .filter(name -> !name.isEmpty())
        .map(name -> name.startsWith(".") ? name.substring(1) : name)
        .anyMatch(name -> name.equals("*") || host.equals(name) || host.endsWith("." + name));
  }

  private static Proxy proxy(String named) {
    boolean hasScheme = named.contains("://");
    try {
      URI address = new URI(hasScheme ? named : "http://" + named);
      int port = address.getPort() < 0 ? USUAL_PORT : address.getPort();
      if (address.getScheme().matches("https?") && address.getHost() != null && port < 1 << 16) {
        return new Proxy(Proxy.Type.HTTP, new InetSocketAddress(address.getHost(), port));
      }
    } catch (URISyntaxException e) {
      // Told below, without the text, which may have a password in it.
    }
    throw new UncheckedIOException(
        new IOException("the proxy of the environment is no address of an http proxy"));
  }

  @Override
  public void connectFailed(URI address, SocketAddress proxy, IOException cause) {
    // The request fails with this cause.
  }
}
