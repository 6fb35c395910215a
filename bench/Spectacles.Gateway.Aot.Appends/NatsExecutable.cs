namespace Spectacles.Gateway.Nats.Tests;

/// <summary>The nats-server that <c>eng/nats.sh</c> has made available, in the working copy that is the current directory.</summary>
internal static class NatsExecutable
{
    public static string Require()
    {
        string path = Path.GetFullPath(Environment.GetEnvironmentVariable("NATS_SERVER") ?? "artifacts/nats/nats-server");
        return File.Exists(path) ? path : throw new FileNotFoundException("run eng/nats.sh first", path);
    }
}
