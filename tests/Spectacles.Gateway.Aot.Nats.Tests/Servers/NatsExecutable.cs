using Spectacles.Gateway.Tests;

namespace Spectacles.Gateway.Nats.Tests;

/// <summary>The nats-server that <c>eng/nats.sh</c> has made available.</summary>
internal static class NatsExecutable
{
    /// <summary>The path of the executable, or null if there is none.</summary>
    public static string? Path { get; } = Find();

    /// <summary>Without one the test is skipped; in <c>eng/test.sh --all</c> it fails.</summary>
    public static string Require()
    {
        if (Path is null && Environment.GetEnvironmentVariable("SPECTACLES_NATS") == "required")
        {
            Assert.Fail("eng/nats.sh found no nats-server");
        }

        Assert.SkipWhen(Path is null, "There is no nats-server: run eng/nats.sh first.");
        return Path;
    }

    private static string? Find()
    {
        string path = Environment.GetEnvironmentVariable("NATS_SERVER") is { Length: > 0 } named
            ? System.IO.Path.GetFullPath(named, Repository.Root)
            : Repository.PathOf("artifacts", "nats", "nats-server");
        return File.Exists(path) ? path : null;
    }
}
