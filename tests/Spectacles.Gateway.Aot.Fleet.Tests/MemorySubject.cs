using System.Collections.Concurrent;

namespace Spectacles.Gateway.Fleet.Tests;

/// <summary>The engine in memory, for the tests of the contract.</summary>
internal sealed class MemorySubject : FleetContractSubject
{
    private readonly ConcurrentDictionary<string, MemoryBroker> brokers = new();

    public override bool CanCut => true;

    public override ValueTask<IFleetEngine> ConnectAsync(FleetPlan plan, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IFleetEngine>(
            brokers.GetOrAdd(plan.Name, _ => new MemoryBroker(plan) { ReceiverFailed = _ => { } }).Connect());

    public override ValueTask RemoveAsync(FleetPlan plan, CancellationToken cancellationToken)
    {
        brokers.TryRemove(plan.Name, out _);
        return ValueTask.CompletedTask;
    }

    public override ValueTask CutAsync(IFleetEngine connection, CancellationToken cancellationToken)
    {
        ((MemoryEngine)connection).Disconnect();
        return ValueTask.CompletedTask;
    }

    public override ValueTask RestoreAsync(IFleetEngine connection, CancellationToken cancellationToken)
    {
        ((MemoryEngine)connection).Reconnect();
        return ValueTask.CompletedTask;
    }
}
