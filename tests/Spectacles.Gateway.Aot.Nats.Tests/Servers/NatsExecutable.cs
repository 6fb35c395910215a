using Spectacles.Gateway.Tests;

namespace Spectacles.Gateway.Nats.Tests;

/// <summary>The nats-server that <c>eng/nats.sh</c> has made available.</summary>
internal static partial class NatsExecutable
{
    /// <summary>The path of the executable, or null if there is none.</summary>
    public static string? Path { get; } = Find();

    private static string? Find()
    {
        string path = Environment.GetEnvironmentVariable("NATS_SERVER") is { Length: > 0 } named
            ? System.IO.Path.GetFullPath(named, Repository.Root)
            : Repository.PathOf("artifacts", "nats", "nats-server");
        return File.Exists(path) ? path : null;
    }
}
