using System.Diagnostics;
using NATS.Client.Core;

namespace Spectacles.Gateway.Nats.Tests;

/// <summary>
/// A nats-server with JetStream that listens on the loopback address and stores in a folder of its own, which is deleted at the end. It has
/// the same port and the same store after it was killed and started again.
/// </summary>
internal sealed class NatsServer : IAsyncDisposable
{
    /// <summary>How long a start may take on a loaded machine.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly NatsServerSettings settings;
    private readonly string folder = Directory.CreateTempSubdirectory("nats-").FullName;
    private Process? process;
    private int port = -1;
    private int routePort = -1;

    private NatsServer(NatsServerSettings settings) => this.settings = settings;

    /// <summary>The name that a stream reports when this server leads it.</summary>
    public string Name => settings.Name;

    /// <summary>The address for clients.</summary>
    public string Url => $"nats://127.0.0.1:{port}";

    /// <summary>The port for clients.</summary>
    public int Port => port;

    /// <summary>The port for the other servers of a cluster.</summary>
    public int RoutePort => routePort;

    /// <summary>Whether the process runs; a suspended one does.</summary>
    public bool IsRunning => process is { HasExited: false };

    /// <summary>Starts a server, which accepts clients when this returns. A server of a cluster may not have JetStream yet.</summary>
    public static async Task<NatsServer> StartAsync(NatsServerSettings? settings = null)
    {
        string executable = NatsExecutable.Require();
        var server = new NatsServer(settings ?? new NatsServerSettings());
        try
        {
            await server.StartAsync(executable);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>A new connection, which connects again by itself after the server was started again.</summary>
    public Task<NatsConnection> ConnectAsync() => ConnectAsync(Url);

    internal static async Task<NatsConnection> ConnectAsync(string url)
    {
        var connection = new NatsConnection(NatsOpts.Default with
        {
            Url = url,
            ReconnectWaitMin = TimeSpan.FromMilliseconds(10),
            ReconnectWaitMax = TimeSpan.FromMilliseconds(100),
            ReconnectJitter = TimeSpan.FromMilliseconds(10),
            NoRandomize = true,
        });
        try
        {
            await connection.ConnectAsync();
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends the process at once, as a crash does (SIGKILL).</summary>
    public void Kill()
    {
        process!.Kill();
        process.WaitForExit();
    }

    /// <summary>Starts the killed server again, with its port and its store.</summary>
    public Task RestartAsync()
    {
        if (IsRunning)
        {
            throw new InvalidOperationException($"{Name} still runs");
        }

        process!.Dispose();
        return StartAsync(NatsExecutable.Require());
    }

    /// <summary>The process takes no more processor time, as on a machine that is suspended; connections stay open (SIGSTOP).</summary>
    public void Suspend() => PosixSignals.Suspend(process!.Id);

    /// <summary>Ends what <see cref="Suspend"/> did.</summary>
    public void Resume() => PosixSignals.Resume(process!.Id);

    public ValueTask DisposeAsync()
    {
        if (IsRunning)
        {
            Kill();
        }

        process?.Dispose();
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private async Task StartAsync(string executable)
    {
        using var time = new CancellationTokenSource(Patience, TimeProvider.System);
        string configuration = Path.Combine(folder, "server.conf");
        await File.WriteAllTextAsync(configuration, Configuration(), time.Token);
        using var ports = new PortsFile(folder);
        process = Process.Start(
            new ProcessStartInfo(executable, ["-c", configuration, "-ports_file_dir", folder]) { RedirectStandardError = true })!;
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(time.Token);
        var exit = process.WaitForExitAsync(ended.Token);
        var read = ports.ReadAsync(ended.Token);
        try
        {
            if (await Task.WhenAny(exit, read) == exit)
            {
                await exit;
                throw new InvalidOperationException(
                    $"nats-server ended with {process.ExitCode}: {await process.StandardError.ReadToEndAsync(time.Token)}\n{Log()}");
            }

            (port, routePort) = await read;
        }
        catch (OperationCanceledException exception)
        {
            throw new TimeoutException($"nats-server did not listen after {Patience}.\n{Log()}", exception);
        }
        finally
        {
            await ended.CancelAsync();
        }

        await using var connection = await ConnectAsync();
    }

    private string Configuration()
    {
        string cluster = settings.Routes.Count == 0
            ? ""
            : $$"""
                cluster {
                  name: tests
                  listen: "127.0.0.1:{{routePort}}"
                  routes: [{{string.Join(", ", settings.Routes.Select(route => $"\"{route}\""))}}]
                  # Servers connect by the routes above alone: what they tell each other cannot be connected to.
                  advertise: "127.0.0.1:1"
                  no_advertise: true
                }
                """;
        return $$"""
            server_name: {{Name}}
            listen: "127.0.0.1:{{port}}"
            logfile: "{{Path.Combine(folder, "server.log")}}"
            {{(settings.HasJetStream ? JetStream() : "")}}
            {{cluster}}
            {{settings.Configuration}}
            """;
    }

    private string JetStream() => $$"""
        jetstream {
          store_dir: "{{folder}}"
          {{(settings.SyncAlways ? "sync_interval: always" : "")}}
          {{settings.JetStream}}
        }
        """;

    private string Log()
    {
        string path = Path.Combine(folder, "server.log");
        return File.Exists(path) ? File.ReadAllText(path) : "";
    }
}
