package io.github.llamacloud.jdbc.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ServerSocketFactory;

/**
 * Server sockets that send at once. MockWebServer writes head and body of a response separately;
 * without TCP_NODELAY the second waits for an acknowledgement, 40 ms a request.
 */
final class PromptSockets extends ServerSocketFactory {
  private final List<ServerSocket> made = new CopyOnWriteArrayList<>();

  @Override
  public ServerSocket createServerSocket() throws IOException {
    ServerSocket server =
        new ServerSocket() {
          @Override
          public Socket accept() throws IOException {
            Socket socket = super.accept();
            socket.setTcpNoDelay(true);
            return socket;
          }
        };
    made.add(server);
    return server;
  }

  /** Refuses every further connection. */
  void refuse() throws IOException {
    for (ServerSocket server : made) {
      server.close();
    }
  }

  @Override
  public ServerSocket createServerSocket(int port) throws IOException {
    throw new UnsupportedOperationException("MockWebServer binds by itself.");
  }

  @Override
  public ServerSocket createServerSocket(int port, int backlog) throws IOException {
    throw new UnsupportedOperationException("MockWebServer binds by itself.");
  }

  @Override
  public ServerSocket createServerSocket(int port, int backlog, InetAddress address)
      throws IOException {
    throw new UnsupportedOperationException("MockWebServer binds by itself.");
  }
}
