using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace FleetSoak.Judge;

/// <summary>One nats-server, or a cluster of three, with the same ports and stores after a kill.</summary>
internal sealed class NatsServers : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly string executable;
    private readonly string folder;
    private readonly int[] ports;
    private readonly int[] routes;
    private readonly Process?[] processes;

    /// <param name="executable">The path of nats-server.</param>
    /// <param name="folder">Where the servers store.</param>
    /// <param name="count">The number of servers.</param>
    public NatsServers(string executable, string folder, int count)
    {
        (this.executable, this.folder) = (executable, folder);
        int[] free = FreePorts(2 * count);
        (ports, routes) = (free[..count], free[count..]);
        processes = new Process?[count];
    }

    public int Count => ports.Length;

    /// <summary>The addresses for clients.</summary>
    public string Urls => string.Join(',', ports.Select(port => string.Create(CultureInfo.InvariantCulture, $"nats://127.0.0.1:{port}")));

    public async Task StartAsync()
    {
        for (int i = 0; i < Count; i++)
        {
            await StartAsync(i);
        }
    }

    /// <summary>Starts one server, and waits until it accepts clients.</summary>
    public async Task StartAsync(int number)
    {
        string own = Directory.CreateDirectory(Path.Combine(folder, $"nats-{number}")).FullName;
        string file = Path.Combine(own, "server.conf");
        await File.WriteAllTextAsync(file, Configuration(number, own));
        processes[number] = Process.Start(new ProcessStartInfo(executable, ["-c", file]))!;
        while (true)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, ports[number]);
                return;
            }
            catch (SocketException) when (!processes[number]!.HasExited)
            {
                await Task.Delay(Pause, TimeProvider.System);
            }
        }
    }

    /// <summary>Ends one server as <c>kill -9</c> does.</summary>
    public async Task KillAsync(int number)
    {
        processes[number]!.Kill();
        await processes[number]!.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        for (int i = 0; i < Count; i++)
        {
            if (processes[i] is { HasExited: false })
            {
                await KillAsync(i);
            }
        }
    }

    private static int[] FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToArray();
        Array.ForEach(listeners, listener => listener.Start());
        int[] free = [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        Array.ForEach(listeners, listener => listener.Dispose());
        return free;
    }

    private string Configuration(int number, string own) => string.Create(CultureInfo.InvariantCulture, $$"""
        server_name: n{{number}}
        listen: "127.0.0.1:{{ports[number]}}"
        logfile: "{{Path.Combine(own, "server.log")}}"
        jetstream { store_dir: "{{own}}" }
        {{(Count > 1 ? Cluster(number) : "")}}
        """);

    private string Cluster(int number) => string.Create(CultureInfo.InvariantCulture, $$"""
        cluster {
          name: soak
          listen: "127.0.0.1:{{routes[number]}}"
          routes: [{{string.Join(", ", routes.Select(port => $"\"nats-route://127.0.0.1:{port}\""))}}]
        }
        """);
}
