using System.Collections.Concurrent;

namespace Spectacles.Gateway.Fleet.Tests;

/// <summary>An engine with one mistake.</summary>
internal sealed class SabotagedSubject(Sabotage sabotage) : FleetContractSubject
{
    private readonly MemorySubject memory = new();
    private readonly ConcurrentDictionary<string, SabotageNotes> notes = new();

    public override bool CanCut => true;

    public override TimeSpan Patience => TimeSpan.FromSeconds(3);

    public override async ValueTask<IFleetEngine> ConnectAsync(FleetPlan plan, CancellationToken cancellationToken)
    {
        var engine = await memory.ConnectAsync(plan, cancellationToken);
        if (sabotage == Sabotage.LateGroupBeginsEarly)
        {
            using var end = new CancellationTokenSource();
            await using var records = engine.Events.ReadAsync(new DeliveryQuery { WorkerGroup = "late" }, 0, end.Token)
                .GetAsyncEnumerator(end.Token);
            var asked = records.MoveNextAsync();
            await end.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(asked.AsTask);
        }

        return new SabotagedEngine(sabotage, (MemoryEngine)engine, notes.GetOrAdd(plan.Name, _ => new SabotageNotes()));
    }

    public override ValueTask CutAsync(IFleetEngine connection, CancellationToken cancellationToken) =>
        memory.CutAsync(((SabotagedEngine)connection).Inner, cancellationToken);

    public override ValueTask RestoreAsync(IFleetEngine connection, CancellationToken cancellationToken) =>
        memory.RestoreAsync(((SabotagedEngine)connection).Inner, cancellationToken);

    public override ValueTask RemoveAsync(FleetPlan plan, CancellationToken cancellationToken) =>
        memory.RemoveAsync(plan, cancellationToken);
}
