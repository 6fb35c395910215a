namespace Spectacles.Gateway.Nats.Tests;

/// <summary>The one server of a collection of tests. Tests name their streams and buckets differently.</summary>
public sealed class SharedServer : IAsyncLifetime
{
    private NatsServer? server;

    /// <summary>The server; a test is skipped if there is none.</summary>
    internal NatsServer Server
    {
        get
        {
            NatsExecutable.Require();
            return server!;
        }
    }

    public async ValueTask InitializeAsync() => server = NatsExecutable.Path is null ? null : await NatsServer.StartAsync();

    public ValueTask DisposeAsync() => server?.DisposeAsync() ?? ValueTask.CompletedTask;
}
