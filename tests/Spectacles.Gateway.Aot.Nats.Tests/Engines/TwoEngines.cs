using Spectacles.Gateway.Fleet;

namespace Spectacles.Gateway.Nats.Tests;

/// <summary>Two processes of a fleet, one of which has a link that a test can hold or cut.</summary>
internal sealed class TwoEngines : IAsyncDisposable
{
    private TwoEngines(NatsEngine held, NatsEngine other, ServerLink link) => (Held, Other, Link) = (held, other, link);

    public NatsEngine Held { get; }

    public NatsEngine Other { get; }

    /// <summary>The way of <see cref="Held"/>.</summary>
    public ServerLink Link { get; }

    public static async Task<TwoEngines> ConnectAsync(NatsServer server, CancellationToken cancellationToken)
    {
        var plan = TestOptions.NewPlan();
        var link = new ServerLink();
        link.LeadTo(server.Port);
        var held = await NatsEngine.ConnectAsync(TestOptions.For(plan, link.ClientUrl), cancellationToken);
        return new TwoEngines(held, await NatsEngine.ConnectAsync(TestOptions.For(plan, server.Url), cancellationToken), link);
    }

    public async ValueTask DisposeAsync()
    {
        await Held.DisposeAsync();
        await Other.DisposeAsync();
        await Link.DisposeAsync();
    }
}
