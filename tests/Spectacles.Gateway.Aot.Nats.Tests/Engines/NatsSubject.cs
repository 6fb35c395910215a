using System.Collections.Concurrent;
using NATS.Client.JetStream;
using Spectacles.Gateway.Fleet;

namespace Spectacles.Gateway.Nats.Tests;

/// <summary>The engine on a real server, for the tests of the contract. Each connection goes over a link that can be cut.</summary>
internal sealed class NatsSubject(NatsServer server) : FleetContractSubject
{
    private readonly ConcurrentDictionary<IFleetEngine, ServerLink> links = new();

    public override bool CanCut => true;

    public override async ValueTask<IFleetEngine> ConnectAsync(FleetPlan plan, CancellationToken cancellationToken)
    {
        var link = new ServerLink();
        link.LeadTo(server.Port);
        var engine = await NatsEngine.ConnectAsync(TestOptions.For(plan, link.ClientUrl), cancellationToken);
        links[engine] = link;
        return engine;
    }

    public override async ValueTask RemoveAsync(FleetPlan plan, CancellationToken cancellationToken)
    {
        await using var connection = await server.ConnectAsync();
        var context = new NatsJSContext(connection);
        List<string> names = [];
        await foreach (string name in context.ListStreamNamesAsync(cancellationToken: cancellationToken))
        {
            names.Add(name);
        }

        foreach (string name in names.Where(name => name.Contains($"FLEET_{plan.Name}_", StringComparison.Ordinal)))
        {
            await context.DeleteStreamAsync(name, cancellationToken);
        }

        foreach (var (engine, link) in links.Where(entry => entry.Key.Plan.Name == plan.Name).ToArray())
        {
            links.TryRemove(engine, out _);
            await link.DisposeAsync();
        }
    }

    public override async ValueTask CutAsync(IFleetEngine connection, CancellationToken cancellationToken)
    {
        links[connection].Cut();
        while (((NatsEngine)connection).IsConnected)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, cancellationToken);
        }
    }

    public override ValueTask RestoreAsync(IFleetEngine connection, CancellationToken cancellationToken)
    {
        links[connection].Restore();
        return ValueTask.CompletedTask;
    }
}
