using System.Text.Json;
using System.Threading.Channels;

namespace Spectacles.Gateway.Nats.Tests;

/// <summary>The file in which a server writes the ports that it listens on, once it does.</summary>
internal sealed class PortsFile : IDisposable
{
    private readonly string folder;
    private readonly FileSystemWatcher watcher;
    private readonly Channel<bool> changes = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Removes the files of servers that were killed, and watches the folder from now on.</summary>
    public PortsFile(string folder)
    {
        this.folder = folder;
        foreach (string old in Directory.EnumerateFiles(folder, "*.ports"))
        {
            File.Delete(old);
        }

        watcher = new FileSystemWatcher(folder, "*.ports");
        watcher.Created += (_, _) => changes.Writer.TryWrite(true);
        watcher.Changed += (_, _) => changes.Writer.TryWrite(true);
        watcher.EnableRaisingEvents = true;
    }

    /// <summary>The ports for clients and for other servers; the second is 0 for a server that is alone.</summary>
    public async Task<(int Client, int Route)> ReadAsync(CancellationToken cancellation)
    {
        while (true)
        {
            if (Directory.EnumerateFiles(folder, "*.ports").FirstOrDefault() is { } path && TryRead(path) is { } ports)
            {
                return ports;
            }

            await changes.Reader.ReadAsync(cancellation);
        }
    }

    public void Dispose() => watcher.Dispose();

    private static (int Client, int Route)? TryRead(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return (Port(document.RootElement, "nats"), Port(document.RootElement, "cluster"));
        }
        catch (JsonException)
        {
            // The server is still writing it.
            return null;
        }
    }

    private static int Port(JsonElement ports, string name) =>
        ports.TryGetProperty(name, out var urls) && urls.GetArrayLength() > 0 ? new Uri(urls[0].GetString()!).Port : 0;
}
