namespace Spectacles.Gateway.Fleet;

/// <summary>The broker of a fleet in the memory of one process: for tests, and to try a fleet without a broker.</summary>
/// <remarks>Each node and each worker gets a connection of its own (<see cref="Connect"/>), as if it were a process of its own.</remarks>
public sealed class MemoryBroker
{
    private readonly FleetPlan plan;
    private readonly TimeProvider time;
    private readonly MemoryReach reach = new();
    private readonly MemoryLog log;
    private readonly MemoryDeadLetters deadLetters;
    private readonly StateStore sharedState;
    private readonly StateStore nodeState;
    private readonly RequestRouter router = new();

    /// <summary>Creates a broker without any records.</summary>
    /// <param name="plan">The fleet's plan.</param>
    /// <param name="timeProvider">The clock of all ages, delays and time-outs; null for the system's.</param>
    /// <param name="bounds">How much it keeps; null for the defaults.</param>
    public MemoryBroker(FleetPlan plan, TimeProvider? timeProvider = null, MemoryBounds? bounds = null)
    {
        ArgumentNullException.ThrowIfNull(plan);
        this.plan = plan.Validated();
        time = timeProvider ?? TimeProvider.System;
        bounds ??= new MemoryBounds();
        sharedState = new StateStore(time);
        nodeState = new StateStore(time);
        log = new MemoryLog(plan, time, bounds);
        deadLetters = new MemoryDeadLetters(time, bounds);
    }

    /// <summary>
    /// Whether the broker is there; true at the beginning. While it is not, no connection can reach it, as
    /// <see cref="MemoryEngine.Disconnect"/> describes.
    /// </summary>
    public bool IsAvailable
    {
        get => reach.IsAvailable;
        set => reach.IsAvailable = value;
    }

    /// <summary>
    /// Is called with what a receiver of <see cref="IFleetRequests.ReceiveAsync"/> has thrown. Null, the default, writes one line to
    /// standard error.
    /// </summary>
    public Action<Exception>? ReceiverFailed { get; set; }

    /// <summary>Connects another process to the broker.</summary>
    public MemoryEngine Connect() => new(plan, log, deadLetters, router, sharedState, nodeState, new MemoryLink(reach), time, Report);

    private void Report(Exception exception)
    {
        if (ReceiverFailed is { } listener)
        {
            listener(exception);
        }
        else
        {
            Console.Error.WriteLine($"a receiver of fleet {plan.Name} threw {exception.GetType().Name}: {exception.Message}");
        }
    }
}
