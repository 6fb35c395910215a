namespace Spectacles.Gateway.Fleet;

/// <summary>A connection to a <see cref="MemoryBroker"/>, such as one process has it. A test can interrupt it.</summary>
public sealed class MemoryEngine : IFleetEngine
{
    private readonly MemoryLink link;

    internal MemoryEngine(
        FleetPlan plan,
        MemoryLog log,
        MemoryDeadLetters deadLetters,
        RequestRouter router,
        StateStore sharedState,
        StateStore nodeState,
        MemoryLink link,
        TimeProvider time,
        Action<Exception> report)
    {
        this.link = link;
        Plan = plan;
        Events = new MemoryEventLog(log, deadLetters, link);
        Requests = new MemoryRequests(router, link, time, report);
        SharedState = new MemoryState(sharedState, link);
        NodeState = new MemoryState(nodeState, link);
    }

    /// <inheritdoc/>
    public FleetPlan Plan { get; }

    /// <inheritdoc/>
    public IEventLog Events { get; }

    /// <inheritdoc/>
    public IFleetRequests Requests { get; }

    /// <inheritdoc/>
    public IFleetState SharedState { get; }

    /// <inheritdoc/>
    public IFleetState NodeState { get; }

    /// <summary>Whether the broker is there, and this connection was neither interrupted nor disposed.</summary>
    public bool IsConnected => link.IsAvailable;

    /// <summary>
    /// Interrupts the connection. Calls wait until <see cref="Reconnect"/>, or until their token or time-out ends them; only
    /// <see cref="IEventAppender.AppendAsync"/> throws a <see cref="FleetException"/>, at once. Readers lose their partitions after five
    /// seconds, and the receivers of this connection get no messages: those that are sent meanwhile are lost.
    /// </summary>
    public void Disconnect() => link.Set(isConnected: false);

    /// <summary>Ends an interruption.</summary>
    public void Reconnect() => link.Set(isConnected: true);

    /// <summary>Makes the next appends of this connection throw a <see cref="FleetException"/>.</summary>
    /// <param name="count">How many appends; 0 for none.</param>
    /// <param name="stored">Whether their records are stored nevertheless: the broker's answer is lost, not the record.</param>
    public void FailAppends(int count, bool stored)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        link.FailAppends(count, stored);
    }

    /// <summary>Returns <c>a broker in memory</c>.</summary>
    public override string ToString() => "a broker in memory";

    /// <summary>Ends the connection: its readers and receivers end, and its calls throw an <see cref="ObjectDisposedException"/>.</summary>
    public ValueTask DisposeAsync()
    {
        link.Dispose();
        return ValueTask.CompletedTask;
    }
}
